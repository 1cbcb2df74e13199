import Language
package import LocatedYAML
package import SourceText

/// A file that is checked, with what its findings need. Several threads can use it at once.
package final class LintedFile: Sendable {
  /// The file as YAML.
  package let reading: YAMLReading

  /// The document.
  package var tree: YAMLTree { reading.tree }

  /// The comments that suppress findings.
  package let suppressions: SuppressionTable

  private let sharedLines: LazyShared<LineIndex>

  /// The places that must not be shown; found at the first use.
  package let secrets: SecretMap

  /// The lines of the source; computed at the first use.
  package var lines: LineIndex { sharedLines.value }

  /// A file, as it was read.
  ///
  /// - Parameters:
  ///   - reading: The file as YAML.
  ///   - rules: The rules that comments can suppress; nil if comments suppress nothing.
  package init(_ reading: YAMLReading, suppressing rules: RuleSet? = nil) {
    self.reading = reading
    let lines = LazyShared { LineIndex(reading.tree.source) }
    sharedLines = lines
    secrets = SecretMap(reading)
    suppressions = rules.map { SuppressionTable(reading.tree, $0, lines: lines.value) } ?? SuppressionTable()
  }
}
