import SourceText
import Testing

@testable import LocatedYAML

@Suite("Block scalars")
struct BlockScalarTests {
  @Test(
    "Literal keeps line ends, folded makes them spaces; `-` drops the last and `+` keeps all",
    arguments: [
      ("a: |\n  b\n  c\n", "b\nc\n"), ("a: |-\n  b\n  c\n", "b\nc"), ("a: |+\n  b\n\n", "b\n\n"),
      ("a: >\n  b\n  c\n", "b c\n"), ("a: >-\n  b\n  c\n\n  d\n", "b c\nd"), ("a: |2-\n    b\n", "  b"),
      ("a: |-\r\n  b\r\n  c\r\n", "b\nc"), ("a: |- # why\n  b\n", "b"), ("a: |-\n  é\n", "é"), ("a: |\n", ""),
    ])
  func text(source: String, text: String) throws {
    let reading = read(source)
    let value = try reading.value()
    #expect(reading.tree.text(of: value) == text)
    #expect(reading.tree.style(of: value).isBlock)
    #expect(reading.tree.value(of: value) == .string)
  }

  @Test("It begins at its `|` or `>` and does not extend into what follows", arguments: ["|", ">", "|-", ">+"])
  func span(indicator: String) throws {
    let source = "a: \(indicator)\n  b\n  c\nd: e\n"
    let reading = read(source)
    let root = try #require(reading.tree.root)
    let value = Array(reading.tree.children(of: root))[1]
    let span = reading.tree.span(of: value)
    #expect(span.start == 3)
    #expect(reading.tree.source.text(of: span).hasPrefix(indicator))
    #expect(!reading.tree.source.text(of: span).contains("d"))
    #expect(reading.tree.source.text(of: span).contains("c"))
  }

  @Test("A single line that equals the source after it is copied, so that its header is never mistaken for it")
  func shortText() throws {
    let reading = read("a: |-\n  |-\n")
    #expect(reading.tree.text(of: try reading.value()) == "|-")
  }
}
