import Foundation
import FuzzProperties
import TestSupport
import Testing

@testable import Pages

/// Text stays text, whatever is in it.
@Suite("Markup")
struct MarkupTests {
  /// Characters that mean something somewhere, and some that do not.
  private static let pieces = [
    "<", ">", "&", "\"", "'", "#", "/", "!", "-", "[", "]", "\\", "=", ":", " ", "\n", "\t", "\r", "\0", "\u{7F}", "a",
    "ä", "😀",
    "\u{202E}", "\u{2028}", "\u{2029}", "\u{200B}", "\u{FEFF}", "\u{FFFE}", "\u{FFFF}", "</script>", "<!--", "##vso[x]",
    "##[x]", "##TeamCity[x]", "::x", "&amp;", "]]>",
  ]

  private static func random(_ generator: inout SeededGenerator) -> String {
    (0..<Int.random(in: 0...8, using: &generator)).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
  }

  /// The text as a reader should see it.
  private static func visible(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      switch scalar.value {
      case 0..<0x20, 0x7F...0x9F, 0x200B, 0x2028, 0x2029, 0x202E, 0xFEFF, 0xFFFE, 0xFFFF:
        "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      default: String(Character(scalar))
      }
    }.joined()
  }

  private static func decoded(_ text: Substring) -> String {
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#35;", "#"), ("&amp;", "&")]
      .reduce(String(text)) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
  }

  @Test("Text and attributes are what they were, well-formed, and command nobody", arguments: 0..<300)
  func text(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let (value, text) = (Self.random(&generator), Self.random(&generator))
    let markup = try Routings.written { sink in
      var writer = MarkupWriter(sink: sink)
      try writer.element("p", [("title", value)], text: text)
      writer.endLine()
      writer.empty("path", [("d", value)])
      try writer.flush()
    }
    #expect(try Markup.elements(in: markup) == ["p", "path"])
    #expect(Runners.obeyed(in: markup).isEmpty)
    let parts = try #require(markup.wholeMatch(of: /<p title="(.*)">(.*)<\/p>\n<path d="(.*)"\/>/)).output
    #expect([parts.1, parts.2, parts.3].map(Self.decoded) == [value, text, value].map(Self.visible))
  }

  @Test("JSON in a script is what it was, does not end the script, and commands nobody", arguments: 0..<300)
  func json(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let texts = (0..<4).map { _ in Self.random(&generator) }
    let script = try Routings.written { sink in
      var writer = MarkupWriter(sink: sink)
      try writer.element("script") { try $0.json(texts: texts) }
      try writer.flush()
    }
    #expect(try Markup.elements(in: script) == ["script"])
    #expect(Runners.obeyed(in: script).isEmpty)
    let json = script.dropFirst("<script>".count).dropLast("</script>".count)
    #expect(!json.contains("<") && !json.contains("\u{2028}"))
    let read = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String]
    #expect(read == texts.map(Self.visible))
  }

  @Test("The digest of `abc` is that of FIPS 180-4")
  func digest() {
    #expect(Digest.base64(of: Array("abc".utf8)) == "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=")
  }
}
