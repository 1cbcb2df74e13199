package import Diagnostics
import SourceText

extension DiagnosticFormat {
  static let junit = DiagnosticFormat("junit", for: .programs, "other CI servers: test results") { _ in JUnitRenderer()
  }
}

/// Findings as test results: a suite for each file, a case for each finding. Findings that fail the run are failures;
/// the others are passed cases with output.
package struct JUnitRenderer: Renderer {
  /// Makes a renderer; the format has no options.
  package init() {}

  /// The document; a file without findings is one passed case.
  package func render(_ run: RunReport) -> String {
    JUnitSuite.document(run.files.map { suite(of: $0, in: run) } + run.failed.map(suite))
  }

  private func suite(of report: FileReport, in run: RunReport) -> JUnitSuite {
    let name = report.source.name
    guard !report.diagnostics.isEmpty else {
      return JUnitSuite(name, [JUnitSuite.Case(name: "no problems", className: name)])
    }
    let texts = ReportText(report)
    var cases = report.diagnostics.map { diagnostic in
      let file = texts.file(at: diagnostic.span)
      let start = file.start(of: diagnostic)
      let type = diagnostic.severity.rawValue
      let text =
        ([file.place(of: diagnostic), "\(type): \(diagnostic.headline)"] + diagnostic.lines.dropFirst())
        .joined(separator: "\n")
      return JUnitSuite.Case(
        name: "\(diagnostic.rule.text) at \(start.line):\(start.column)", className: file.source.name,
        remarks: [
          run.isFailing(diagnostic.severity)
            ? .failure(message: diagnostic.headline, type: type, text: text) : .output(text)
        ])
    }
    if report.omitted > 0 {
      // Errors are shown first: if one was left out, other errors are shown, and fail their cases.
      let note = Omission(report.omitted).description
      cases.append(JUnitSuite.Case(name: "further findings", className: name, remarks: [.output(note)]))
    }
    return JUnitSuite(name, cases)
  }

  private func suite(of file: RunReport.FailedFile) -> JUnitSuite {
    let remark = JUnitSuite.Case.Remark.error(message: file.reason, type: "failed", text: "")
    return JUnitSuite(
      file.name, [JUnitSuite.Case(name: "check the file", className: file.name, remarks: [remark])])
  }
}
