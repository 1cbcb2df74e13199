import Diagnostics
import SourceText
import Testing

@testable import Reporting

@Suite struct `The concise format` {
  private let renderer = ConciseRenderer()

  @Test func `is empty if there are no findings`() {
    #expect(renderer.render([]) == "")
    #expect(renderer.render([FileReport(source: SourceFile(name: "a.yaml", text: ""), diagnostics: [])]) == "")
  }

  @Test func `has one line per finding, with the place before and the rule after`() {
    let sample = Sample("a: 1\nb: 2\n")
    #expect(renderer.render([sample.report(sample.span("2"))]) == "a.yaml:2:4: error: message [rule]\n")
    #expect(
      renderer.render([sample.report(sample.span("2"), "remove it", help: "why", fixes: [Fix(.safe, "do it", [])])])
        == "a.yaml:2:4: error: message (remove it) [rule]\n")
  }

  @Test func `stays on one line whatever a message or a name contains`() {
    let sample = Sample("a: 1\n", name: "a\n\u{1B}[2J.yaml")
    let text = renderer.render([sample.report(sample.span("1"), message: "one\ntwo\u{202E}")])
    #expect(text == "a\\u{A}\\u{1B}[2J.yaml:1:4: error: one\\u{A}two\\u{202E} [rule]\n")
  }

  @Test func `notes that findings were left out`() {
    let report = FileReport(source: SourceFile(name: "a.yaml", text: ""), diagnostics: [], omitted: 2)
    #expect(renderer.render([report]) == "a.yaml: 2 further findings are not shown (--max-findings 0 shows all)\n")
  }
}
