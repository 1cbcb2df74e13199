import LanguageServer
import LanguageServerProtocol
import SourceText
import Testing

/// Positions, compared with those that Swift's own strings give.
@Suite("Positions")
struct PositionTests {
  static let texts = [
    "", "a", "a\n", "\n\n", "a\r\nb\r\n", "a\rb\rc", "x: \"é\" # 😀\n\ty: 👩‍👩‍👧\u{301}\r\nz", "😀😀\n😀", "\u{2028}a\u{85}b\n",
    String(repeating: "é😀a", count: 700) + "\nend",
  ]

  /// The lines of a text with their offsets, without their ends.
  private static func lines(of text: String) -> [(start: Int, text: String.UnicodeScalarView)] {
    var lines: [(start: Int, text: String.UnicodeScalarView)] = []
    var line = String.UnicodeScalarView()
    var (start, offset) = (0, 0)
    var last: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      offset += UTF8.width(scalar)
      if scalar == "\n", last == "\r" {
        start = offset
      } else if scalar == "\n" || scalar == "\r" {
        lines.append((start, line))
        (start, line) = (offset, .init())
      } else {
        line.append(scalar)
      }
      last = scalar
    }
    return lines + [(start, line)]
  }

  @Test("Every character has the position that a string gives it", arguments: texts)
  func characters(text: String) {
    let map = PositionMap(SourceFile(name: "a", text: text), isOpen: true)
    for (number, line) in Self.lines(of: text).enumerated() {
      var (bytes, units) = (0, 0)
      for scalar in Array(line.text) + ["\n"] {
        let offset = line.start + bytes
        let (utf8, utf16) = (Position(line: number, character: bytes), Position(line: number, character: units))
        #expect(map.position(at: offset, .utf8) == utf8)
        #expect(map.position(at: offset, .utf16) == utf16)
        #expect(map.offset(of: utf8, .utf8) == offset)
        #expect(map.offset(of: utf16, .utf16) == offset)
        bytes += UTF8.width(scalar)
        units += UTF16.width(scalar)
      }
      // What is after the end of the line is its end.
      let end = line.start + line.text.reduce(0) { $0 + UTF8.width($1) }
      for encoding in [PositionEncoding.utf8, .utf16] {
        #expect(map.offset(of: Position(line: number, character: .max), encoding) == end)
      }
    }
    #expect(map.offset(of: Position(line: .max, character: 0), .utf16) == text.utf8.count)
  }

  @Test("A position inside a character is its beginning")
  func inside() {
    let map = PositionMap(SourceFile(name: "a", text: "a😀b"), isOpen: true)
    #expect(map.offset(of: Position(line: 0, character: 2), .utf16) == 1)
    #expect(map.offset(of: Position(line: 0, character: 3), .utf8) == 1)
  }

  @Test("A byte order mark counts only in a text that a client sends")
  func mark() {
    let source = SourceFile(name: "a", text: "\u{FEFF}ab")
    #expect(PositionMap(source, isOpen: false).position(at: 4, .utf16) == Position(line: 0, character: 1))
    #expect(PositionMap(source, isOpen: true).position(at: 4, .utf16) == Position(line: 0, character: 2))
  }

  @Test("Bytes that are not UTF-8 have positions")
  func invalid() {
    let map = PositionMap(SourceFile(name: "a", bytes: [0x61, 0xFF, 0x62, 0xC3]), isOpen: false)
    #expect(map.position(at: 2, .utf16) == Position(line: 0, character: 2))
    #expect(map.offset(of: Position(line: 0, character: 9), .utf16) == 4)
  }
}
