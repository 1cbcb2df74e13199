package import Diagnostics
package import LocatedYAML
package import SourceText

/// A text that was read as YAML alone: for other files than configurations, which have the same errors of form.
package struct CheckedYAML {
  /// The document.
  package let tree: YAMLTree

  /// What is wrong with the text as YAML, worded by the rules of that.
  package let report: FileReport

  /// What of the text must not be shown.
  package let secrets: SecretMap

  /// Reads a text, and keeps so many findings; 0 for all.
  package init(_ source: SourceFile, findingLimit: Int = CheckOptions.defaultFindingLimit) {
    let reading = YAMLReading(source)
    var options = CheckOptions()
    options.findingLimit = findingLimit
    let findings = Findings(reading, options)
    for problem in reading.problems {
      for entry in RuleCatalog.yaml {
        entry.function(problem, RuleContext(rule: entry.rule, tree: reading.tree, findings: findings))
      }
    }
    tree = reading.tree
    report = findings.report()
    secrets = findings.secrets
  }

  /// Findings of another reader of the text with the paths of the nodes at which they stand.
  package func located(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    var findings = diagnostics.map { Finding($0) }
    if !findings.isEmpty { PathFinder(tree, secrets).addPaths(to: &findings) }
    return findings.map(\.diagnostic)
  }
}
