import Language
package import ProbeResults
import Routing
import SourceText

/// The result of a probe for people: a line for each server, then what that means for sites.
package struct ProbeTextRenderer: Renderer {
  private let style: TextStyle

  /// Makes a renderer of a style.
  package init(style: TextStyle) {
    self.style = style
  }

  package func render(_ report: ProbeReport) -> String {
    let names = report.entries.map { $0.ids.joined(separator: ", ") }
    let targets = report.entries.map(\.target.shown)
    let widths = [names, targets].map { $0.map(\.count).max() ?? 0 }
    var rows: [Row] = []
    for (entry, (name, target)) in zip(report.entries, zip(names, targets)) {
      var row = Row(Self.padded(name, widths[0]) + "  " + Self.padded(target, widths[1]) + "  ")
      let status = entry.result.status
      row.append(Self.padded(status.rawValue, Self.statusWidth), status.role)
      let indent = widths[0] + widths[1] + Self.statusWidth + 6
      let text = "\(entry.result.description)  \(entry.result.milliseconds)\u{A0}ms"
      // A narrow terminal gets the text in rows of its own.
      let room = max(style.width - indent, TextStyle.narrowest)
      let texts = WordWrap.rows(of: status == .skipped ? entry.result.description : text, first: room, rest: room)
        .map { $0.replacing("\u{A0}", with: " ") }
      row.append("  " + (texts.first ?? ""), .plain)
      rows.append(row)
      rows += texts.dropFirst().map { Row(String(repeating: " ", count: indent) + $0) }
      if status == .failed, let place = report.place(of: entry) {
        rows.append(Row(String(repeating: " ", count: indent) + place))
      }
    }
    rows += sites(report)
    return rows.reduce(into: "") { $0 += $1.text(colour: style.colour) + "\n" }
  }

  private static let statusWidth = 7

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  /// A line for all scopes with the same verdict, those without a server first.
  private func sites(_ report: ProbeReport) -> [Row] {
    guard !report.verdicts.isEmpty else { return [] }
    struct Group {
      let verdict: ProbeReport.Verdict
      var scopes: [Scope]
    }
    struct Key: Hashable {
      let server: String?
      let failed: [String]
    }
    var groups: [Group] = []
    var indices: [Key: Int] = [:]
    for verdict in report.verdicts {
      let key = Key(server: verdict.server, failed: verdict.failed)
      if let index = indices[key] {
        groups[index].scopes.append(verdict.scope)
      } else {
        indices[key] = groups.count
        groups.append(Group(verdict: verdict, scopes: [verdict.scope]))
      }
    }
    let worst =
      groups.filter { $0.verdict.server == nil }
      + groups.filter { $0.verdict.server != nil && !$0.verdict.failed.isEmpty }
    let sorted = worst + groups.filter { $0.verdict.server != nil && $0.verdict.failed.isEmpty }
    return [Row("Sites")]
      + sorted.map { group in
        var row = Row("  \(Self.names(group.scopes)): ")
        let failed = group.verdict.failed.joined(separator: ", ")
        switch (group.verdict.server, group.verdict.failed.isEmpty) {
        case (nil, true): row.append("none: the chain is empty, mail waits for ever", .error)
        case (nil, false): row.append("none works (\(failed) failed)", .error)
        case (let server?, true): row.append(server, .fix)
        case (let server?, false): row.append("\(server) (\(failed) failed)", .warning)
        }
        return row
      }
  }

  private static func names(_ scopes: [Scope]) -> String {
    let most = 3
    if scopes.count <= most { return scopes.map(\.description).joined(separator: ", ") }
    let sites = scopes.count { $0 != .global }
    return (sites < scopes.count ? ["\(Scope.global)"] : []).joined() + (sites < scopes.count ? ", " : "")
      + "\(sites) sites"
  }
}

/// The result of a probe as test results: a case for each server, and for each scope.
package struct ProbeJUnitRenderer: Renderer {
  /// Makes a renderer; the format has no options.
  package init() {}

  package func render(_ report: ProbeReport) -> String {
    let servers = report.entries.map { entry in
      JUnitSuite.Case(
        name: entry.ids.joined(separator: ", "), className: "servers",
        remarks: remark(
          entry.result.description, fails: entry.result.status == .failed, isWorthKnowing: entry.result.status != .ok))
    }
    let scopes = report.verdicts.map { verdict in
      JUnitSuite.Case(
        name: "\(verdict.scope)", className: "sites",
        remarks: remark(
          verdict.server.map { "sent by \($0)" } ?? "no server works", fails: verdict.server == nil,
          isWorthKnowing: !verdict.failed.isEmpty))
    }
    return JUnitSuite.document([JUnitSuite("servers", servers), JUnitSuite("sites", scopes)])
  }

  private func remark(_ text: String, fails: Bool, isWorthKnowing: Bool) -> [JUnitSuite.Case.Remark] {
    if fails { return [.failure(message: text, type: "failed", text: text)] }
    return isWorthKnowing ? [.output(text)] : []
  }
}

