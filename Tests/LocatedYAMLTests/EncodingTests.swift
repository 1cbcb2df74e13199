import SourceText
import Testing

@testable import LocatedYAML

@Suite("Bytes that are not UTF-8, and characters that YAML forbids")
struct EncodingTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let bytes: [UInt8]
    let length: Int
    var testDescription: String { name }
    init(_ name: String, _ bytes: [UInt8], length: Int) {
      self.name = name
      self.bytes = bytes
      self.length = length
    }
  }

  @Test(
    "Bytes that are not UTF-8 are reported at their place",
    arguments: [
      Case("a continuation byte alone", [0x80], length: 1),
      Case("the last continuation byte alone", [0xBF], length: 1),
      Case("a lead byte that can only begin an overlong form", [0xC0], length: 1),
      Case("the same one higher", [0xC1], length: 1),
      Case("an overlong form of three bytes", [0xE0, 0x80, 0x80], length: 3),
      Case("an overlong form of four bytes", [0xF0, 0x80, 0x80, 0x80], length: 4),
      Case("the first surrogate", [0xED, 0xA0, 0x80], length: 3),
      Case("the last surrogate", [0xED, 0xBF, 0xBF], length: 3),
      Case("one above U+10FFFF", [0xF4, 0x90, 0x80, 0x80], length: 4),
      Case("a lead byte above all", [0xF5], length: 1),
      Case("0xFE", [0xFE], length: 1),
      Case("0xFF", [0xFF], length: 1),
      Case("a two-byte character cut short", [0xC3], length: 1),
      Case("a three-byte character cut short", [0xE6, 0x97], length: 2),
      Case("a four-byte character cut short", [0xF0, 0x9F, 0x98], length: 3),
    ])
  func invalid(example: Case) {
    let span = ByteSpan(3, 3 + example.length)
    let expected: [YAMLProblem] = [.encoding(.invalidUTF8(span: span, further: 0))]
    #expect(read(bytes: Array("a: ".utf8) + example.bytes + Array(" b\n".utf8)).problems == expected)
    #expect(read(bytes: Array("a: ".utf8) + example.bytes).problems == expected, "at the end of the file")
  }

  @Test("Of many places that are not UTF-8, the first is reported, with the number of the others")
  func manyInvalid() {
    let reading = read(bytes: Array("a: ".utf8) + [0xFF, 0xFF, 0x62, 0xC3, 0x28])
    #expect(reading.problems == [.encoding(.invalidUTF8(span: ByteSpan(3, 4), further: 2))])
  }

  @Test(
    "The first and the last character of each length are valid",
    arguments: [
      "\u{A0}", "\u{7FF}", "\u{800}", "\u{D7FF}", "\u{E000}", "\u{FFFD}", "\u{10000}", "\u{10FFFF}", "\u{85}",
      "\u{FEFE}",
    ])
  func valid(character: Character) {
    #expect(read("a: '\(character)'\n").problems.isEmpty)
  }

  @Test(
    "Each forbidden character is reported",
    arguments: [
      0x0, 0x1, 0x7, 0x8, 0xB, 0xC, 0xE, 0x1B, 0x1F, 0x7F, 0x80, 0x84, 0x86, 0x9F, 0xFEFF, 0xFFFE, 0xFFFF,
    ] as [UInt32])
  func forbidden(value: UInt32) throws {
    let scalar = try #require(Unicode.Scalar(value))
    let expected = MarkedText("b: 'x‹\(scalar)›y'\n")
    #expect(read(expected.text).problems == [.encoding(.forbiddenCharacter(scalar, span: expected.spans[0]))])
  }

  @Test("All of them are reported, including those in comments, before the rest is read")
  func all() {
    let expected = MarkedText("a: [‹\u{7}› # ‹\u{1B}›\n‹\u{FEFF}›‹\u{7F}›")
    let reading = read(expected.text)
    #expect(reading.problemSpans == expected.spans)
    #expect(reading.tree.root == nil)
  }

  @Test("Forbidden characters and wrong bytes are reported together")
  func together() {
    let reading = read(bytes: Array("a: \u{7}".utf8) + [0xFF])
    #expect(reading.problems.count == 2)
  }

  @Test("A byte order mark at the start is not forbidden, a second one is")
  func byteOrderMark() {
    #expect(read("\u{FEFF}a: b").problems.isEmpty)
    #expect(
      read("\u{FEFF}\u{FEFF}a: b").problems == [.encoding(.forbiddenCharacter("\u{FEFF}", span: ByteSpan(3, 6)))])
  }

  @Test(
    "UTF-16 and UTF-32 are reported by name, with and without a byte order mark",
    arguments: [
      ("UTF-16LE", [0xFF, 0xFE, 0x61, 0x00]), ("UTF-16BE", [0xFE, 0xFF, 0x00, 0x61]),
      ("UTF-16LE", [0x61, 0x00, 0x3A, 0x00]),
      ("UTF-16BE", [0x00, 0x61, 0x00, 0x3A]), ("UTF-32LE", [0xFF, 0xFE, 0x00, 0x00, 0x61, 0x00, 0x00, 0x00]),
      ("UTF-32BE", [0x00, 0x00, 0xFE, 0xFF, 0x00, 0x00, 0x00, 0x61]), ("UTF-32LE", [0x61, 0x00, 0x00, 0x00]),
      ("UTF-32BE", [0x00, 0x00, 0x00, 0x61]), ("UTF-16LE", [0xFF, 0xFE]), ("UTF-16BE", [0xFE, 0xFF]),
      ("UTF-16LE", [0x61, 0x00]), ("UTF-16BE", [0x00, 0x61]),
    ] as [(String, [UInt8])])
  func otherEncodings(name: String, bytes: [UInt8]) {
    #expect(read(bytes: bytes).problems == [.encoding(.otherEncoding(name: name, span: ByteSpan(0, 0)))])
  }

  @Test("A file of one NUL is a forbidden character, not another encoding")
  func nul() {
    #expect(read(bytes: [0]).problems == [.encoding(.forbiddenCharacter("\u{0}", span: ByteSpan(0, 1)))])
  }
}
