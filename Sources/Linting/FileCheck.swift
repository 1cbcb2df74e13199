import Diagnostics
package import Language
package import LocatedYAML
import SourceText

/// A file that was read and checked, as far as that is possible without the files that it extends.
package struct FileCheck: Sendable {
  /// The file.
  package let file: LintedFile

  /// What it declares; nil if it is not YAML.
  package let layer: Layer?

  /// What is wrong with its form.
  package let findings: Findings

  /// Checks a file.
  ///
  /// - Parameters:
  ///   - reading: The file as YAML.
  ///   - rules: The rules.
  ///   - options: The user's options.
  package init(_ reading: YAMLReading, _ rules: RuleSet, _ options: CheckOptions) {
    let isReadable = reading.tree.isComplete
    let file = LintedFile(reading, suppressing: options.honoursSuppressions && isReadable ? rules : nil)
    let collector = DiagnosticCollector([file], options)
    for problem in reading.problems { rules.report(problem, in: file, to: collector) }
    for problem in file.suppressions.problems {
      rules.owners.suppression(.invalid(problem)).report(in: file, to: collector)
    }
    layer = isReadable ? Self.layer(file, rules, options, collector) : nil
    self.file = file
    findings = collector.findings
  }

  private static func layer(
    _ file: LintedFile, _ rules: RuleSet, _ options: CheckOptions, _ collector: DiagnosticCollector
  ) -> Layer {
    let owners = rules.owners
    var reader = DeclarationReader(
      file.tree, keepsLists: options.keepsLists,
      report: { owners.declaration($0).report(in: file, to: collector) },
      isError: { problem, place in
        collector.severity(of: owners.declaration(problem).rule, at: file.tree.place(of: place.node)) == .error
      })
    reader.read()
    return reader.layer
  }
}
