import Diagnostics
public import Linting
import Rules

extension RulePolicy {
  /// Sets the level of a rule by name; the last of several settings counts.
  ///
  /// - Throws: ``RulePolicyError`` for a rule that does not exist or whose severity is fixed.
  public mutating func set(_ rule: String, to level: Level) throws(RulePolicyError) {
    guard let known = RuleCatalog.rules.rule(RuleID(rule)) else {
      throw .unknownRule(rule, suggestion: RuleCatalog.rules.suggestion(for: rule))
    }
    guard known.isAdjustable else { throw .notAdjustable(rule) }
    set(known, to: level)
  }
}

/// Why the level of a rule cannot be changed.
public enum RulePolicyError: Error, Sendable, Equatable {
  /// No rule has that name; with the nearest name, if there is one.
  case unknownRule(String, suggestion: String?)
  /// The severity of that rule is fixed: a file that breaks it cannot be interpreted.
  case notAdjustable(String)
}
