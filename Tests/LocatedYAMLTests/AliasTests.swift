import SourceText
import Testing

@testable import LocatedYAML

@Suite("Anchors and aliases")
struct AliasTests {
  @Test(
    "An alias refers to the node of its anchor",
    arguments: [
      "a: &x b\nc: *x", "a: &x [b]\nc: *x", "a: &x {b: c}\nc: *x", "a: &x\nc: *x", "a: !!str &x b\nc: *x",
      "a: &x |\n  b\nc: *x", "&x a: b\nc: *x", "a: &a-b_1 b\nc: *a-b_1",
    ])
  func resolves(text: String) throws {
    let reading = read(text)
    #expect(reading.problems.isEmpty)
    let alias = try reading.value()
    #expect(reading.tree.shape(of: alias) == .alias)
    let target = reading.tree.resolve(alias)
    #expect(reading.tree.shape(of: target) != .alias)
    #expect(reading.tree.source.text(of: reading.tree.span(of: target)).contains("&"))
    #expect(reading.tree.hasAliases)
  }

  @Test("Of several anchors with the same name, the last before the alias counts")
  func redefinition() throws {
    let reading = read("- &x one\n- *x\n- &x two\n- *x\n")
    let root = try #require(reading.tree.root)
    let texts = reading.tree.children(of: root).map { reading.tree.text(of: reading.tree.resolve($0)) }
    #expect(texts == ["one", "one", "two", "two"])
  }

  @Test("An anchor defined again inside its own node counts as soon as it is complete")
  func redefinitionInside() {
    #expect(read("a: &x [&x b, *x]\nc: *x\n").problems.isEmpty)
  }

  @Test("An alias without an anchor is reported with the existing anchors, and the rest is read")
  func undefined() throws {
    let expected = MarkedText("a: &one 1\nb: &two 2\nc: ‹*tow›\nd: ‹*on›\ne: *two\n")
    let reading = read(expected.text)
    #expect(
      reading.problems == [
        .undefinedAlias(name: "tow", span: expected.spans[0], known: ["one", "two"]),
        .undefinedAlias(name: "on", span: expected.spans[1], known: ["one", "two"]),
      ])
    #expect(reading.tree.isComplete)
    let nodes = Array(reading.tree.children(of: try #require(reading.tree.root)))
    #expect(reading.tree.isFaulty(nodes[5]))
    #expect(reading.tree.resolve(nodes[5]) == nodes[5])
  }

  @Test("An anchor after the alias does not count")
  func later() {
    let expected = MarkedText("a: ‹*x›\nb: &x 1\n")
    #expect(read(expected.text).problems == [.undefinedAlias(name: "x", span: expected.spans[0], known: [])])
  }

  @Test(
    "An alias inside the node it refers to exceeds a limit of its own, at the alias",
    arguments: [
      "&x [‹*x›]", "a: &x [b, ‹*x›]", "a: &x {b: {c: ‹*x›}}", "a: &x\n  b: ‹*x›\n", "a: &x\n  <<: ‹*x›\n",
      "a: &x\n  - - ‹*x›\n", "a: &x [&y [‹*x›]]",
    ])
  func recursive(marked: String) {
    let expected = MarkedText(marked)
    let reading = read(expected.text)
    #expect(reading.problemSpans == expected.spans)
    guard case .limit(.recursiveAlias(_, let anchor))? = reading.problems.first else {
      Issue.record("\(reading.problems)")
      return
    }
    #expect(reading.tree.source.text(of: ByteSpan(anchor.start, anchor.start + 2)) == "&x")
  }

  @Test("Only aliases make a document one with aliases")
  func hasAliases() {
    #expect(!read("a: &x b\nc: '*x'\n").tree.hasAliases)
    #expect(read("a: *x\n").tree.hasAliases)
  }
}
