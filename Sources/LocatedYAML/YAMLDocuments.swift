public import SourceText

/// The documents that one configuration is made of, each with its own range of node numbers.
public struct YAMLDocuments: Sendable {
  /// The documents in the order in which they apply: those that another is based on come before it.
  public let trees: [YAMLTree]

  /// The document of the file that the configuration is named after: the last one.
  @usableFromInline let root: YAMLTree

  /// One document.
  public init(_ root: YAMLTree) {
    self.init([], root)
  }

  /// A document and those that it is based on, in the order in which they apply.
  public init(_ bases: [YAMLTree], _ root: YAMLTree) {
    trees = bases + [root]
    self.root = root
  }

  /// The document that a node is in. Takes time in proportion to the number of documents.
  @inlinable public func tree(of node: NodeID) -> YAMLTree {
    trees.count == 1 || root.contains(node) ? root : trees.first { $0.contains(node) } ?? root
  }

  /// The place of a node's document among ``trees``. Takes time in proportion to the number of documents.
  package func index(of node: NodeID) -> Int { trees.firstIndex { $0.contains(node) } ?? trees.count - 1 }

  /// Whether a node comes before another: in an earlier document, or earlier in the same one.
  package func isBefore(_ node: NodeID, _ other: NodeID) -> Bool {
    (index(of: node), node) < (index(of: other), other)
  }

  /// The scalar's decoded text; empty for a collection.
  package func text(of node: NodeID) -> String { tree(of: node).text(of: node) }

  /// Calls the body with the scalar's decoded text.
  @inlinable public func withText<Result>(of node: NodeID, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    tree(of: node).withText(of: node, body)
  }

  /// The place of a node among the files of the run.
  package func place(of node: NodeID) -> SourceSpan { tree(of: node).place(of: node) }

  /// The file that the configuration is named after.
  public var source: SourceFile { root.source }
}
