package import SourceText

/// The index of a node in its tree.
package struct NodeID: Hashable, Sendable, Comparable {
  let index: UInt32

  init(_ index: Int) {
    self.index = UInt32(truncatingIfNeeded: index)
  }

  /// A value that names no node, for tables with free places.
  package static let none = NodeID(-1)

  /// The order in which nodes begin in the text.
  package static func < (left: NodeID, right: NodeID) -> Bool { left.index < right.index }
}

/// How a scalar is written.
package enum ScalarStyle: UInt8, Sendable {
  case plain
  case singleQuoted
  case doubleQuoted
  case literal
  case folded

  /// Whether the text is written in quotes.
  package var isQuoted: Bool { self == .singleQuoted || self == .doubleQuoted }
  /// Whether the text is written as a block (`|` or `>`).
  package var isBlock: Bool { self == .literal || self == .folded }
}

/// The tags of the core schema, and those that every node has without one (YAML 1.2.2, section 10.3).
package enum CoreTag: UInt8, Sendable {
  /// No tag.
  case none
  /// `!`: the text is a string whatever it looks like.
  case nonSpecific
  case string, integer, float, boolean, null
  case sequence, mapping

  /// The tag as people write it.
  package var shorthand: String {
    switch self {
    case .none: ""
    case .nonSpecific: "!"
    case .string: "!!str"
    case .integer: "!!int"
    case .float: "!!float"
    case .boolean: "!!bool"
    case .null: "!!null"
    case .sequence: "!!seq"
    case .mapping: "!!map"
    }
  }
}

/// One node of the tree, 20 bytes: no string and no reference, so that a large file is one flat piece of memory.
struct Node {
  enum Kind: UInt8 {
    case scalar, sequence, mapping, alias
  }

  var kind: Kind
  var style: ScalarStyle = .plain
  var tag: CoreTag = .none
  var flags: Flags = []

  /// Where the node is written, its anchor and tag included, as byte offsets.
  var start: UInt32
  var end: UInt32

  /// A scalar: where its text begins, in the source or among the decoded texts. An alias: its target.
  /// A collection: the index behind its last descendant.
  var first: UInt32 = 0

  /// A scalar: the length of its text in bytes.
  var length: UInt32 = 0

  struct Flags: OptionSet {
    let rawValue: UInt8
    /// The scalar's text is not a piece of the source; it lies among the decoded texts.
    static let isDecoded = Flags(rawValue: 1)
    /// The node has an error of its own, so that nothing further is said of it.
    static let isFaulty = Flags(rawValue: 2)
    /// An anchor or a tag stands before the content.
    static let hasProperties = Flags(rawValue: 4)
    /// The collection is written with brackets or braces.
    static let isFlow = Flags(rawValue: 8)
  }
}

/// A list of located nodes, in the order of the text, and the texts they point into.
///
/// The children of a collection follow it; a collection knows where its last descendant ends. Scalars that stand in the
/// source as they are point there; only those that do not (escapes, folded lines) have a copy.
protocol NodeList {
  /// The file that was read.
  var source: SourceFile { get }
  /// The nodes.
  var nodes: [Node] { get }
  /// The texts that do not stand in the source, one behind the other.
  var decodedTexts: [UInt8] { get }
}

extension NodeList {
  subscript(id: NodeID) -> Node { nodes[Int(id.index)] }

  /// Calls the body with the scalar's decoded text.
  func withDecodedText<Result>(of node: Node, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    let range = Int(node.first)..<Int(node.first) + Int(node.length)
    let texts = node.flags.contains(.isDecoded) ? decodedTexts : source.bytes
    return texts.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range])) }
  }
}

/// A document that is being read.
struct TreeDraft: NodeList {
  let source: SourceFile
  var nodes: [Node] = []
  var decodedTexts: [UInt8] = []
  var end: Int
  var documentMarker: ByteSpan?
  var isComplete = false
  var hasAliases = false

  init(source: SourceFile) {
    self.source = source
    end = source.bytes.count
  }
}

/// A YAML document as a flat list of located nodes, in the order of the text.
///
/// Everything that looks at a document holds it, so it is one object, which nobody has to copy.
package final class YAMLTree: Sendable, NodeList {
  /// The file that was read.
  package let source: SourceFile

  let nodes: [Node]

  /// The texts that do not stand in the source, one behind the other.
  package let decodedTexts: [UInt8]

  /// Where the text ends that belongs to the document: a second document is not part of it.
  package let end: Int

  /// The `---` before the document.
  package let documentMarker: ByteSpan?

  /// Whether the document was read to its end.
  package let isComplete: Bool

  /// Whether any alias stands in the document.
  package let hasAliases: Bool

  init(_ draft: TreeDraft) {
    source = draft.source
    nodes = draft.nodes
    decodedTexts = draft.decodedTexts
    end = draft.end
    documentMarker = draft.documentMarker
    isComplete = draft.isComplete
    hasAliases = draft.hasAliases
  }

  /// The document's root; nil where there is none.
  package var root: NodeID? { nodes.isEmpty ? nil : NodeID(0) }

  /// All nodes, in the order of the text.
  package var allNodes: some Sequence<NodeID> { (0..<nodes.count).lazy.map { NodeID($0) } }
}

