import Testing

@testable import SourceText

@Suite("Characters that could control a terminal or deceive the reader")
struct EscapingTests {
  @Test(
    "are written as \\u{…}",
    arguments: [
      ("\u{0}", "\\u{0}"), ("\u{7}", "\\u{7}"), ("\u{1B}[31m", "\\u{1B}[31m"), ("\u{7F}", "\\u{7F}"),
      ("\u{80}", "\\u{80}"), ("\u{85}", "\\u{85}"), ("\u{9B}31m", "\\u{9B}31m"), ("\u{9F}", "\\u{9F}"),
      ("a\nb", "a\\u{A}b"), ("a\rb", "a\\u{D}b"), ("\u{61C}", "\\u{61C}"), ("\u{200E}", "\\u{200E}"),
      ("\u{200F}", "\\u{200F}"), ("\u{202A}", "\\u{202A}"), ("\u{202B}", "\\u{202B}"), ("\u{202C}", "\\u{202C}"),
      ("\u{202D}", "\\u{202D}"), ("\u{202E}", "\\u{202E}"), ("\u{2066}", "\\u{2066}"), ("\u{2067}", "\\u{2067}"),
      ("\u{2068}", "\\u{2068}"), ("\u{2069}", "\\u{2069}"), ("\u{2028}", "\\u{2028}"), ("\u{2029}", "\\u{2029}"),
      ("\u{200B}", "\\u{200B}"), ("\u{FEFF}", "\\u{FEFF}"),
      ("\u{FFFE}", "\\u{FFFE}"), ("\u{FFFF}", "\\u{FFFF}"),
    ])
  func escaped(text: String, expected: String) {
    #expect(text.escapedForDisplay() == expected)
  }

  @Test(
    "Everything else is shown as it is",
    arguments: ["", "plain text", "größer", "日本", "😀", "e\u{301}", "\u{A0}", "\u{2026}", "\\u{1B}", "ABC/\"'`~"])
  func untouched(text: String) {
    #expect(Array(text.escapedForDisplay().utf8) == Array(text.utf8))
  }

  @Test("A line end is escaped even if it forms one character with the text before it")
  func carriageReturnLineFeed() {
    #expect("a\r\nb".escapedForDisplay() == "a\\u{D}\\u{A}b")
  }

  @Test("A tab is kept if the string may contain one, and escaped if it must stay on one line")
  func tab() {
    #expect("a\tb".escapedForDisplay(keepingTabs: true) == "a\tb")
    #expect("a\tb".escapedForDisplay() == "a\\u{9}b")
  }

  @Test("Of the first 256 scalars exactly C0, DEL and C1 are escaped, except the tab")
  func controlCharacters() {
    let escaped = (0...0xFF).compactMap { Unicode.Scalar(UInt8($0)) as Unicode.Scalar? }.filter(\.mustBeEscaped)
    #expect(escaped.map(\.value) == Array(0...8) + Array(0xA...0x1F) + Array(0x7F...0x9F))
  }

  @Test("An escaped string is clean and stays as it is: escaping twice changes nothing")
  func isStable() {
    let once = "\u{202E}evil\u{1B}]0;\u{7}".escapedForDisplay()
    #expect(once.escapedForDisplay() == once)
    #expect(once.unicodeScalars.allSatisfy { $0.isASCII })
  }
}
