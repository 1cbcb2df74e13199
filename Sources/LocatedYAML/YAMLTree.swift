public import SourceText

// These are called several times for every node. They are `@inlinable`, and therefore public, because a call into
// another module takes longer than the answer; the compiler does not inline `package` functions.

/// A node: its number among those of all files of a run, each of which has a range of numbers of its own.
public struct NodeID: Hashable, Sendable, Comparable {
  /// The number.
  public let number: UInt32

  @inlinable init(_ number: Int) {
    self.number = UInt32(truncatingIfNeeded: number)
  }

  /// The node with a number that was read from ``number``.
  @inlinable public init(number: UInt32) {
    self.number = number
  }

  /// A value that refers to no node, for tables with empty slots.
  @inlinable public static var none: NodeID { NodeID(-1) }

  /// The next node of the text: of a collection its first child, of a key that is a scalar its value.
  @inlinable public var next: NodeID { NodeID(number: number + 1) }

  /// Orders by file, and in each file by the position at which nodes begin.
  @inlinable public static func < (left: NodeID, right: NodeID) -> Bool { left.number < right.number }
}

/// How a scalar is written.
public enum ScalarStyle: UInt8, Sendable, BitwiseCopyable {
  case plain
  case singleQuoted
  case doubleQuoted
  case literal
  case folded

  /// Whether the scalar is in quotes.
  @inlinable public var isQuoted: Bool { self == .singleQuoted || self == .doubleQuoted }
  /// Whether the scalar is a block (`|` or `>`).
  @inlinable public var isBlock: Bool { self == .literal || self == .folded }
}

/// The tags of the core schema, and those that every node has without one (YAML 1.2.2, section 10.3).
public enum CoreTag: UInt8, Sendable, BitwiseCopyable {
  /// No tag.
  case none
  /// `!`: the scalar is a string whatever it looks like.
  case nonSpecific
  case string, integer, float, boolean, null
  case sequence, mapping

  /// The tag as users write it.
  public var shorthand: String {
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

/// One node of the tree, in 20 bytes: no string and no reference, so that a large file is one flat piece of memory.
@usableFromInline struct Node: Sendable, BitwiseCopyable {
  @usableFromInline var kind: YAMLTree.Shape
  @usableFromInline var style: ScalarStyle = .plain
  @usableFromInline var tag: CoreTag = .none
  @usableFromInline var flags: Flags = []

  /// The byte offset of the node, including its anchor and tag.
  @usableFromInline var start: UInt32
  @usableFromInline var end: UInt32

  /// A scalar: where its text begins, in the source or among the decoded texts. An alias: its target. A collection: the
  /// index after its last descendant.
  @usableFromInline var first: UInt32 = 0

  /// A scalar: the length of its text in bytes.
  @usableFromInline var length: UInt32 = 0

  /// A node without content as yet.
  init(kind: YAMLTree.Shape, flags: Flags = [], _ span: ByteSpan) {
    // The largest source has fewer bytes than fit.
    self.kind = kind
    self.flags = flags
    start = UInt32(truncatingIfNeeded: span.start)
    end = UInt32(truncatingIfNeeded: span.end)
  }

  /// A plain scalar whose text is a piece of the source.
  init(plain span: ByteSpan, isPrintable: Bool) {
    kind = .scalar
    flags = isPrintable ? .isPrintable : []
    start = UInt32(truncatingIfNeeded: span.start)
    end = UInt32(truncatingIfNeeded: span.end)
    first = start
    length = end &- start
  }

  /// Ends a collection: its end in the text, and the index of the node after its last descendant.
  mutating func close(end: Int, next: Int) {
    self.end = UInt32(end)
    first = UInt32(next)
  }

  @usableFromInline struct Flags: OptionSet, Sendable, BitwiseCopyable {
    @usableFromInline let rawValue: UInt8

    @inlinable init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The scalar's text is not a piece of the source; it is among the decoded texts.
    @inlinable static var isDecoded: Flags { Flags(rawValue: 1) }
    /// The node has an error of its own, so nothing further is reported for it.
    @inlinable static var isFaulty: Flags { Flags(rawValue: 2) }
    /// The node has an anchor or a tag before its content.
    @inlinable static var hasProperties: Flags { Flags(rawValue: 4) }
    /// The collection is written with brackets or braces.
    @inlinable static var isFlow: Flags { Flags(rawValue: 8) }
    /// The scalar's text is printable ASCII on one line, and not empty, like nearly all.
    @inlinable static var isPrintable: Flags { Flags(rawValue: 16) }
  }
}

/// A list of located nodes, in the order of the text, and the strings they refer to.
///
/// The children of a collection follow it; a collection knows the index after its last descendant. Scalars that are
/// written in the source unchanged refer to it; only the others (escapes, folded lines) have a copy.
protocol NodeList: ~Copyable {
  /// The file that was read.
  var source: SourceFile { get }
  /// The number of the first node among those of all files.
  var firstNode: Int { get }
  /// The strings that are not in the source as they are, concatenated.
  var decodedTexts: [UInt8] { get }

  /// The node with a number.
  subscript(id: NodeID) -> Node { get }
}

extension NodeList where Self: ~Copyable {
  /// The node at an index of the list.
  func id(_ index: Int) -> NodeID { NodeID(firstNode + index) }

  /// Calls the body with the scalar's decoded text.
  func withDecodedText<Result>(of node: Node, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    let range = Int(node.first)..<Int(node.first) + Int(node.length)
    let texts = node.flags.contains(.isDecoded) ? decodedTexts : source.bytes
    return texts.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range])) }
  }
}

