import SourceText
import Testing

@testable import LocatedYAML

@Suite("Limits")
struct LimitTests {
  private static func nested(_ levels: Int, _ inside: String = "") -> String {
    String(repeating: "[", count: levels) + inside + String(repeating: "]", count: levels)
  }

  @Test("Sixty-four levels are permitted, the root being the first")
  func deepest() {
    #expect(read(Self.nested(64)).problems.isEmpty)
    #expect(read("a: " + Self.nested(63, "x")).problems.isEmpty)
    #expect(read((0..<64).map { String(repeating: " ", count: $0) + "a:" }.joined(separator: "\n")).problems.isEmpty)
  }

  @Test("The sixty-fifth level is an error at its start, in flow and in block form, after its anchor and tag")
  func tooDeep() {
    #expect(read(Self.nested(65)).problems == [.limit(.depth(span: ByteSpan(64, 65)))])
    #expect(read("a: " + Self.nested(64)).problems == [.limit(.depth(span: ByteSpan(66, 67)))])
    #expect(read(Self.nested(64, "&x !!seq []")).problems == [.limit(.depth(span: ByteSpan(73, 74)))])
    let lines = (0..<65).map { String(repeating: " ", count: $0) + "a:" }.joined(separator: "\n")
    #expect(read(lines).problems == [.limit(.depth(span: ByteSpan(lines.utf8.count - 2, lines.utf8.count - 1)))])
  }

  @Test("Very deep nesting ends at the limit as well, and neither crashes nor takes long")
  func veryDeep() {
    #expect(read(String(repeating: "[", count: 200_000)).problems == [.limit(.depth(span: ByteSpan(64, 65)))])
    #expect(read(String(repeating: "- ", count: 100_000)).problems == [.limit(.depth(span: ByteSpan(128, 129)))])
    #expect(read(String(repeating: "{a: ", count: 50_000)).problems == [.limit(.depth(span: ByteSpan(256, 257)))])
  }

  @Test("An alias counts as deep as the node it refers to")
  func deepAlias() {
    #expect(read("- &x \(Self.nested(32))\n- \(Self.nested(31, "*x"))\n").problems.isEmpty)
    let expected = MarkedText("- ‹&x \(Self.nested(32))›\n- \(Self.nested(32, "‹*x›"))\n")
    #expect(
      read(expected.text).problems == [.limit(.aliasDepth(span: expected.spans[1], anchor: expected.spans[0]))])
  }

  @Test("An alias of a scalar adds no level")
  func scalarAlias() {
    #expect(read("- &x a\n- \(Self.nested(63, "*x"))\n").problems.isEmpty)
  }

  @Test("Levels add up through aliases of aliases")
  func aliasOfAliases() {
    let expected = MarkedText(
      "- &x \(Self.nested(22))\n- ‹&y \(Self.nested(21, "*x"))›\n- \(Self.nested(21, "‹*y›"))\n")
    #expect(
      read(expected.text).problems == [.limit(.aliasDepth(span: expected.spans[1], anchor: expected.spans[0]))])
    #expect(
      read("- &x \(Self.nested(22))\n- &y \(Self.nested(21, "*x"))\n- \(Self.nested(20, "*y"))\n").problems.isEmpty)
  }

  /// A list of a thousand nodes, the given number of aliases of it, and some aliases of one node.
  private static func expanding(thousands: Int, ones: String = "") -> String {
    let items = Array(repeating: "a", count: 999).joined(separator: ",")
    let aliases = Array(repeating: "*x", count: thousands).joined(separator: ",")
    return "- &x [\(items)]\n- &y b\n- [\(aliases)\(ones)]\n"
  }

  @Test("Aliases may add a million nodes, and not one more; an alias counts as all the nodes it refers to")
  func expansion() {
    #expect(read(Self.expanding(thousands: 1000)).problems.isEmpty)
    let expected = MarkedText(Self.expanding(thousands: 1000, ones: ",‹*y›"))
    #expect(read(expected.text).problems == [.limit(.aliasExpansion(span: expected.spans[0]))])
  }

  @Test("Aliases of one node count one each")
  func smallExpansion() {
    #expect(read(Self.expanding(thousands: 999, ones: String(repeating: ",*y", count: 1000))).problems.isEmpty)
    let text = Self.expanding(thousands: 999, ones: String(repeating: ",*y", count: 1001))
    #expect(read(text).problems == [.limit(.aliasExpansion(span: ByteSpan(text.utf8.count - 4, text.utf8.count - 2)))])
  }

  @Test("A billion laughs end at the alias that exceeds the limit")
  func billionLaughs() {
    var text = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
    for level in 1...9 {
      let items = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(items)]\n"
    }
    let reading = read(text)
    guard case .limit(.aliasExpansion(let span))? = reading.problems.first else {
      Issue.record("\(reading.problems)")
      return
    }
    #expect(reading.problems.count == 1)
    #expect(reading.tree.source.text(of: span) == "*a4")
    #expect(!reading.tree.isComplete)
  }

  @Test("A hundred directives may precede the document, with blank lines and comments between them")
  func directives() {
    let directives = (1...100).map { "%TAG !t\($0)! tag:example.com,2024:\n# \($0)\n\n" }.joined()
    #expect(read(directives + "---\na: b\n").problems.isEmpty)
    let more = MarkedText(directives + "‹%TAG !more! tag:example.com,2024:›\n---\na: b\n")
    #expect(read(more.text).problems == [.limit(.directives(span: more.spans[0]))])
  }

  @Test("Percent signs after the document's start are not directives")
  func percentSigns() {
    #expect(read("a: |\n" + String(repeating: "  %\n", count: 200)).problems.isEmpty)
  }
}
