package import Diagnostics
import FolderAccess
package import Language
package import LocatedYAML
import SourceText

/// Rules about the same subject.
package struct RuleGroup: Sendable {
  /// The subject: "Server name".
  package let name: String
  /// The rules, in the order in which they are listed.
  package let rules: [Rule]
  /// When they apply.
  package let condition: Condition

  /// When the rules of a group apply.
  package enum Condition: Sendable {
    /// Always.
    case always
    /// If the folders of the machine are inspected.
    case folders
    /// If the configuration is for a mail engine.
    case engine
    /// If secrets are read.
    case secrets
  }

  /// Makes a group from its parts.
  package init(_ name: String, applies condition: Condition = .always, _ rules: [Rule]) {
    self.name = name
    self.rules = rules
    self.condition = condition
  }
}

/// The rules that check files.
package struct RuleSet: Sendable {
  /// The rules by subject, in the order in which they are listed and explained.
  package let groups: [RuleGroup]

  /// All rules.
  package let all: [Rule]

  /// Which rule reports each problem that reading finds.
  let owners: ProblemOwners

  let server: [Rule]
  let folder: [Rule]
  let scope: [Rule]
  let configuration: [Rule]
  let engine: [Rule]
  let secret: [Rule]

  /// Makes a set.
  ///
  /// - Parameters:
  ///   - groups: The rules.
  ///   - owners: Which of them reports each problem.
  package init(_ groups: [RuleGroup], owners: ProblemOwners) {
    self.groups = groups
    self.owners = owners
    all = groups.flatMap(\.rules)
    server = all.filter { if case .server = $0.check { true } else { false } }
    folder = all.filter { if case .folder = $0.check { true } else { false } }
    scope = all.filter { if case .scope = $0.check { true } else { false } }
    configuration = all.filter { if case .configuration = $0.check { true } else { false } }
    engine = all.filter { if case .engine = $0.check { true } else { false } }
    secret = all.filter { if case .secret = $0.check { true } else { false } }
  }

  /// The rule of that id.
  package func rule(_ id: RuleID) -> Rule? { all.first { $0.id == id } }

  /// All rules by their ids. This is not kept, because most runs look up none.
  var byID: [RuleID: Rule] { Dictionary(all.map { ($0.id, $0) }) { first, _ in first } }

  /// The id, among the wanted rules, that an unknown name was probably meant to be.
  package func suggestion(for name: String, where isWanted: (Rule) -> Bool = { _ in true }) -> String? {
    Suggestion.nearest(to: name, among: all.filter(isWanted).map(\.id.text))
  }

  /// Reports a problem found while reading a file as YAML, as a finding of the rule that owns it.
  package func report(_ problem: YAMLProblem, in file: LintedFile, to collector: DiagnosticCollector) {
    owners.yaml(problem).report(in: file, to: collector)
  }

  /// Reports a problem that reading declarations found, by the rule that owns it.
  package func report(_ problem: DeclarationProblem, in file: LintedFile, to collector: DiagnosticCollector) {
    owners.declaration(problem).report(in: file, to: collector)
  }

  /// Whether a rule applies under some options: otherwise it is unknown what it would report.
  func applies(_ rule: Rule, under options: CheckOptions) -> Bool {
    switch groups.first(where: { $0.rules.contains { $0.id == rule.id } })?.condition {
    case .folders: options.inspectFolder != nil
    case .engine: options.engine != nil
    case .secrets: options.readSecret != nil
    case .always, nil: true
    }
  }
}

/// Which rule words each problem that reading a file finds: every problem has exactly one owner.
package struct ProblemOwners: Sendable {
  let yaml: @Sendable (YAMLProblem) -> ProblemOwner
  let declaration: @Sendable (DeclarationProblem) -> ProblemOwner
  let suppression: @Sendable (SuppressionProblem) -> ProblemOwner
  let layer: @Sendable (LayerProblem) -> ProblemOwner

  /// Makes the owners from a function for each kind of problem.
  package init(
    yaml: @escaping @Sendable (YAMLProblem) -> ProblemOwner,
    declaration: @escaping @Sendable (DeclarationProblem) -> ProblemOwner,
    suppression: @escaping @Sendable (SuppressionProblem) -> ProblemOwner,
    layer: @escaping @Sendable (LayerProblem) -> ProblemOwner
  ) {
    self.yaml = yaml
    self.declaration = declaration
    self.suppression = suppression
    self.layer = layer
  }
}

/// The rule that a problem belongs to, and how it reports the problem.
package struct ProblemOwner {
  let rule: Rule
  let report: (RuleContext) -> Void

  /// Makes an owner from a rule and the function that reports the problem as a finding of it.
  package init(_ rule: Rule, _ report: @escaping (RuleContext) -> Void) {
    self.rule = rule
    self.report = report
  }

  /// Reports the problem of a file.
  package func report(in file: LintedFile, to collector: DiagnosticCollector) {
    report(collector.context(rule, in: file))
  }
}