/// A document while it is being read.
struct TreeDraft: NodeList, ~Copyable {
  let source: SourceFile
  let firstNode: Int
  var nodes: FlatList<Node>
  var decodedTexts: [UInt8] = []
  var end: Int
  var documentMarker: ByteSpan?
  var isComplete = false
  var hasAliases = false
  var nodesAddedByAliases = 0

  /// A draft without nodes; `capacity` is the number of nodes for which memory is reserved.
  init(source: SourceFile, firstNode: Int, capacity: Int) {
    nodes = FlatList(capacity: capacity)
    self.source = source
    self.firstNode = firstNode
    end = source.bytes.count
  }

  subscript(id: NodeID) -> Node { nodes[Int(id.number) - firstNode] }
}

/// A YAML document as a flat list of located nodes, in the order of the text.
///
/// Everything that examines a document refers to it, so it is an object, which need not be copied.
public final class YAMLTree: Sendable, NodeList {
  /// The file that was read.
  public let source: SourceFile

  @usableFromInline let nodes: FlatList<Node>

  /// The number of the first node: trees of one run have different numbers, so that a node identifies its tree.
  public let firstNode: Int

  /// The strings that are not in the source as they are, concatenated.
  public let decodedTexts: [UInt8]

  /// The end of the document's text: a second document is not part of it.
  package let end: Int

  /// The `---` before the document.
  package let documentMarker: ByteSpan?

  /// Whether the document was read to its end.
  package let isComplete: Bool

  /// Whether the document contains an alias.
  public let hasAliases: Bool

  /// The number of nodes that aliases add to those that are written.
  package let nodesAddedByAliases: Int

  /// Whether a further document follows, which was not read.
  package var hasFurtherDocument: Bool { isComplete && end < source.bytes.count }

  init(_ draft: consuming TreeDraft) {
    source = draft.source
    firstNode = draft.firstNode
    decodedTexts = draft.decodedTexts
    end = draft.end
    documentMarker = draft.documentMarker
    isComplete = draft.isComplete
    hasAliases = draft.hasAliases
    nodesAddedByAliases = draft.nodesAddedByAliases
    nodes = draft.nodes
  }

  /// The document's root; nil if there is none.
  package var root: NodeID? { nodes.isEmpty ? nil : id(0) }

  /// All nodes, in the order of the text.
  package var allNodes: some Sequence<NodeID> { (0..<nodes.count).lazy.map { self.id($0) } }

  /// The number of the first node of the next tree of the run.
  @inlinable public var endOfNodes: Int { firstNode + nodes.count }

  /// Whether a node belongs to this tree.
  @inlinable public func contains(_ id: NodeID) -> Bool { (firstNode..<endOfNodes).contains(Int(id.number)) }
}

extension YAMLTree {
  /// The kinds of nodes.
  public enum Shape: UInt8, Sendable, BitwiseCopyable {
    case scalar
    case sequence
    case mapping
    case alias
  }

  @inlinable @inline(__always) subscript(id: NodeID) -> Node { nodes[Int(id.number) - firstNode] }

  @inlinable func index(of id: NodeID) -> Int { Int(id.number) - firstNode }

  /// The kind of the node itself: an alias is an alias.
  @inlinable public func shape(of id: NodeID) -> Shape { self[id].kind }

  /// The node that an alias refers to; any other node itself. An alias to an alias is impossible.
  @inlinable @inline(__always) public func resolve(_ id: NodeID) -> NodeID {
    self[id].kind == .alias && !isFaulty(id) ? NodeID(firstNode + Int(self[id].first)) : id
  }

  /// The span of the node, including its anchor and tag.
  @inlinable public func span(of id: NodeID) -> ByteSpan { ByteSpan(Int(self[id].start), Int(self[id].end)) }

  /// The span of the node, including its anchor and tag, among the files of the run.
  package func place(of id: NodeID) -> SourceSpan { source.place(span(of: id)) }

  /// How the scalar is written.
  @inlinable public func style(of id: NodeID) -> ScalarStyle { self[id].style }

  /// The node's tag.
  @inlinable public func tag(of id: NodeID) -> CoreTag { self[id].tag }

  /// Whether the collection is written with brackets or braces.
  @inlinable public func isFlow(_ id: NodeID) -> Bool { self[id].flags.contains(.isFlow) }

