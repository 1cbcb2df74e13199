import Diagnostics
import RoutingTesting
import SourceText

/// Test results in the XML of JUnit's Ant task: a suite for each file, a case for each test and each invariant.
/// Mistakes in the file itself are errors in cases of their own.
package struct TestJUnitRenderer: Renderer {
  /// Makes a renderer; the format has no options.
  package init() {}

  /// The document.
  package func render(_ run: TestRunReport) -> String {
    let suites =
      run.entries.map(Self.suite)
      + run.unread.map { JUnitSuite($0.name, [Self.untested($0.name, $0.reason)]) }
    return JUnitSuite.document(suites)
  }

  private static func suite(_ entry: TestRunReport.Entry) -> JUnitSuite {
    let name = entry.report.source.name
    switch entry {
    case .untested(let report, _, let reason):
      return JUnitSuite(name, mistakes(in: report) + [untested(name, reason)])
    case .tested(let file):
      let cases = file.results.filter { if case .invalid = $0.verdict { false } else { true } }
      let text = ReportText(file.report).root
      return JUnitSuite(name, mistakes(in: file.mistakes) + cases.map { testcase($0, in: text, of: name) })
    }
  }

  private static func testcase(_ result: TestResult, in text: FileText, of file: String) -> JUnitSuite.Case {
    var failures = result.failures.map { failure in
      JUnitSuite.Case.Remark.failure(
        message: failure.diagnostic.headline, type: failure.diagnostic.rule.text,
        text: explanation(of: failure.diagnostic, in: text)
          + "\nexpected: \(failure.expected)\nactual: \(failure.actual)")
    }
    if case .failed(let shown) = result.verdict, shown.isEmpty {
      failures = [
        .failure(message: "failed; there are too many failures to list them all", type: "omitted", text: "")
      ]
    }
    return JUnitSuite.Case(name: result.name, className: file, remarks: failures)
  }

  private static func mistakes(in report: FileReport) -> [JUnitSuite.Case] {
    let text = ReportText(report).root
    return report.diagnostics.map { diagnostic in
      let start = text.start(of: diagnostic)
      let remark = JUnitSuite.Case.Remark.error(
        message: diagnostic.headline, type: diagnostic.rule.text, text: explanation(of: diagnostic, in: text))
      return JUnitSuite.Case(
        name: "\(diagnostic.rule.text) at \(start.line):\(start.column)", className: report.source.name,
        remarks: [remark])
    }
  }

  private static func explanation(of diagnostic: Diagnostic, in text: FileText) -> String {
    ([text.place(of: diagnostic)] + diagnostic.lines).joined(separator: "\n")
  }

  private static func untested(_ name: String, _ reason: String) -> JUnitSuite.Case {
    JUnitSuite.Case(
      name: "read the routing", className: name, remarks: [.error(message: reason, type: "failed", text: "")])
  }
}
