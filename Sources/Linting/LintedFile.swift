package import LocatedYAML
package import SourceText

/// A file that is checked, with what its findings need; each part is computed at its first use.
package final class LintedFile {
  /// The file as YAML.
  package let reading: YAMLReading

  /// The document.
  package var tree: YAMLTree { reading.tree }

  /// The lines of the source.
  package private(set) lazy var lines = LineIndex(tree.source)

  /// The places that must not be shown.
  package private(set) lazy var secrets = SecretMap(reading)

  /// The comments that suppress findings; none until they have been read.
  var suppressions = SuppressionTable()

  /// A file, as it was read.
  package init(_ reading: YAMLReading) {
    self.reading = reading
  }
}
