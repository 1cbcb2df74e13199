import Diagnostics
import SourceText
import Testing

@testable import Reporting

@Suite struct `Terminal columns` {
  @Test func `advance a tab to the next multiple of four, in the text and under it`() {
    let sample = Sample("b:\t2\tx\n")
    #expect(snippet(sample.report(sample.span("x"), "here")) == "1 │ b:  2   x\n  │         ^ here\n")
    #expect(snippet(sample.report(sample.span("\t", 2), "a tab")) == "1 │ b:  2   x\n  │      ^^^ a tab\n")
  }

  @Test func `are two for East Asian characters and emoji`() {
    let sample = Sample("c: 漢字 x 😀 y\n")
    let labels = [Label(sample.span("漢字"), "two"), Label(sample.span("😀"), "emoji")]
    #expect(
      snippet(sample.report(sample.span("x"), "x", labels: labels)) == """
        1 │ c: 漢字 x 😀 y
          │         ^ x
          │    ---- two
          │           -- emoji

        """)
  }

  @Test func `are none for combining characters, which are underlined with what they combine with`() {
    let sample = Sample("e\u{301}a\u{308}x\n")
    #expect(snippet(sample.report(sample.span("x"), "x")) == "1 │ e\u{301}a\u{308}x\n  │   ^ x\n")
    #expect(snippet(sample.report(sample.span("\u{308}"), "dots")) == "1 │ e\u{301}a\u{308}x\n  │  ^ dots\n")
  }

  @Test func `contain escapes for bidirectional and control characters`() {
    let sample = Sample("d: a\u{202E}b\u{7}c\n")
    #expect(
      snippet(sample.report(sample.span("\u{202E}"), "turns the text", labels: [Label(sample.span("c"), "c")])) == """
        1 │ d: a\\u{202E}b\\u{7}c
          │     ^^^^^^^^ turns the text
          │                   - c

        """)
  }

  @Test func `contain U+FFFD for bytes that are not UTF-8`() {
    let sample = Sample(bytes: [0x61, 0xFF, 0xE6, 0xBC, 0x62, 0x0A])
    let shown = "1 │ a\u{FFFD}\u{FFFD}\u{FFFD}b\n"
    #expect(snippet(sample.report(SourceSpan(1, 2), "one byte")) == shown + "  │  ^ one byte\n")
    #expect(snippet(sample.report(sample.span("b"), "b")) == shown + "  │     ^ b\n")
  }

  @Test(
    arguments: [
      ("a", 1), ("é", 1), ("e\u{301}", 1), ("漢", 2), ("Ａ", 2), ("ｱ", 1), ("한", 2), ("\u{1112}\u{1161}\u{11AB}", 2),
      ("😀", 2), ("⌚", 2), ("☺", 1), ("🇩🇪", 2), ("\u{200B}", 0), ("\u{FE0F}", 0), ("\u{AD}", 1), ("\u{303F}", 1),
      ("\u{20000}", 2), ("ก\u{E34}", 1), ("…", 1), ("─", 1),
    ])
  func `are counted by scalar`(text: String, width: Int) {
    #expect(DisplayWidth.of(text) == width)
  }
}

@Suite struct `Long lines` {
  private let sample = Sample(
    "key: " + String(repeating: "abcdefghi ", count: 30) + "END " + String(repeating: "x", count: 100))

  @Test func `are cut on both sides of the place, and shown again for a place far away`() {
    let label = Label(sample.span("key"), "far away")
    #expect(
      snippet(sample.report(sample.span("END"), "here it is", labels: [label])) == """
        1 │ …fghi abcdefghi abcdefghi abcdefghi END xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…
          │                                     ^^^ here it is
        1 │ key: abcdefghi abcdefghi abcdefghi abcdefghi abcdefghi abcdefghi abcdefghi …
          │ --- far away

        """)
  }

  @Test func `show places together that fit into one row`() {
    let label = Label(sample.span("abcdefghi", 30), "the last")
    #expect(
      snippet(sample.report(sample.span("END"), "here it is", labels: [label])) == """
        1 │ …abcdefghi abcdefghi abcdefghi abcdefghi END xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…
          │                                          ^^^ here it is
          │                                --------- the last

        """)
  }

  @Test func `show the beginning of a place too long for a row`() {
    #expect(
      snippet(sample.report(SourceSpan(5, 300), "long"), width: 40) == """
        1 │ …abcdefghi abcdefghi abcdefghi abcd…
          │  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          │  long

        """)
  }

  @Test func `have no ellipsis at their own end`() {
    let end = sample.source.bytes.count
    #expect(
      snippet(sample.report(SourceSpan(end, end), "end"), width: 40) == """
        1 │ …xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
          │                                    ^
          │                                  end

        """)
  }

  @Test func `never split a wide character or an escape`() {
    let sample = Sample(String(repeating: "漢", count: 100) + "END" + String(repeating: "\u{202E}", count: 100))
    #expect(
      snippet(sample.report(sample.span("END"), "x"), width: 40) == """
        1 │ …漢漢漢漢漢漢漢END\\u{202E}\\u{202E}…
          │                ^^^ x

        """)
  }

  @Test func `of any length take no more time than a screenful`() {
    let sample = Sample("[" + String(repeating: "漢, ", count: 50_000) + "END]")
    let findings = Array(repeating: sample.report(sample.span("END"), "x").diagnostics[0], count: 20)
    let text = plain(FileReport(source: sample.source, diagnostics: findings))
    #expect(text.contains("漢, END]\n"))
  }
}
