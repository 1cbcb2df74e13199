/// Limits on a file. Exceeding one is an error of its own, so that no file can make the program crash, hang or use
/// excessive memory.
package enum YAMLLimits {
  /// The largest source, in bytes: 256 MiB.
  package static let sourceSize = 256 * 1024 * 1024

  /// The deepest level of a collection; the root is level 1, and aliases count as what they refer to.
  package static let depth = 64

  /// The number of nodes that all aliases together may add to those that are written.
  package static let nodesAddedByAliases = 1_000_000

  /// The number of directives before the document. libyaml compares every tag directive with every other, so without a
  /// limit a small file full of them would take minutes.
  package static let directives = 100
}
