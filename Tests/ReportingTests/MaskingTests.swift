import Diagnostics
import SourceText
import Testing

@testable import Reporting

@Suite struct `Secrets` {
  private let sample = Sample("user: { password: hunter2, b: x, password: hunter3 }\n")
  private var secrets: [SourceSpan] { [sample.span("hunter2"), sample.span("hunter3")] }

  @Test func `are masks of one length, and spans beside them keep their place`() {
    #expect(
      snippet(sample.report(sample.span("b"), "here", secrets: secrets)) == """
        1 │ user: { password: ****, b: x, password: **** }
          │                         ^ here

        """)
  }

  @Test func `are underlined completely for a span inside, even an empty one, or overlapping`() {
    let start = sample.span("hunter2").start
    for span in [SourceSpan(start + 2, start + 3), SourceSpan(start + 2, start + 2), sample.span("unter2")] {
      #expect(
        snippet(sample.report(span, "here", secrets: secrets)) == """
          1 │ user: { password: ****, b: x, password: **** }
            │                   ^^^^ here

          """)
    }
    #expect(
      snippet(sample.report(sample.span("r3 }"), "here", secrets: secrets)) == """
        1 │ user: { password: ****, b: x, password: **** }
          │                                         ^^^^^^ here

        """)
  }

  @Test func `beside each other have a mask each`() {
    let sample = Sample("ab: cd\n")
    let secrets = [SourceSpan(4, 5), SourceSpan(5, 6)]
    #expect(snippet(sample.report(SourceSpan(5, 6), secrets: secrets)) == "1 │ ab: ********\n  │         ^^^^\n")
  }

  @Test func `of several lines are masked on each of them`() {
    let sample = Sample("password: |\n  one\n\n  two\nb: 1\n")
    let secret = SourceSpan(10, sample.span("two").end)
    let labels = [2, 3, 4].map { Label(sample.position(ofLine: $0), "line \($0)") }
    #expect(
      snippet(sample.report(sample.span("password"), "here", labels: labels, secrets: [secret])) == """
        1 │ password: ****
          │ ^^^^^^^^ here
        2 │ ****
          │ - line 2
        3 │
          │ - line 3
        4 │ ****
          │ - line 4

        """)
  }

  @Test func `stay hidden if they are out of order or overlap`() {
    let overlapping = [secrets[1], secrets[0], sample.span("hunter3 }"), SourceSpan(3, 3)]
    #expect(
      snippet(sample.report(sample.span("b"), secrets: overlapping)) == """
        1 │ user: { password: ****, b: x, password: ****
          │                         ^

        """)
  }

  @Test func `are masked in the preview of a fix, around and beside what it inserts`() {
    let secret = sample.span("hunter2")
    let quotes = [secret.start, secret.end].map { TextEdit(SourceSpan($0, $0), "\"") }
    #expect(
      snippet(sample.report(sample.span("b"), fixes: [Fix(.safe, "write it in quotes", quotes)], secrets: secrets))
        == """
        1 │ user: { password: ****, b: x, password: **** }
          │                         ^
          = fix: write it in quotes
        1 - user: { password: ****, b: x, password: **** }
        1 + user: { password: "****", b: x, password: **** }

        """)
  }

  @Test func `are masked in lines that a fix removes`() {
    let sample = Sample("a: 1\npassword: |\n  one\n  two\nb: 2\n")
    let fix = Fix(.safe, "remove it", [TextEdit(SourceSpan(5, sample.span("b").start), "")])
    let secret = SourceSpan(sample.span("|").start, sample.span("two").end)
    #expect(
      snippet(sample.report(sample.span("password"), fixes: [fix], secrets: [secret])) == """
        2 │ password: ****
          │ ^^^^^^^^
          = fix: remove it
        2 - password: ****
        3 - ****
        4 - ****

        """)
  }
}

extension Sample {
  /// The empty span at the start of a line.
  fileprivate func position(ofLine line: Int) -> SourceSpan {
    let start = LineIndex(source).span(ofLine: line).start
    return SourceSpan(start, start)
  }
}