/// The result of a probe as one line for Nagios and what understands its plugins (Monitoring Plugins Development
/// Guidelines, "Plugin Output for Nagios").
package struct ProbeNagiosRenderer: Renderer {
  /// The state of a service.
  package enum State: Int32, Sendable {
    case ok = 0
    case warning = 1
    case critical = 2
    case unknown = 3

    fileprivate var name: String {
      switch self {
      case .ok: "OK"
      case .warning: "WARNING"
      case .critical: "CRITICAL"
      case .unknown: "UNKNOWN"
      }
    }
  }

  private let state: State

  /// Makes a renderer for a state.
  package init(_ state: State) {
    self.state = state
  }

  package func render(_ report: ProbeReport) -> String {
    let failed = report.entries.filter { $0.result.status == .failed }
    let first = failed.first.map { " (\($0.ids.joined(separator: ", ")): \($0.result.description))" } ?? ""
    // What follows `|` is data for programs, so it cannot be in the text.
    let text = "\(report.summary)\(first)".replacing("|", with: "/")
    return "SMTPCONF \(state.name) - \(text) | servers=\(report.entries.count) failed=\(failed.count) "
      + "waiting=\(report.waiting.count)\n"
  }
}

/// The result of a probe for programs.
package struct ProbeJSONRenderer: Renderer {
  /// Makes a renderer; the format has no options.
  package init() {}

  /// - Throws: What `JSONEncoder` throws, which never happens for strings and whole numbers.
  package func render(_ report: ProbeReport) throws -> String { try JSONText.line(Document(report)) }

  private struct Document: Encodable {
    let formatVersion = 1
    let servers: [Server]
    let scopes: [Verdict]

    init(_ report: ProbeReport) {
      servers = report.entries.map(Server.init)
      scopes = report.verdicts.map(Verdict.init)
    }
  }

  private struct Server: Encodable {
    struct Endpoint: Encodable {
      let host: String
      let port: Int
    }

    struct Certificate: Encodable {
      let names: [String]
      let notAfter: String
      let issuer: String
    }

    let ids: [String]
    let endpoint: Endpoint?
    let folder: String?
    let address: String?
    let status: String
    let stages: [Stage]
    let certificate: Certificate?

    init(_ entry: ProbeReport.Entry) {
      ids = entry.ids
      endpoint =
        if case .endpoint(let name) = entry.target {
          Endpoint(host: name.host.description, port: Int(name.port.number))
        } else {
          nil
        }
      folder = if case .folder(let path) = entry.target { path } else { nil }
      address = entry.result.address
      status = entry.result.status.rawValue
      stages = entry.result.stages.map(Stage.init)
      certificate = entry.result.certificate.map {
        Certificate(names: $0.names, notAfter: UTCDate.text($0.notAfter), issuer: $0.issuer)
      }
    }
  }

  private struct Stage: Encodable {
    let stage: String
    let status: String
    let ms: Int?
    let reason: String?
    let detail: String?
    /// True or not there.
    let temporary: Bool?

    init(_ stage: StageResult) {
      self.stage = stage.stage.rawValue
      status = stage.status.rawValue
      ms = stage.milliseconds
      reason = stage.reason?.rawValue
      detail = stage.detail
      temporary = stage.isTemporary ? true : nil
    }
  }

  private struct Verdict: Encodable {
    let scope: String
    let server: NullableText
    let failed: [String]

    init(_ verdict: ProbeReport.Verdict) {
      scope = if case .site(let name) = verdict.scope { name } else { "global" }
      server = NullableText(text: verdict.server)
      failed = verdict.failed
    }
  }
}

extension ProbeReport {
  /// The file and line of an entry's server name.
  fileprivate func place(of entry: Entry) -> String? {
    guard let sources, let span = entry.place else { return nil }
    let file = sources.file(at: span)
    let line = LineIndex(file).position(at: file.bytes(of: span).start).line
    return "\(file.name.escapedForDisplay()):\(line)"
  }
}

extension ProbeReport.Entry.Target {
  fileprivate var shown: String {
    switch self {
    case .endpoint(let name):
      if case .ipv6 = name.host {
        "[\(name.host.description)]:\(name.port)"
      } else {
        "\(name.host.description):\(name.port)"
      }
    case .folder(let path): path.escapedForDisplay()
    case .folderOfIIS: "(folder of IIS)"
    }
  }
}

extension StageResult.Status {
  fileprivate var role: Role {
    switch self {
    case .ok: .fix
    case .warning: .warning
    case .failed: .error
    case .skipped: .faint
    }
  }
}

extension ProbeResult {
  /// What was found, in one line: what is worst, or what is good.
  package var description: String {
    if let worst {
      return [worst.sentence, worst.isTemporary ? "(temporary)" : nil].compactMap { $0 }.joined(separator: " ")
    }
    if status == .skipped { return stages.first?.detail ?? "not tried" }
    var facts: [String] = []
    if let tlsVersion { facts.append(tlsVersion) }
    if let certificate { facts.append("certificate ends on \(UTCDate.text(certificate.notAfter).prefix(10))") }
    for stage in stages where stage.status == .ok {
      switch stage.stage {
      case .auth: facts.append("login accepted")
      case .mailFrom: facts.append("sender accepted")
      case .folder: facts.append("the folder can be written to")
      default: break
      }
    }
    facts += stages.filter { $0.status == .skipped }.compactMap { stage in
      stage.detail.map { "\(stage.stage.rawValue) \($0)" }
    }
    return facts.isEmpty ? "answers" : facts.joined(separator: ", ")
  }
}

extension StageResult {
  /// What is wrong, in words.
  fileprivate var sentence: String {
    switch reason {
    case .offeredButUnused: "offers STARTTLS, useSSL is off"
    case .notOffered where stage == .starttls: "does not offer STARTTLS, which useSSL requires"
    case .notOffered where stage == .auth: "offers no login" + (detail.map { ": \($0)" } ?? "")
    case .endsSoon: "certificate: \(detail ?? "it ends soon")"
    default: "\(stage.rawValue) \(reason?.rawValue ?? "")" + (detail.map { ": \($0)" } ?? "")
    }
  }
}
