import Diagnostics
import Foundation
import SourceText
import Testing

@testable import Reporting

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct `Test results in the format of JUnit` {
  private let renderer = JUnitRenderer()

  @Test func `of no files are an empty document`() {
    #expect(
      renderer.render([]) == """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="smtpconf" tests="0" failures="0" errors="0"/>

        """)
  }

  @Test func `of a file without findings are one case that passed`() {
    #expect(
      renderer.render([FileReport(source: SourceFile(name: "a.yaml", text: ""), diagnostics: [])]) == """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="smtpconf" tests="1" failures="0" errors="0">
          <testsuite name="a.yaml" tests="1" failures="0" errors="0">
            <testcase name="no problems" classname="a.yaml"/>
          </testsuite>
        </testsuites>

        """)
  }

  @Test func `have a failure for findings that fail the run, and output for others`() {
    let sample = Sample("a: 1\n")
    var finding = sample.report(sample.span("1"), "so", message: "is <wrong> & \"bad\"", help: "why").diagnostics[0]
    let error = finding
    finding.severity = .warning
    let report = FileReport(source: sample.source, diagnostics: [error, finding])
    #expect(
      renderer.render([report]) == """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="smtpconf" tests="2" failures="1" errors="0">
          <testsuite name="a.yaml" tests="2" failures="1" errors="0">
            <testcase name="rule at 1:4" classname="a.yaml">
              <failure message="is &lt;wrong&gt; &amp; &quot;bad&quot; (so)" type="error">a.yaml:1:4&#10;error: is &lt;wrong&gt; &amp; &quot;bad&quot; (so)&#10;help: why</failure>
            </testcase>
            <testcase name="rule at 1:4" classname="a.yaml">
              <system-out>a.yaml:1:4&#10;warning: is &lt;wrong&gt; &amp; &quot;bad&quot; (so)&#10;help: why</system-out>
            </testcase>
          </testsuite>
        </testsuites>

        """)
    #expect(renderer.render(RunReport([report], isStrict: true)).contains("failures=\"2\""))
  }

  @Test func `have an error for a file that could not be read`() {
    let run = RunReport([], failed: [.init(name: "x.yaml", reason: "cannot read")])
    #expect(renderer.render(run).contains("<error message=\"cannot read\" type=\"failed\"/>"))
    #expect(renderer.render(run).contains("tests=\"1\" failures=\"0\" errors=\"1\""))
  }

  @Test func `are XML whatever a message or a name contains`() {
    let hostile = (0...0xFFFF).compactMap(Unicode.Scalar.init).reduce(into: "") { $0.unicodeScalars.append($1) }
    let sample = Sample("a: 1\n", name: hostile)
    let text = renderer.render([sample.report(sample.span("1"), "]]>", message: hostile, help: hostile)])
    #expect(XMLParser(data: Data(text.utf8)).parse())
  }
}
