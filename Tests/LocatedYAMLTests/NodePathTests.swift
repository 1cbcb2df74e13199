import SourceText
import TestSupport
import Testing

@testable import LocatedYAML

@Suite("Paths through the tree")
struct NodePathTests {
  /// A path in the form `servers.relay.list[2]`.
  private func text(_ path: [YAMLTree.PathStep], in tree: YAMLTree) -> String {
    path.reduce(into: "") { text, step in
      switch step {
      case .key(let key): text += (text.isEmpty ? "" : ".") + tree.text(of: tree.resolve(key))
      case .index(let index): text += "[\(index)]"
      }
    }
  }

  @Test("Every node has a path from the root; a key has that of its value")
  func allPaths() {
    let reading = read("a: b\nc: [d, {e: f}]\ng:\n  h:\n    - i\n    - j\n")
    let tree = reading.tree
    #expect(
      tree.paths(to: Array(tree.allNodes)).map { text($0, in: tree) } == [
        "", "a", "a", "c", "c", "c[0]", "c[1]", "c[1].e", "c[1].e", "g", "g", "g.h", "g.h", "g.h[0]", "g.h[1]",
      ])
  }

  @Test("Only the requested nodes have paths")
  func someNodes() throws {
    let reading = read("a: b\nc: d\n")
    let value = try reading.value()
    #expect(reading.tree.paths(to: [value, value]).count == 2)
    #expect(reading.tree.paths(to: []).isEmpty)
  }

  @Test("Some nodes of a random document have the paths that a walk through each collection gives", arguments: 0..<100)
  func agreesWithRecursion(seed: Int) throws {
    var random = SeededGenerator(seed: seed)
    let tree = read(Self.flow(depth: 4, &random) + "\n").tree
    var expected: [NodeID: [YAMLTree.PathStep]] = [:]
    func walk(_ node: NodeID, _ path: [YAMLTree.PathStep]) {
      expected[node] = path
      let children = Array(tree.children(of: node))
      for (number, child) in children.enumerated() {
        let key = tree.shape(of: node) == .mapping ? children[number - number % 2] : nil
        walk(child, path + [key.map { .key($0) } ?? .index(number)])
      }
    }
    walk(try #require(tree.root), [])
    let nodes = Array(tree.allNodes)
    for count in [1, 2, nodes.count] {
      let targets = (0..<count).compactMap { _ in nodes.randomElement(using: &random) }
      #expect(tree.paths(to: targets) == targets.map { expected[$0] ?? [] })
    }
  }

  private static func flow(depth: Int, _ random: inout SeededGenerator) -> String {
    let count = Int.random(in: 0...4, using: &random)
    switch Int.random(in: 0...(depth > 0 ? 2 : 0), using: &random) {
    case 1: return "[" + (0..<count).map { _ in flow(depth: depth - 1, &random) }.joined(separator: ", ") + "]"
    case 2:
      let members = (0..<count).map { "k\($0): " + flow(depth: depth - 1, &random) }
      return "{" + members.joined(separator: ", ") + "}"
    default: return "x"
    }
  }

  @Test(
    "The innermost node at an offset, none between nodes",
    arguments: [
      ("‹a›: b", "a"), ("a: ‹b›c", "bc"), ("a: b‹c›", "bc"), ("a: [x, ‹y›]", "y"), ("a: 'x‹y›'", "'xy'"),
      ("a: &x ‹y›", "&x y"),
    ])
  func nodeAt(marked: String, text: String) throws {
    let expected = MarkedText(marked)
    let tree = read(expected.text).tree
    let node = try #require(tree.node(at: expected.spans[0].start))
    #expect(tree.source.text(of: tree.span(of: node)) == text)
  }

  @Test(
    "There is no node before the document or in the white space after a scalar",
    arguments: ["‹#› x\na: b", "a: b ‹ ›# x\n"])
  func nodeAtNothing(marked: String) {
    let expected = MarkedText(marked)
    #expect(read(expected.text).tree.node(at: expected.spans[0].start) == nil)
  }

  @Test("An empty value is found at its place")
  func emptyNode() throws {
    let tree = read("a:\nb: c\n").tree
    let node = try #require(tree.node(at: 2))
    #expect(tree.span(of: node) == ByteSpan(2, 2))
  }

  @Test("Children, descendants and emptiness of collections")
  func collections() throws {
    let tree = read("a: [b, [c]]\nd: {}\ne: []\n").tree
    let root = try #require(tree.root)
    let children = Array(tree.children(of: root))
    #expect(children.map { tree.shape(of: $0) } == [.scalar, .sequence, .scalar, .mapping, .scalar, .sequence])
    #expect(Array(tree.descendants(of: children[1])).count == 3)
    #expect(Array(tree.descendants(of: root)).count == 9)
    #expect(Array(tree.descendants(of: children[0])).isEmpty)
    #expect(tree.isEmpty(children[3]) && tree.isEmpty(children[5]) && !tree.isEmpty(children[1]))
    #expect(tree.firstChild(of: children[5]) == nil)
    #expect(tree.firstChild(of: root) == children[0])
    #expect(tree.isFlow(children[1]) && !tree.isFlow(root))
  }
}
