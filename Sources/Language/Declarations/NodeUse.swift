package import LocatedYAML

/// A node and, where it is reached through an alias, the alias that uses it: of several on the way the outermost.
package struct NodeUse: Hashable, Sendable {
  /// The node where it is written.
  package let node: NodeID
  /// The alias; no node where there is none, which takes half the room of an optional.
  private let alias: NodeID

  package init(_ node: NodeID, use: NodeID? = nil) {
    self.node = node
    alias = use ?? .none
  }

  /// The alias that brings it here.
  package var use: NodeID? { alias == .none ? nil : alias }
}

/// A key that was written, its value, and what the value means.
package struct Declared<Content: Sendable>: Sendable {
  /// The key.
  package let key: NodeUse
  /// The value as it is written.
  package let value: NodeUse
  /// What the value means; nil where it is wrong, which has been reported.
  package let content: Content?
}
