import LocatedYAML
import SourceText

extension YAMLTree {
  /// Whether a node ends where its text ends: a block collection ends at the next token.
  func hasEnd(_ node: NodeID) -> Bool {
    shape(of: node) == .scalar || shape(of: node) == .alias || isFlow(node)
  }

  /// The end of a node's text. Takes time in proportion to the nodes inside.
  func textEnd(of node: NodeID) -> Int {
    if hasEnd(node) { return span(of: node).end }
    return descendants(of: node).reduce(span(of: node).start) { max($0, hasEnd($1) ? span(of: $1).end : 0) }
  }
}
