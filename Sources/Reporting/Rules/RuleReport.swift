package import Diagnostics

/// What is told about rules.
package enum RuleReport: Sendable {
  /// The complete description of a rule.
  case page(RuleDescription)
  /// A list of rules, in the order given.
  case list([RuleDescription])
}

extension RuleDescription {
  /// What the user can do about the rule's severity.
  var setting: String { isAdjustable ? "severity can be changed" : "severity fixed" }
}
