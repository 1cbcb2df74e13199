package import Diagnostics
package import Linting
package import LocatedYAML
import Rules
package import SourceText

/// A file that was read as YAML alone: for other files than configurations, which have the same errors of form.
package struct CheckedYAML {
  /// The file.
  package let file: LintedFile

  /// Takes further findings.
  package let collector: DiagnosticCollector

  /// The document.
  package var tree: YAMLTree { file.tree }

  /// Reads a file, and keeps so many findings; 0 for all.
  package init(_ source: SourceFile, findingLimit: Int = CheckOptions.defaultFindingLimit) {
    file = LintedFile(YAMLReading(source))
    var options = CheckOptions()
    options.findingLimit = findingLimit
    collector = DiagnosticCollector([file], options)
    for problem in file.reading.problems { RuleCatalog.rules.report(problem, in: file, to: collector) }
  }

  /// What is wrong with the file as YAML, worded by the rules of that.
  package var report: FileReport { collector.report() }

  /// What of the file must not be shown.
  package var secrets: SecretMap { file.secrets }

  /// Findings of another reader of the text with the paths of the nodes that they are about.
  package func located(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    var located = diagnostics.map { LocatedDiagnostic($0) }
    if !located.isEmpty { PathFinder(tree, secrets).addPaths(to: &located) }
    return located.map(\.diagnostic)
  }
}
