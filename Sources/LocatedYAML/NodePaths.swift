extension YAMLTree {
  /// A step from a collection to one of its children.
  package enum PathStep: Sendable, Equatable {
    /// To a key of a mapping or to its value.
    case key(NodeID)
    /// To an item of a sequence, counted from 0.
    case index(Int)
  }

  /// The paths from the root to some nodes, found in one walk over the tree, which passes over collections without any of
  /// them.
  ///
  /// - Parameter targets: Nodes of this tree, in any order.
  /// - Returns: Their paths, in the order of the nodes.
  package func paths(to targets: [NodeID]) -> [[PathStep]] {
    var paths: [[PathStep]] = Array(repeating: [], count: targets.count)
    var open: [OpenCollection] = []
    var next = 0
    for place in targets.indices.sorted(by: { targets[$0] < targets[$1] }) {
      let target = index(of: targets[place])
      // A node may be among them several times.
      while next <= target {
        let current = next
        while let innermost = open.last, innermost.end <= current { open.removeLast() }
        if !open.isEmpty { open[open.count - 1].step(to: current) }
        // A collection that was not read to its end has none.
        let end = max(indexAfter(current), current + 1)
        next = end <= target ? end : current + 1
        if next < end { open.append(OpenCollection(isMapping: nodes[current].kind == .mapping, end: end)) }
      }
      paths[place] = open.compactMap { $0.currentStep(in: self) }
    }
    return paths
  }

  /// A collection that the walk is in.
  private struct OpenCollection {
    let isMapping: Bool
    let end: Int
    var childCount = 0
    /// The index of the latest key of a mapping.
    var key = 0

    mutating func step(to child: Int) {
      if isMapping, childCount.isMultiple(of: 2) { key = child }
      childCount += 1
    }

    /// The step to the latest child; nil if the walk is still at the collection itself.
    func currentStep(in tree: YAMLTree) -> PathStep? {
      if childCount == 0 { return nil }
      return isMapping ? .key(tree.id(key)) : .index(childCount - 1)
    }
  }

  /// The innermost node at an offset.
  package func node(at offset: Int) -> NodeID? {
    guard let id = lastNode(beginningBefore: offset + 1) else { return nil }
    let node = self[id]
    return offset < Int(node.end) || node.start == node.end && offset == Int(node.end) ? id : nil
  }
}
