import Testing

@testable import SourceText

@Suite("Line ends")
struct LineEndTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let text: String
    let lines: [String]

    init(_ text: String, _ lines: [String]) {
      self.text = text
      self.lines = lines
    }

    var testDescription: String { text.debugDescription }
  }

  static let cases = [
    Case("", [""]),
    Case("a", ["a"]),
    Case("\n", [""]),
    Case("\n\n", ["", ""]),
    Case("a\n", ["a"]),
    Case("a\nb", ["a", "b"]),
    Case("a\r\nb\r\n", ["a", "b"]),
    Case("a\rb\r", ["a", "b"]),
    Case("a\n\rb", ["a", "", "b"]),
    Case("a\r\r\nb", ["a", "", "b"]),
    Case("a\nb\r\nc\rd", ["a", "b", "c", "d"]),
    Case("\r\n\r\n", ["", ""]),
    Case("a\u{85}b", ["a\u{85}b"]),
    Case("a\u{2028}b\u{2029}c", ["a\u{2028}b\u{2029}c"]),
    Case("a\u{B}b\u{C}c", ["a\u{B}b\u{C}c"]),
    Case("\u{FEFF}", [""]),
    Case("\u{FEFF}a\nb", ["a", "b"]),
    Case("\u{FEFF}\na", ["", "a"]),
  ]

  @Test("LF, CRLF and CR end a line, in any mixture; NEL, LS, PS, VT and FF do not", arguments: cases)
  func lines(of example: Case) {
    let source = SourceFile(name: "lines.yaml", text: example.text)
    let index = LineIndex(source)
    #expect(index.lineCount == example.lines.count)
    let lines = (1...example.lines.count).map { Array(source.text(of: index.span(ofLine: $0)).utf8) }
    #expect(lines == example.lines.map { Array($0.utf8) })
  }

  @Test("A line that does not exist is an empty place at the end of the text", arguments: [-1, 0, 4, Int.max])
  func missingLine(line: Int) {
    let index = LineIndex(SourceFile(name: "lines.yaml", text: "a\nb\nc"))
    #expect(index.span(ofLine: line) == ByteSpan(5, 5))
  }

  @Test("Text that ends with a line end has an empty line after it, which is not counted")
  func afterTheLastLineEnd() {
    let index = LineIndex(SourceFile(name: "lines.yaml", text: "a\n"))
    #expect(index.lineCount == 1)
    #expect(index.line(at: 2) == 2)
    #expect(index.span(ofLine: 2) == ByteSpan(2, 2))
  }

  @Test("The bytes of a line end belong to the line they end")
  func lineOfTheLineEnd() {
    let index = LineIndex(SourceFile(name: "lines.yaml", text: "a\r\nb\nc\rd"))
    #expect((0...8).map { index.line(at: $0) } == [1, 1, 1, 2, 2, 3, 3, 4, 4])
  }
}