  /// Whether a problem with the node itself has been reported.
  @inlinable public func isFaulty(_ id: NodeID) -> Bool { self[id].flags.contains(.isFaulty) }

  /// The location of a scalar's decoded text.
  public struct TextPlace {
    /// Whether it is among the decoded texts, not in the source.
    public let isDecoded: Bool
    /// Its bytes there.
    public let range: Range<Int>

    @inlinable init(isDecoded: Bool, range: Range<Int>) {
      self.isDecoded = isDecoded
      self.range = range
    }
  }

  /// The location of a scalar's decoded text.
  @inlinable @inline(__always) public func textPlace(of id: NodeID) -> TextPlace {
    let node = self[id]
    let start = Int(node.first)
    return TextPlace(isDecoded: node.flags.contains(.isDecoded), range: start..<start + Int(node.length))
  }

  /// Calls the body with the scalar's decoded text.
  @inlinable
  public func withText<Result>(of id: NodeID, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    let place = textPlace(of: id)
    // Either array in one variable would be retained and released.
    if place.isDecoded { return decodedTexts.withUnsafeBufferPointer { body(Self.slice($0, place.range)) } }
    return source.bytes.withUnsafeBufferPointer { body(Self.slice($0, place.range)) }
  }

  @inlinable
  static func slice(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: bytes[range])
  }

  /// Whether the scalar's text is known to be printable ASCII on one line, and not empty.
  @inlinable public func isPrintable(_ id: NodeID) -> Bool { self[id].flags.contains(.isPrintable) }

  /// The length of the scalar's decoded text in bytes.
  @inlinable public func textLength(of id: NodeID) -> Int { Int(self[id].length) }

  /// The scalar's decoded text; empty for a collection.
  package func text(of id: NodeID) -> String {
    guard self[id].kind == .scalar else { return "" }
    return withText(of: id) { String(decoding: $0, as: UTF8.self) }
  }

  /// Whether the scalar's decoded text is the given one, scalar by scalar.
  package func text(of id: NodeID, equals word: StaticString) -> Bool {
    guard textLength(of: id) == word.utf8CodeUnitCount else { return false }
    return withText(of: id) {
      $0.hasSameBytes(as: UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    }
  }

  /// Whether two scalars have the same decoded text, scalar by scalar.
  @inlinable public func haveEqualText(_ left: NodeID, _ right: NodeID) -> Bool {
    guard self[left].length == self[right].length else { return false }
    return withText(of: left) { leftText in withText(of: right) { leftText.hasSameBytes(as: $0) } }
  }

  /// The node after a node and all its descendants; for the last one of the document, the number after it.
  @inlinable public func node(after id: NodeID) -> NodeID { NodeID(firstNode + indexAfter(index(of: id))) }

  /// The elements of a sequence, or the alternating keys and values of a mapping, in the order written.
  @inlinable public func children(of id: NodeID) -> Children {
    let node = self[id]
    let isCollection = node.kind == .sequence || node.kind == .mapping
    return Children(tree: self, position: index(of: id) + 1, end: isCollection ? Int(node.first) : 0)
  }

  /// The number of elements of a sequence, or of keys and values of a mapping; at most `limit`.
  package func childCount(of id: NodeID, upTo limit: Int) -> Int {
    var children = children(of: id)
    var count = 0
    while count < limit, children.next() != nil { count += 1 }
    return count
  }

  /// The first key of a mapping or the first item of a sequence; nil if there is none.
  package func firstChild(of id: NodeID) -> NodeID? {
    var children = children(of: id)
    return children.next()
  }

  /// The nodes inside a collection, at all levels, in the order written.
  package func descendants(of id: NodeID) -> some Sequence<NodeID> {
    let node = self[id]
    let isCollection = node.kind == .sequence || node.kind == .mapping
    let first = index(of: id) + 1
    return (first..<max(first, isCollection ? Int(node.first) : 0)).lazy.map { self.id($0) }
  }

  /// Whether the collection is empty.
  @inlinable public func isEmpty(_ id: NodeID) -> Bool { Int(self[id].first) == index(of: id) + 1 }

  /// The children of a node, one after another.
  public struct Children: Sequence, IteratorProtocol {
    @usableFromInline let tree: YAMLTree
    @usableFromInline var position: Int
    @usableFromInline let end: Int

    @inlinable init(tree: YAMLTree, position: Int, end: Int) {
      self.tree = tree
      self.position = position
      self.end = end
    }

    /// The next child; nil after the last.
    @inlinable public mutating func next() -> NodeID? {
      guard position < end else { return nil }
      defer { position = tree.indexAfter(position) }
      return NodeID(tree.firstNode + position)
    }
  }

  /// The index of the node that follows a node and all its descendants.
  @inlinable @inline(__always) func indexAfter(_ index: Int) -> Int {
    let node = nodes[index]
    return node.kind == .scalar || node.kind == .alias ? index + 1 : Int(node.first)
  }
}
