import Diagnostics
import SourceText
import Testing

@testable import Reporting

@Suite struct `The concise format` {
  private let renderer = ConciseRenderer()

  @Test func `says nothing where there is nothing to say`() {
    #expect(renderer.render([]) == "")
    #expect(renderer.render([FileReport(source: SourceFile(name: "a.yaml", text: ""), diagnostics: [])]) == "")
  }

  @Test func `has one line a finding, with the place in front and the rule behind`() {
    let sample = Sample("a: 1\nb: 2\n")
    #expect(renderer.render([sample.report(sample.span("2"))]) == "a.yaml:2:4: error: message [rule]\n")
    #expect(
      renderer.render([sample.report(sample.span("2"), "remove it", help: "why", fixes: [Fix(.safe, "do it", [])])])
        == "a.yaml:2:4: error: message (remove it) [rule]\n")
  }

  @Test func `stays on one line whatever a message or a name holds`() {
    let sample = Sample("a: 1\n", name: "a\n\u{1B}[2J.yaml")
    let text = renderer.render([sample.report(sample.span("1"), message: "one\ntwo\u{202E}")])
    #expect(text == "a\\u{A}\\u{1B}[2J.yaml:1:4: error: one\\u{A}two\\u{202E} [rule]\n")
  }

  @Test func `tells that findings were left out`() {
    let report = FileReport(source: SourceFile(name: "a.yaml", text: ""), diagnostics: [], omitted: 2)
    #expect(renderer.render([report]) == "a.yaml: 2 further findings are not shown (--max-findings 0 shows all)\n")
  }
}
