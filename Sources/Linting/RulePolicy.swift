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
  package mutating func set(_ rule: Rule, to level: Level) { levels[rule.id] = level }

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
