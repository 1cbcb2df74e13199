package import Diagnostics
import SourceText

/// Findings as test results, in the XML of JUnit's Ant task, which nearly every CI server reads: a suite a file, a case a
/// finding. What fails the run is a failure; what does not has passed, and says its piece as output.
///
/// Only what all dialects of the format have is used; there is none that is official.
package struct JUnitRenderer: Renderer {
  /// Makes a renderer; the format has no options.
  package init() {}

  /// The document; a file without findings is one case that passed.
  package func render(_ run: RunReport) -> String {
    let suites = run.files.map { suite(of: $0, in: run) } + run.failed.map(suite)
    let root = XMLElement(
      "testsuites", [("name", "smtpconf")] + Self.counts(of: suites), suites.map(\.element))
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + root.text
  }

  private struct Suite {
    let element: XMLElement
    let tests: Int
    let failures: Int
    let errors: Int
  }

  private static func counts(of suites: [Suite]) -> [(String, String)] {
    [
      ("tests", "\(suites.reduce(0) { $0 + $1.tests })"), ("failures", "\(suites.reduce(0) { $0 + $1.failures })"),
      ("errors", "\(suites.reduce(0) { $0 + $1.errors })"),
    ]
  }

  private static func suite(_ name: String, _ cases: [XMLElement], failures: Int = 0, errors: Int = 0) -> Suite {
    let counts = [("tests", "\(cases.count)"), ("failures", "\(failures)"), ("errors", "\(errors)")]
    return Suite(
      element: XMLElement("testsuite", [("name", name)] + counts, cases), tests: cases.count, failures: failures,
      errors: errors)
  }

  private func suite(of report: FileReport, in run: RunReport) -> Suite {
    let name = report.source.name
    guard !report.diagnostics.isEmpty else {
      return Self.suite(name, [XMLElement("testcase", [("name", "no problems"), ("classname", name)])])
    }
    let file = FileText(report)
    var cases = report.diagnostics.map { diagnostic in
      let start = file.start(of: diagnostic)
      let place = "\(name):\(start.line):\(start.column)"
      let text = ([place, "\(diagnostic.severity.rawValue): \(diagnostic.headline)"] + diagnostic.lines.dropFirst())
        .joined(separator: "\n")
      let outcome =
        run.isFailing(diagnostic.severity)
        ? XMLElement("failure", [("message", diagnostic.headline), ("type", diagnostic.severity.rawValue)], text: text)
        : XMLElement("system-out", text: text)
      let title = "\(diagnostic.rule.text) at \(start.line):\(start.column)"
      return XMLElement("testcase", [("name", title), ("classname", name)], [outcome])
    }
    if report.omitted > 0 {
      // Errors are shown first: where one was left out, others are here, and fail their cases.
      let note = XMLElement("system-out", text: Omission(report.omitted).description)
      cases.append(XMLElement("testcase", [("name", "further findings"), ("classname", name)], [note]))
    }
    return Self.suite(name, cases, failures: report.diagnostics.count { run.isFailing($0.severity) })
  }

  private func suite(of file: RunReport.FailedFile) -> Suite {
    let error = XMLElement("error", [("message", file.reason), ("type", "failed")])
    let testcase = XMLElement("testcase", [("name", "check the file"), ("classname", file.name)], [error])
    return Self.suite(file.name, [testcase], errors: 1)
  }
}
