import LocatedYAML

/// Some nodes of a document: a flag for each node, in place of a set, whose first use alone takes 300,000 instructions.
struct NodeFlags {
  private var flags: [Bool] = []

  /// Adds a node; false if it was added before.
  mutating func insert(_ node: NodeID, in tree: YAMLTree) -> Bool {
    if flags.isEmpty { flags = Array(repeating: false, count: tree.endOfNodes - tree.firstNode) }
    let place = Int(node.number) - tree.firstNode
    if flags[place] { return false }
    flags[place] = true
    return true
  }
}
