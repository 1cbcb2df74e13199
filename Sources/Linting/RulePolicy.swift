import Diagnostics

/// The severities that the user sets for a whole run: `--allow`, `--warn`, `--deny`.
public struct RulePolicy: Sendable {
  /// What a rule is set to.
  public enum Level: String, Sendable {
    /// Report nothing.
    case allow
    /// Report as a warning.
    case warn
    /// Report as an error.
    case deny
  }

  private var levels: [RuleID: Level] = [:]

  /// A policy that leaves every rule as it is.
  public init() {}

  /// Sets the level of a rule; the last setting applies.
  package mutating func set(_ rule: Rule, to level: Level) { levels[rule.id] = level }

  /// The severity of a rule's findings; nil if they are not reported.
  func severity(of rule: Rule) -> Severity? {
    switch levels[rule.id] {
    case nil: rule.severity
    case .allow: nil
    case .warn: .warning
    case .deny: .error
    }
  }
}
