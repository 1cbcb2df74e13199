import Diagnostics
import SourceText
import Testing

@testable import Reporting

@Suite struct `The preview of a fix` {
  private let sample = Sample("version: 1.0\nservers:\n  a: b\n  c: d\n")

  private func preview(_ edits: TextEdit..., of other: Sample? = nil) -> String {
    let sample = other ?? sample
    let text = snippet(sample.report(SourceSpan(0, 0), fixes: [Fix(.safe, "do it", edits)]))
    let rows = text.split(separator: "\n", omittingEmptySubsequences: false)
    return rows.drop { !$0.hasSuffix("= fix: do it") }.dropFirst().joined(separator: "\n")
  }

  @Test func `shows a line before and after`() {
    #expect(preview(TextEdit(sample.span("1.0"), "1")) == "1 - version: 1.0\n1 + version: 1\n")
  }

  @Test func `shows a removed line, and the new numbers of the rest`() {
    let edits = [TextEdit(SourceSpan(22, 29), ""), TextEdit(sample.span("d"), "e")]
    #expect(preview(edits[0]) == "3 -   a: b\n")
    #expect(preview(edits[0], edits[1]) == "3 -   a: b\n4 -   c: d\n3 +   c: e\n")
  }

  @Test func `shows a line inserted before another`() {
    #expect(preview(TextEdit(SourceSpan(13, 13), "# all of them\n")) == "2 + # all of them\n")
  }

  @Test func `shows a line added at the end of the file, with or without a line end`() {
    #expect(preview(TextEdit(SourceSpan(36, 36), "  e: f\n")) == "5 +   e: f\n")
    #expect(preview(TextEdit(SourceSpan(4, 4), "\nb: 2\n"), of: Sample("a: 1")) == "2 + b: 2\n")
  }

  @Test func `shows the removal of the last and of the only line`() {
    #expect(preview(TextEdit(SourceSpan(29, 36), "")) == "4 -   c: d\n")
    #expect(preview(TextEdit(SourceSpan(0, 5), ""), of: Sample("a: 1\n")) == "1 - a: 1\n")
  }

  @Test func `shows lines far apart with their numbers`() {
    let edits = [TextEdit(sample.span("version"), "Version"), TextEdit(sample.span("d"), "D")]
    #expect(preview(edits[1], edits[0]) == "1 - version: 1.0\n1 + Version: 1.0\n4 -   c: d\n4 +   c: D\n")
  }

  @Test func `escapes inserted text and advances tabs to the next multiple of four`() {
    #expect(
      preview(TextEdit(sample.span("1.0"), "\t1\u{202E}")) == "1 - version: 1.0\n1 + version:    1\\u{202E}\n")
  }

  @Test func `cuts long lines around the change`() {
    let sample = Sample("[" + String(repeating: "a, ", count: 60) + "b" + String(repeating: ", a", count: 60) + "]")
    #expect(
      preview(TextEdit(sample.span("b"), "cc"), of: sample) == """
        1 - …a, a, a, a, a, a, a, a, a, a, a, a, b, a, a, a, a, a, a, a, a, a, a, a, a,…
        1 + …a, a, a, a, a, a, a, a, a, a, a, a, cc, a, a, a, a, a, a, a, a, a, a, a, a…

        """)
  }

  @Test func `is left out if too many lines change`() {
    let lines = String(repeating: "a: 1\n", count: 6)
    #expect(preview(TextEdit(SourceSpan(0, 0), lines)).split(separator: "\n").count == 6)
    #expect(preview(TextEdit(SourceSpan(0, 0), lines + "a: 1\n")) == "")
    #expect(preview(TextEdit(SourceSpan(0, 0), String(repeating: "x", count: 100_000))) == "")
  }

  @Test func `is left out if nothing visible changes`() {
    #expect(preview(TextEdit(SourceSpan(0, 3), ""), of: Sample("\u{FEFF}a: 1\n")) == "")
    #expect(preview() == "")
  }

  @Test func `survives edits that overlap or are beyond the file`() {
    let text = preview(
      TextEdit(SourceSpan(0, 99), "x"), TextEdit(SourceSpan(3, 5), "y"), TextEdit(SourceSpan(-4, 1), "z"))
    #expect(text.contains("+ zxy"))
  }
}
