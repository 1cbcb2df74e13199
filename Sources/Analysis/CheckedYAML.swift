package import Language
package import Linting
package import LocatedYAML
import Rules
package import SourceText

/// A file that was read as YAML only, and collects further findings: for files other than configurations, which are
/// checked by the same rules.
package struct CheckedYAML {
  /// The file.
  package let file: LintedFile

  /// The findings so far.
  package let collector: DiagnosticCollector

  /// The document.
  package var tree: YAMLTree { file.tree }

  /// Reads a file, and keeps this many findings; 0 for all.
  package init(_ source: SourceFile, findingLimit: Int = CheckOptions.defaultFindingLimit) {
    file = LintedFile(YAMLReading(source))
    var options = CheckOptions()
    options.findingLimit = findingLimit
    collector = DiagnosticCollector([file], options)
    for problem in file.reading.problems { RuleCatalog.rules.report(problem, in: file, to: collector) }
  }

  /// A reader of its values, whose problems are findings.
  package var values: ValueReader {
    let (file, collector) = (file, collector)
    return ValueReader(file.tree) { RuleCatalog.rules.report($0, in: file, to: collector) }
  }

  /// Whether any part of a node's text must not be shown.
  package func isSecret(_ place: NodeUse) -> Bool { file.secrets.hide(tree.span(of: place.node)) }
}
