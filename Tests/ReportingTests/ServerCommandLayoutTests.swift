import Diagnostics
import SourceText
import Testing

@testable import Reporting

@Suite struct `Commands for a CI server in text` {
  @Test func `are longer in a source line, and carets allow for that`() {
    let sample = Sample("a: ##vso[x] b ##[ c\n")
    let blanks = String(repeating: " ", count: "a: #\\u{23}vso[x] b #\\u{23}[ ".utf8.count)
    #expect(
      snippet(sample.report(sample.span("c"), "here"))
        == "1 │ a: #\\u{23}vso[x] b #\\u{23}[ c\n  │ \(blanks)^ here\n")
  }

  @Test func `are found even if a fix joins them from kept and added text`() {
    let sample = Sample("a: ##x[y\n")
    let report = sample.report(sample.span("a"), fixes: [Fix(.safe, "do it", [TextEdit(sample.span("x"), "vso")])])
    #expect(snippet(report).hasSuffix("1 - a: ##x[y\n1 + a: #\\u{23}vso[y\n"))
  }

  @Test func `are found across the pieces of a row, with and without colour`() {
    var row = Row("a ##", .heading)
    row.append("vso[x", .message)
    #expect(row.text(colour: false) == "a #\\u{23}vso[x")
    #expect(row.text(colour: true) == "\u{1B}[1ma #\\u{23}\u{1B}[0m\u{1B}[1mvso[x\u{1B}[0m")
    var start = Row("  ")
    start.append(":", .error)
    start.append(":x", .message)
    #expect(start.text(colour: false) == "  \\u{3A}:x")
  }

  @Test func `are not at the start of a row of wrapped text`() {
    #expect(WordWrap.rows(of: "aaaa ::b c", first: 5, rest: 12) == ["aaaa", "\\u{3A}:b c"])
    #expect(WordWrap.rows(of: "aaaaaa::bb", first: 6, rest: 8) == ["aaaaaa", "\\u{3A}:b", "b"])
  }

  @Test func `keep their value in JSON`() throws {
    #expect(try JSONText.line(["##VSO[a": "##[b"]) == "{\"#\\u0023VSO[a\":\"#\\u0023[b\"}\n")
  }

  @Test func `are not at the start of a line of the concise format or the summary`() {
    let sample = Sample("a: 1\n", name: "::error::.yaml")
    let report = sample.report(sample.span("1"))
    #expect(ConciseRenderer().render([report]).hasPrefix("\\u{3A}:error::.yaml:1:4: error"))
    #expect(Summary([report]).description.hasPrefix("\\u{3A}:error"))
  }
}
