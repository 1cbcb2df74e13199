import TestSupport
import Testing

@testable import SourceText

@Suite("Line and column of an offset")
struct PositionTests {
  private func position(in text: String, at offset: Int) -> SourcePosition {
    LineIndex(SourceFile(name: "text.yaml", text: text)).position(at: offset)
  }

  @Test("Lines and columns count from 1, offsets from 0")
  func first() {
    #expect(position(in: "version: 1", at: 0) == SourcePosition(line: 1, column: 1, offset: 0))
    #expect(position(in: "version: 1", at: 9) == SourcePosition(line: 1, column: 10, offset: 9))
    #expect(position(in: "a\n  b", at: 4) == SourcePosition(line: 2, column: 3, offset: 4))
  }

  @Test(
    "A column counts Unicode scalars, not bytes, UTF-16 units or graphemes",
    arguments: [
      ("é|", 2), ("日本|", 3), ("😀|", 2), ("e\u{301}|", 3), ("👨‍👩‍👧|", 6), ("🇩🇪|", 3), ("\t|", 2), ("a\u{85}b|", 4),
      ("a\u{2028}b|", 4), ("a\u{0}|", 3),
    ])
  func columns(text: String, column: Int) {
    let offset = text.utf8.count - 1
    #expect(position(in: text, at: offset).column == column)
    #expect(
      position(in: "first\r\n" + text, at: offset + 7) == SourcePosition(line: 2, column: column, offset: offset + 7))
  }

  @Test(
    "A byte that is not UTF-8 is a column of its own",
    arguments: [
      ([0x80], 2), ([0x80, 0x80], 3), ([0xE2, 0x82], 3), ([0xE2, 0x82, 0xAC], 2), ([0xE2, 0x82, 0xAC, 0x80], 3),
      ([0xFF, 0xC3, 0xA9], 3), ([0xF0, 0x9F, 0x98], 4), ([0xC0, 0xAF], 3), ([0xED, 0xA0, 0x80], 4),
      ([0xC3, 0xA9, 0xA9], 3),
    ] as [([UInt8], Int)])
  func invalidBytes(bytes: [UInt8], column: Int) {
    let line = LineIndex(SourceFile(name: "text.yaml", bytes: bytes + [0x61]))
    #expect(line.position(at: bytes.count).column == column)
    // Far into a long line as well.
    let long = LineIndex(SourceFile(name: "text.yaml", bytes: Array(repeating: 0x61, count: 4095) + bytes + [0x61]))
    #expect(long.position(at: 4095 + bytes.count).column == 4095 + column)
  }

  @Test("A byte order mark is counted in offsets and in no column")
  func byteOrderMark() {
    #expect(position(in: "\u{FEFF}a\nb", at: 0) == SourcePosition(line: 1, column: 1, offset: 0))
    #expect(position(in: "\u{FEFF}a\nb", at: 3) == SourcePosition(line: 1, column: 1, offset: 3))
    #expect(position(in: "\u{FEFF}a\nb", at: 4) == SourcePosition(line: 1, column: 2, offset: 4))
    #expect(position(in: "\u{FEFF}a\nb", at: 5) == SourcePosition(line: 2, column: 1, offset: 5))
  }

  @Test("Offsets outside of the text become its start or end")
  func beyondTheEnds() {
    #expect(position(in: "a\nbc", at: -7) == SourcePosition(line: 1, column: 1, offset: 0))
    #expect(position(in: "a\nbc", at: 4) == SourcePosition(line: 2, column: 3, offset: 4))
    #expect(position(in: "a\nbc", at: 999) == SourcePosition(line: 2, column: 3, offset: 4))
    #expect(position(in: "a\n", at: Int.max) == SourcePosition(line: 2, column: 1, offset: 2))
    #expect(position(in: "", at: 1) == SourcePosition(line: 1, column: 1, offset: 0))
  }

  @Test(
    "The end of each line and of each block of one very long line are found exactly",
    arguments: [4095, 4096, 4097, 8192])
  func blockBoundary(length: Int) {
    let text = String(repeating: "é", count: length / 2) + String(repeating: "x", count: length % 2) + "!"
    let scalars = length / 2 + length % 2
    #expect(position(in: text, at: length).column == scalars + 1)
    #expect(
      position(in: "\n" + text, at: length + 1) == SourcePosition(line: 2, column: scalars + 1, offset: length + 1))
  }

  @Test("A line of several megabytes does not make a column slow")
  func longLine() {
    let count = 1_500_000
    let bytes = (0..<count).flatMap { _ in [UInt8](arrayLiteral: 0xC3, 0xA9) }
    let index = LineIndex(SourceFile(name: "long.yaml", bytes: bytes))
    // 300 positions; each would take most of a second if it were counted from the start of the line.
    var sum = 0
    for character in stride(from: 0, to: count, by: 5000) {
      sum += index.position(at: 2 * character).column - character
    }
    #expect(sum == count / 5000)
  }

  @Test("Every offset of a mixed text has the position that counting its scalars gives")
  func agreesWithAWalk() {
    let text = "\u{FEFF}# größer\r\nservers:\r  日本: 😀\n\n\r\n\u{85}x\u{2028}y\r\rz"
    let index = LineIndex(SourceFile(name: "text.yaml", text: text))
    var (line, column, offset) = (1, 1, 0)
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      if previous == "\n" || previous == "\r" && scalar != "\n" { (line, column) = (line + 1, 1) }
      #expect(index.position(at: offset) == SourcePosition(line: line, column: column, offset: offset))
      offset += String(scalar).utf8.count
      if offset > 3 { column += 1 }
      previous = scalar
    }
  }

  @Test(
    "Every offset of random bytes has the line and the column that counting them one by one gives", arguments: 0..<100)
  func agreesWithCounting(seed: Int) {
    var random = SeededGenerator(seed: seed)
    let pieces: [[UInt8]] = [
      Array("relay-1: ".utf8), [0x0A], [0x0D], [0x0D, 0x0A], [0x09], [0x0E], [0x00], Array("é漢😀".utf8), [0xFF],
      [0xE6, 0xBC],
      [0x8A], Array("x".utf8),
    ]
    let bytes = (0..<40).flatMap { _ in pieces.randomElement(using: &random) ?? [] }
    let source = SourceFile(name: "text.yaml", bytes: bytes)
    let index = LineIndex(source)
    var (line, column, place) = (1, 1, 0)
    while true {
      #expect(index.position(at: place) == SourcePosition(line: line, column: column, offset: place))
      guard place < bytes.count else { break }
      let isLast = place + 1 == bytes.count
      if bytes[place] == 0x0A || bytes[place] == 0x0D && (isLast || bytes[place + 1] != 0x0A) {
        (line, column) = (line + 1, 0)
      }
      // A character that is not complete has no length: each of its bytes is a column.
      let length = (2...4).last { length in
        let text = String(decoding: bytes[place..<min(place + length, bytes.count)], as: UTF8.self)
        return text.unicodeScalars.count == 1 && text.utf8.count == length && text != "\u{FFFD}"
      }
      place += length ?? 1
      column += 1
    }
  }
}