extension YAMLTree {
  /// What a node is.
  package enum Shape: Sendable, Equatable {
    case scalar
    case sequence
    case mapping
    case alias
  }

  /// What the node itself is, an alias being an alias.
  package func shape(of id: NodeID) -> Shape {
    switch self[id].kind {
    case .scalar: .scalar
    case .sequence: .sequence
    case .mapping: .mapping
    case .alias: .alias
    }
  }

  /// The node an alias stands for; any other node itself. An alias to an alias cannot be written.
  package func resolve(_ id: NodeID) -> NodeID {
    self[id].kind == .alias && !isFaulty(id) ? NodeID(Int(self[id].first)) : id
  }

  /// Where the node is written, its anchor and tag included.
  package func span(of id: NodeID) -> ByteSpan { ByteSpan(Int(self[id].start), Int(self[id].end)) }

  /// How the scalar is written.
  package func style(of id: NodeID) -> ScalarStyle { self[id].style }

  /// The node's tag.
  package func tag(of id: NodeID) -> CoreTag { self[id].tag }

  /// Whether the collection is written with brackets or braces.
  package func isFlow(_ id: NodeID) -> Bool { self[id].flags.contains(.isFlow) }

  /// Whether a problem with the node itself has been reported.
  package func isFaulty(_ id: NodeID) -> Bool { self[id].flags.contains(.isFaulty) }

  /// Where a scalar's decoded text lies.
  package struct TextPlace {
    /// Whether it lies among the decoded texts, and not in the source.
    package let isDecoded: Bool
    /// Its bytes there.
    package let range: Range<Int>
  }

  /// Where a scalar's decoded text lies.
  package func textPlace(of id: NodeID) -> TextPlace {
    let node = self[id]
    let start = Int(node.first)
    return TextPlace(isDecoded: node.flags.contains(.isDecoded), range: start..<start + Int(node.length))
  }

  /// Calls the body with the scalar's decoded text.
  ///
  /// Called for every scalar several times, and so compiled into whoever calls it.
  @inlinable
  package func withText<Result>(of id: NodeID, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    let place = textPlace(of: id)
    let texts = place.isDecoded ? decodedTexts : source.bytes
    return texts.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[place.range])) }
  }

  /// The length of the scalar's decoded text in bytes.
  package func textLength(of id: NodeID) -> Int { Int(self[id].length) }

  /// The scalar's decoded text; empty for a collection.
  package func text(of id: NodeID) -> String {
    guard self[id].kind == .scalar else { return "" }
    return withText(of: id) { String(decoding: $0, as: UTF8.self) }
  }

  /// Whether the scalar's decoded text is the given one, scalar by scalar.
  package func text(of id: NodeID, equals word: StaticString) -> Bool {
    withText(of: id) { $0.hasSameBytes(as: UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)) }
  }

  /// Whether two scalars have the same decoded text, scalar by scalar.
  package func haveEqualText(_ left: NodeID, _ right: NodeID) -> Bool {
    guard self[left].length == self[right].length else { return false }
    return withText(of: left) { leftText in withText(of: right) { leftText.hasSameBytes(as: $0) } }
  }

  /// The elements of a sequence, or the keys and values of a mapping by turns, in the order written.
  package func children(of id: NodeID) -> Children {
    let node = self[id]
    let isCollection = node.kind == .sequence || node.kind == .mapping
    return Children(tree: self, position: Int(id.index) + 1, end: isCollection ? Int(node.first) : 0)
  }

  /// How many elements a sequence has, or keys and values a mapping; `limit` where there are more.
  package func childCount(of id: NodeID, upTo limit: Int) -> Int {
    var children = children(of: id)
    var count = 0
    while count < limit, children.next() != nil { count += 1 }
    return count
  }

  /// The first key of a mapping or the first item of a sequence; nil for what holds nothing.
  package func firstChild(of id: NodeID) -> NodeID? {
    var children = children(of: id)
    return children.next()
  }

  /// The nodes below a collection, all levels, in the order written.
  package func descendants(of id: NodeID) -> some Sequence<NodeID> {
    let node = self[id]
    let isCollection = node.kind == .sequence || node.kind == .mapping
    let first = Int(id.index) + 1
    return (first..<max(first, isCollection ? Int(node.first) : 0)).lazy.map { NodeID($0) }
  }

  /// Whether the collection holds nothing.
  package func isEmpty(_ id: NodeID) -> Bool { Int(self[id].first) == Int(id.index) + 1 }

  /// The children of a node, one after the other.
  package struct Children: Sequence, IteratorProtocol {
    fileprivate let tree: YAMLTree
    fileprivate var position: Int
    fileprivate let end: Int

    package mutating func next() -> NodeID? {
      guard position < end else { return nil }
      defer { position = tree.indexBehind(position) }
      return NodeID(position)
    }
  }

  /// The index of the node that follows a node and all its descendants.
  func indexBehind(_ index: Int) -> Int {
    switch nodes[index].kind {
    case .scalar, .alias: index + 1
    case .sequence, .mapping: Int(nodes[index].first)
    }
  }
}
