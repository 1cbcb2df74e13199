/// What a source may ask for. Each bound has an error of its own, so that nothing a file contains makes the program
/// crash, hang or use memory out of proportion.
package enum YAMLLimits {
  /// The largest source, in bytes: 256 MiB.
  package static let sourceSize = 256 * 1024 * 1024

  /// The deepest level a collection may stand on; the root is level 1, and what an alias stands for counts.
  package static let depth = 64

  /// How many nodes all aliases together may add to those that are written.
  package static let nodesAddedByAliases = 1_000_000

  /// How many directives may stand before the document. libyaml compares every tag directive with every other, so
  /// without a bound a small file of nothing else would take minutes.
  package static let directives = 100
}
