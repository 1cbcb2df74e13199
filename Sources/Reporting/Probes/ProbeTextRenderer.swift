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
    let columns = Columns(report)
    let rows = report.entries.flatMap { self.rows(of: $0, in: report, columns) } + sites(report)
    return rows.reduce(into: "") { $0 += $1.text(colour: style.colour) + "\n" }
  }

  // MARK: Servers

  /// The widths of what comes before the text of each server.
  private struct Columns {
    let ids: Int
    let target: Int
    let status = 7

    init(_ report: ProbeReport) {
      ids = report.entries.map(\.names.count).max() ?? 0
      target = report.entries.map(\.target.shown.count).max() ?? 0
    }

    /// Where the text begins.
    var indent: Int { ids + target + status + 6 }
  }

  private func rows(of entry: ProbeReport.Entry, in report: ProbeReport, _ columns: Columns) -> [Row] {
    let status = entry.result.status
    var first = Row("\(entry.names.padded(columns.ids))  \(entry.target.shown.padded(columns.target))  ")
    first.append(status.rawValue.padded(columns.status), status.role)
    // A number stays together with its unit.
    let time = status == .skipped ? "" : "  \(entry.result.milliseconds)\u{A0}ms"
    let room = max(style.width - columns.indent, TextStyle.narrowest)
    var texts = WordWrap.rows(of: entry.result.description + time, first: room, rest: room)
      .map { $0.replacing("\u{A0}", with: " ") }
    if status == .failed, let place = report.place(of: entry) { texts.append(place) }
    first.append("  " + texts.removeFirst(), .plain)
    return [first] + texts.map { Row(String(repeating: " ", count: columns.indent) + $0) }
  }

  // MARK: Sites

  /// A line for all scopes with the same verdict, the worst first.
  private func sites(_ report: ProbeReport) -> [Row] {
    let groups = report.verdictGroups
    return (groups.isEmpty ? [] : [Row("Sites")])
      + groups.map { verdict, scopes in
        var row = Row("  \(Self.names(scopes)): ")
        let failed = verdict.failed.joined(separator: ", ")
        switch (verdict.server, verdict.failed.isEmpty) {
        case (nil, true): row.append("none: the chain is empty, mail waits for ever", .error)
        case (nil, false): row.append("none works (\(failed) failed)", .error)
        case (let server?, true): row.append(server, .fix)
        case (let server?, false): row.append("\(server) (\(failed) failed)", .warning)
        }
        return row
      }
  }

  /// A few names, or the number of sites.
  private static func names(_ scopes: [Scope]) -> String {
    let most = 3
    if scopes.count <= most { return scopes.map(\.description).joined(separator: ", ") }
    let global = scopes.filter { $0 == .global }.map(\.description)
    return (global + ["\(scopes.count - global.count) sites"]).joined(separator: ", ")
  }
}

extension String {
  fileprivate func padded(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}

extension ProbeReport.Entry {
  /// The ids of the servers.
  fileprivate var names: String { ids.joined(separator: ", ") }
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
