package import Diagnostics

/// The descriptions of rules, made when they are asked for: those of all rules take longer than the check of several files.
package struct RuleDescriptions: Sendable, ExpressibleByArrayLiteral {
  private let describe: @Sendable ([RuleID]) -> [RuleDescription]

  /// Descriptions that a function makes: those of the rules with some ids, in the order in which rules are listed.
  package init(_ describe: @escaping @Sendable ([RuleID]) -> [RuleDescription]) {
    self.describe = describe
  }

  /// Descriptions that are there already.
  package init(arrayLiteral descriptions: RuleDescription...) {
    describe = { ids in descriptions.filter { ids.contains($0.id) } }
  }

  /// The descriptions of the rules with some ids, in the order in which rules are listed.
  func of(_ ids: [RuleID]) -> [RuleDescription] { ids.isEmpty ? [] : describe(ids) }
}

extension RunReport {
  /// The rules of all findings that are shown, each once. There are few, so that a list takes less than a set.
  var rules: [RuleID] {
    var rules: [RuleID] = []
    for file in files {
      for finding in file.diagnostics where !rules.contains(finding.rule) { rules.append(finding.rule) }
    }
    return rules
  }
}
