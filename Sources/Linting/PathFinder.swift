import Diagnostics
package import LocatedYAML
import SourceText

/// Finds the YAML paths of all findings in one walk over the tree, so that no reader has to keep track of paths.
package struct PathFinder {
  private let tree: YAMLTree
  private let secrets: SecretMap

  /// A finder for a document of which some places must not be shown.
  package init(_ tree: YAMLTree, _ secrets: SecretMap) {
    self.tree = tree
    self.secrets = secrets
  }

  /// Gives each finding in this document the path of the node it is about: its own, or the one written at its place.
  package func addPaths(to diagnostics: inout [LocatedDiagnostic]) {
    let found = diagnostics.indices.compactMap { index in node(diagnostics[index]).map { (index: index, node: $0) } }
    for (finding, steps) in zip(found, tree.paths(to: found.map(\.node))) {
      diagnostics[finding.index].diagnostic.path = YAMLPath(steps.map(step))
    }
  }

  private func node(_ located: LocatedDiagnostic) -> NodeID? {
    if let node = located.node { return tree.contains(node) ? node : nil }
    let start = located.diagnostic.span.start - tree.source.address
    return (0...tree.source.bytes.count).contains(start) ? tree.node(at: start) : nil
  }

  private func step(_ step: YAMLTree.PathStep) -> YAMLPath.Step {
    switch step {
    case .index(let index): .index(index)
    case .key(let key) where secrets.hide(tree.span(of: tree.resolve(key))): .key(FileReport.mask)
    case .key(let key): .key(tree.text(of: tree.resolve(key)))
    }
  }
}
