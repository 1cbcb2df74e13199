import Diagnostics
import LocatedYAML
import SourceText

/// Finds the YAML paths of findings when all are known: one walk over the tree for all of them, so that nothing has to
/// carry a path along while it reads.
struct PathFinder {
  private let tree: YAMLTree
  private let secrets: SecretMap

  init(_ tree: YAMLTree, _ secrets: SecretMap) {
    self.tree = tree
    self.secrets = secrets
  }

  /// Gives each finding the path of the node it stands at: its own, or the one written at its place.
  func addPaths(to findings: inout [Finding]) {
    let nodes = findings.map { $0.node ?? tree.node(at: $0.diagnostic.span.start) }
    let paths = tree.paths(to: Set(nodes.compactMap { $0 }))
    for (index, node) in nodes.enumerated() {
      guard let node, let steps = paths[node] else { continue }
      findings[index].diagnostic.path = YAMLPath(steps.map(step))
    }
  }

  private func step(_ step: YAMLTree.PathStep) -> YAMLPath.Step {
    switch step {
    case .index(let index): .index(index)
    case .key(let key) where secrets.hide(tree.span(of: tree.resolve(key))): .key(FileReport.mask)
    case .key(let key): .key(tree.text(of: tree.resolve(key)))
    }
  }
}
