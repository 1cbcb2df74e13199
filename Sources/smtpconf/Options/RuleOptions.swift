import ArgumentParser
import Diagnostics
import SMTPConfig

/// The options with which users set the severities of rules.
struct RuleOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Do not report a rule (only rules that may be set).", valueName: "rule"), completion: .rules)
  var allow: [String] = []

  @Option(help: ArgumentHelp("Report a rule as a warning.", valueName: "rule"), completion: .rules)
  var warn: [String] = []

  @Option(help: ArgumentHelp("Report a rule as an error.", valueName: "rule"), completion: .rules)
  var deny: [String] = []

  @Flag(help: "Ignore comments that allow rules.")
  var noAllowances = false

  func validate() throws {
    _ = try policy()
  }

  /// The severities that are set.
  ///
  /// - Throws: `ValidationError` for a rule that does not exist, or may not be set.
  func policy() throws -> RulePolicy {
    var policy = RulePolicy()
    var seen: [String: String] = [:]
    for (option, rules, level) in [
      ("--allow", allow, RulePolicy.Level.allow), ("--warn", warn, .warn), ("--deny", deny, .deny),
    ] {
      for rule in rules {
        if let other = seen.updateValue(option, forKey: rule), other != option {
          throw ValidationError("the rule '\(rule)' is given to \(other) and to \(option): keep one")
        }
        try Self.set(rule, to: level, option, in: &policy)
      }
    }
    return policy
  }

  private static func set(_ rule: String, to level: RulePolicy.Level, _ option: String, in policy: inout RulePolicy)
    throws
  {
    do throws(RulePolicyError) {
      try policy.set(rule, to: level)
    } catch {
      switch error {
      case .unknownRule(let name, let suggestion):
        throw ValidationError(
          "\(option): there is no rule '\(name)'" + (suggestion.map { "; did you mean '\($0)'?" } ?? ""))
      case .notAdjustable(let name):
        throw ValidationError("\(option): the rule '\(name)' cannot be set, a file that breaks it means nothing")
      }
    }
  }
}

extension CompletionKind {
  /// The rules whose severity may be set.
  static var rules: CompletionKind { .list(RuleCatalog.all.filter(\.isAdjustable).map(\.id.text)) }
}
