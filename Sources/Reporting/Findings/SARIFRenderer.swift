package import Diagnostics
import SourceText

extension DiagnosticFormat {
  static let sarif = DiagnosticFormat(
    "sarif", for: .programs,
    "code scanning: SARIF 2.1.0 with rules, YAML paths, fixes, and fingerprints that stay the same when lines move"
  ) { SARIFRenderer(project: $0.project, rules: $0.rules, version: $0.version, pages: $0.pages) }
}

/// Findings as SARIF 2.1.0 (OASIS Standard, "Static Analysis Results Interchange Format"), which code scanning services
/// and editors read.
package struct SARIFRenderer: Renderer {
  private let project: ProjectFolder
  private let rules: RuleDescriptions
  private let version: String
  private let pages: ProjectPages

  /// Makes a renderer.
  ///
  /// - Parameters:
  ///   - project: Locates the files.
  ///   - rules: All rules, in order.
  ///   - version: The version of this program.
  ///   - pages: The web pages about the program and its rules.
  package init(
    project: ProjectFolder, rules: RuleDescriptions, version: String, pages: ProjectPages = .none
  ) {
    self.project = project
    self.rules = rules
    self.version = version
    self.pages = pages
  }

  /// One log of one run, without machine names, times, or absolute paths of files in the project. It describes the rules
  /// that it has results of; unknown values are left out.
  package func render(_ run: RunReport) throws -> String {
    let rules = rules.of(run.rules)
    let ids = rules.map(\.id)
    let artifacts = SARIFArtifacts(run, in: project)
    var fingerprints = Fingerprints()
    let results = run.files.flatMap { report in
      let texts = ReportText(report)
      return report.diagnostics.map { finding in
        let file = artifacts.uri(of: report.sources.file(at: finding.span))
        let fingerprint = fingerprints.next(finding, in: file)
        return SARIFResult(texts, artifacts).value(
          of: finding, ruleIndex: ids.firstIndex(of: finding.rule), fingerprint: fingerprint)
      }
    }
    return try JSONText.line(
      .object([
        (
          "$schema", .text("https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json")
        ),
        ("runs", .array([log(of: run, rules, artifacts, results)])), ("version", .text("2.1.0")),
      ]))
  }

  private func log(
    of run: RunReport, _ rules: [RuleDescription], _ artifacts: SARIFArtifacts, _ results: [JSONValue]
  ) -> JSONValue {
    .object([
      ("artifacts", .array(artifacts.names.map { .object([("location", artifacts.location(of: $0))]) })),
      // Columns count Unicode scalars (section 3.14.17), and a CR ends a line as well (section 3.14.16).
      ("columnKind", .text("unicodeCodePoints")), ("defaultEncoding", .text("UTF-8")),
      ("defaultSourceLanguage", .text("yaml")), ("invocations", .array([invocation(of: run, artifacts)])),
      ("newlineSequences", .array([.text("\r\n"), .text("\n"), .text("\r")])), ("results", .array(results)),
      ("tool", .object([("driver", driver(rules))])),
    ])
  }

  private func driver(_ rules: [RuleDescription]) -> JSONValue {
    .object([
      ("informationUri", pages.home.map(JSONValue.text)), ("name", .text("smtpconf")),
      ("rules", .array(rules.map { SARIFRule.value(of: $0, page: pages.page(of: $0.id)) })),
      ("semanticVersion", .text(version)),
    ])
  }

  private func invocation(of run: RunReport, _ artifacts: SARIFArtifacts) -> JSONValue {
    func notification(_ level: String, _ text: String, _ file: String) -> JSONValue {
      .object([
        ("level", .text(level)),
        (
          "locations",
          .array([.object([("physicalLocation", .object([("artifactLocation", artifacts.location(of: file))]))])])
        ),
        ("message", SARIFText.value(of: text)),
      ])
    }
    let failed = run.failed.map { notification("error", $0.reason, $0.name) }
    let omissions = run.files.filter { $0.omitted > 0 }.map {
      notification("warning", Omission($0.omitted).description, $0.source.name)
    }
    return .object([
      ("executionSuccessful", .flag(failed.isEmpty)), ("toolExecutionNotifications", .array(failed + omissions)),
    ])
  }
}

/// A plain text message (section 3.11).
enum SARIFText {
  /// What looks like a link would become one (section 3.11.6): a key in a file under review must not introduce one.
  static func value(of text: String) -> JSONValue {
    let safe = text.escapedForJSON
    guard mayHoldLink(safe) else { return .object([("text", .text(safe))]) }
    let escaped = safe.replacingBytes { byte in
      switch byte {
      case UInt8(ascii: "["): "\\["
      case UInt8(ascii: "]"): "\\]"
      default: nil
      }
    }
    return .object([("text", .text(escaped))])
  }

  private static func mayHoldLink(_ text: String) -> Bool {
    var isAfterBracket = false
    for byte in text.utf8 {
      if isAfterBracket, byte == UInt8(ascii: "(") { return true }
      isAfterBracket = byte == UInt8(ascii: "]")
    }
    return false
  }
}

extension Severity {
  /// The level of a result (section 3.27.10).
  var sarifLevel: String {
    switch self {
    case .error: "error"
    case .warning: "warning"
    case .info: "note"
    }
  }
}
