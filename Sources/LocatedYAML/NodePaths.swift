extension YAMLTree {
  /// A step from a collection to one of its children.
  package enum PathStep: Sendable, Equatable {
    /// To a key of a mapping or to its value.
    case key(NodeID)
    /// To an item of a sequence, counted from 0.
    case index(Int)
  }

  /// The paths from the root to some nodes, found in one walk over the tree.
  package func paths(to targets: Set<NodeID>) -> [NodeID: [PathStep]] {
    let targets = targets.filter(contains)
    guard let last = targets.max() else { return [:] }
    var paths: [NodeID: [PathStep]] = [:]
    var open: [OpenCollection] = []
    for index in 0...min(self.index(of: last), nodes.count - 1) {
      while let innermost = open.last, innermost.end <= index { open.removeLast() }
      let id = id(index)
      if !open.isEmpty { open[open.count - 1].step(to: id) }
      if targets.contains(id) { paths[id] = open.compactMap(\.current) }
      let node = nodes[index]
      guard node.kind == .mapping || node.kind == .sequence else { continue }
      open.append(OpenCollection(isMapping: node.kind == .mapping, end: Int(node.first)))
    }
    return paths
  }

  private struct OpenCollection {
    let isMapping: Bool
    let end: Int
    var childCount = 0
    var current: PathStep?

    mutating func step(to child: NodeID) {
      if !isMapping {
        current = .index(childCount)
      } else if childCount.isMultiple(of: 2) {
        current = .key(child)
      }
      childCount += 1
    }
  }

  /// The innermost node at an offset.
  package func node(at offset: Int) -> NodeID? {
    guard let id = lastNode(beginningBefore: offset + 1) else { return nil }
    let node = self[id]
    return offset < Int(node.end) || node.start == node.end && offset == Int(node.end) ? id : nil
  }
}
