package import Diagnostics
import SourceText

extension DiagnosticFormat {
  static let concise = DiagnosticFormat(
    "concise", for: .people, "editors and terminals: one line per finding, clickable"
  ) { _ in ConciseRenderer() }
}

/// One line for each finding, in the form that compilers use, so that terminals and editors make it a link:
/// `smtp.yaml:8:5: error: message (what to do) [rule]`.
package struct ConciseRenderer: Renderer {
  /// Makes a renderer; the format has no options.
  package init() {}

  /// The lines of all files; empty if there is no finding.
  package func render(_ run: RunReport) -> String {
    run.files.flatMap(lines).reduce(into: "") { $0 += $1 + "\n" }
  }

  private func lines(of report: FileReport) -> [String] {
    let texts = ReportText(report)
    let lines = report.diagnostics.map { Self.line(of: $0, in: texts.file(at: $0.span)) }
    let name = report.source.name.escapedForDisplay()
    return report.omitted > 0 ? lines + ["\(name): \(Omission(report.omitted))".withoutCommands] : lines
  }

  /// The line of a finding, without its line end.
  static func line(of finding: Diagnostic, in file: FileText) -> String {
    let configuration = finding.configuration.map { " (in the configuration \($0))" } ?? ""
    let text = "\(finding.severity.rawValue): \(finding.headline) [\(finding.rule.text)]\(configuration)"
    return "\(file.place(of: finding)): \(text)".escapedForDisplay().withoutCommands
  }
}
