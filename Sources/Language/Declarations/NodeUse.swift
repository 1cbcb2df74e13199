package import LocatedYAML

/// A node and, if it is reached through an alias, the alias that uses it; if through several, the outermost.
package struct NodeUse: Hashable, Sendable {
  /// The node where it is written.
  package let node: NodeID
  /// The alias; `.none` if there is none, which needs half the space of an optional.
  private let alias: NodeID

  package init(_ node: NodeID, use: NodeID? = nil) {
    self.node = node
    alias = use ?? .none
  }

  /// The alias that uses it here.
  package var use: NodeID? { alias == .none ? nil : alias }
}

/// A key that was written, its value, and what the value means.
package struct Declared<Content: Sendable>: Sendable {
  /// The key.
  package let key: NodeUse
  /// The value as it is written.
  package let value: NodeUse
  /// What the value means; nil if it is wrong, which has been reported.
  package let content: Content?
}

extension Declared<CredentialDeclaration> {
  /// Where it is written: the name or path if it is a reference, otherwise the value.
  package var place: NodeUse {
    switch content {
    case .reference(_, let node)?: NodeUse(node, use: value.use)
    case .literal?, nil: value
    }
  }
}
