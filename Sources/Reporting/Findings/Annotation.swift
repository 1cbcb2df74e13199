import Diagnostics
import SourceText

/// What a CI server shows beside a line of source: a finding, or a file that could not be checked.
struct Annotation {
  /// The place that it belongs to.
  struct Place {
    let rule: RuleID
    let start: SourcePosition
    let end: SourcePosition
    /// The line on which the text ends, trailing white space not counted.
    let lastLine: Int
  }

  let severity: Severity
  /// The file's name as it was given.
  let file: String
  /// Nil for a file that could not be checked.
  let place: Place?
  /// The text, possibly several lines, not escaped.
  let message: String
  /// A final line that is never cut off; may be empty.
  private(set) var note = ""

  /// Servers show the first ten of each severity, and only log the others.
  private static let mostShown = 10

  /// The annotations of a severity; the last one that is shown gives the number of further findings.
  static func all(_ severity: Severity, of run: RunReport, _ pages: ProjectPages) -> [Annotation] {
    var annotations = severity == .error ? run.failed.map(Annotation.init) : []
    annotations += run.files.flatMap { all(severity, of: $0, pages) }
    let omitted = run.files.reduce(0) { sum, file in
      sum + file.count(severity) - file.diagnostics.count { $0.severity == severity }
    }
    let further = max(0, annotations.count - mostShown) + omitted
    guard further > 0, !annotations.isEmpty else { return annotations }
    let noun = severity.rawValue + (further == 1 ? "" : "s")
    annotations[min(mostShown, annotations.count) - 1].note = "and \(further) further \(noun), without an annotation"
    return annotations
  }

  private static func all(_ severity: Severity, of report: FileReport, _ pages: ProjectPages) -> [Annotation] {
    let findings = report.diagnostics.filter { $0.severity == severity }
    let texts = ReportText(report)
    return findings.map { Annotation($0, in: texts.file(at: $0.span), page: pages.page(of: $0.rule)) }
  }

  private init(_ file: RunReport.FailedFile) {
    severity = .error
    self.file = file.name
    place = nil
    message = file.reason
  }

  private init(_ finding: Diagnostic, in text: FileText, page: String?) {
    severity = finding.severity
    file = text.source.name
    let span = text.bytes(of: finding.span)
    place = Place(
      rule: finding.rule, start: text.position(at: span.start), end: text.position(at: span.end),
      lastLine: text.lastLine(of: span))
    message = (finding.lines + (page.map { ["see: \($0)"] } ?? [])).joined(separator: "\n")
  }
}
