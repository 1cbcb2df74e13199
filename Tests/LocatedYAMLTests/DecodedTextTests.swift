import SourceText
import Testing

@testable import LocatedYAML

@Suite("The text of a scalar")
struct DecodedTextTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let source: String
    let text: String
    var testDescription: String { source.debugDescription }
    init(_ source: String, _ text: String) {
      self.source = source
      self.text = text
    }
  }

  static let cases = [
    Case("plain", "plain"),
    Case("two words", "two words"),
    Case("a:b", "a:b"),
    Case("a#b", "a#b"),
    Case("one\n  two", "one two"),
    Case("one\n\n  two", "one\ntwo"),
    Case("''", ""),
    Case("'it''s'", "it's"),
    Case("'''x'", "'x"),
    Case("'a\\n'", "a\\n"),
    Case("'a\n  b'", "a b"),
    Case("\"\"", ""),
    Case("\"plain\"", "plain"),
    Case("\"\\0\\a\\b\\t\\n\\v\\f\\r\\e\"", "\u{0}\u{7}\u{8}\t\n\u{B}\u{C}\r\u{1B}"),
    Case("\"\\x41\\u00e9\\U0001F600\"", "Aé😀"),
    Case("\"\\\"\\\\\\/\"", "\"\\/"),
    Case("\"\\N\\_\\L\\P\"", "\u{85}\u{A0}\u{2028}\u{2029}"),
    Case("\"a\\\n   b\"", "ab"),
    Case("\"a\n  b\"", "a b"),
    Case("\"é\"", "é"),
    Case("'日本'", "日本"),
    Case("*x", ""),
    Case("!!str 0123", "0123"),
    Case("&y 'z'", "z"),
    Case("&zz zz", "zz"),
    Case("'x''x'", "x'x"),
  ]

  @Test("Escapes, quotes and folded lines are decoded", arguments: cases)
  func decoded(example: Case) throws {
    let reading = read("x: &x anchored\nk: \(example.source)")
    let root = try #require(reading.tree.root)
    let value = Array(reading.tree.children(of: root))[3]
    #expect(Array(reading.tree.text(of: value).utf8) == Array(example.text.utf8))
  }

  @Test(
    "Text that is in the source as it is needs no copy",
    arguments: [
      "a: b", "a: 'b'", "a: \"b\"", "a: two words", "a: &x 'b'", "a: !!str b", "日本: 'größer'",
    ])
  func slices(source: String) {
    #expect(read(source).tree.decodedTexts.isEmpty)
  }

  @Test(
    "Only other text has a copy",
    arguments: [
      ("a: \"b\\n\"", 2), ("a: 'it''s'", 4), ("a: one\n  two", 7), ("a: |\n  x\n", 2), ("a: \"\\x61\"", 1),
    ])
  func copies(source: String, bytes: Int) {
    #expect(read(source).tree.decodedTexts.count == bytes)
  }

  @Test("Strings are compared scalar by scalar, never by canonical equivalence")
  func equality() throws {
    let reading = read("é: 'e\u{301}'\n\"\\u00e9\": é")
    let root = try #require(reading.tree.root)
    let nodes = Array(reading.tree.children(of: root))
    #expect(!reading.tree.haveEqualText(nodes[0], nodes[1]))
    #expect(reading.tree.haveEqualText(nodes[0], nodes[2]))
    #expect(reading.tree.haveEqualText(nodes[2], nodes[3]))
    #expect(reading.tree.text(of: nodes[0], equals: "é"))
    #expect(!reading.tree.text(of: nodes[1], equals: "é"))
  }

  @Test("A collection has no text")
  func collection() throws {
    let reading = read("[a, b]")
    #expect(reading.tree.text(of: try #require(reading.tree.root)) == "")
  }
}
