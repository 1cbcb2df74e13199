import Diagnostics

/// What the user asks of rules for a whole run: `--allow`, `--warn`, `--deny`.
public struct RulePolicy: Sendable {
  /// What a rule is set to.
  public enum Level: String, Sendable {
    /// Say nothing.
    case allow
    /// Report as a warning.
    case warn
    /// Report as an error.
    case deny
  }

  private var levels: [RuleID: Level] = [:]

  /// A policy that leaves every rule as it is.
  public init() {}

  /// Sets a rule; of several settings the last counts.
  ///
  /// - Throws: ``RulePolicyError`` for a rule that does not exist or cannot be set.
  public mutating func set(_ rule: String, to level: Level) throws(RulePolicyError) {
    guard let known = RuleCatalog.rule(rule) else {
      throw .unknownRule(rule, suggestion: RuleCatalog.suggestion(for: rule))
    }
    guard known.isAdjustable else { throw .notAdjustable(rule) }
    levels[known.id] = level
  }

  /// The severity of a rule's findings; nil where they are allowed.
  func severity(of rule: Rule) -> Severity? {
    switch levels[rule.id] {
    case nil: rule.severity
    case .allow: nil
    case .warn: .warning
    case .deny: .error
    }
  }
}

/// Why a rule cannot be set.
public enum RulePolicyError: Error, Sendable, Equatable {
  /// No rule has that name; the nearest, if any is near.
  case unknownRule(String, suggestion: String?)
  /// The rule describes files that mean nothing.
  case notAdjustable(String)
}
