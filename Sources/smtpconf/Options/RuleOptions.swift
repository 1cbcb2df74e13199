import Analysis
import ArgumentParser
import Diagnostics
import Language
import Linting
import Rules

/// How the severities of rules are changed.
struct RuleSettings: Sendable {
  /// The rules that are not reported, those that are warnings, and those that are errors.
  var allow: [CommaList] = []
  var warn: [CommaList] = []
  var deny: [CommaList] = []
  /// Whether findings are reported even if a comment suppresses them.
  var ignoresSuppressions = false
  /// The date that decides which comments still apply; nil for today.
  var today: CalendarDay?

  /// The options of the check, without pickup folders.
  ///
  /// - Throws: The same as ``policy()``.
  func checkOptions() throws -> CheckOptions {
    var options = CheckOptions()
    options.findBase = BaseFiles.find
    options.policy = try policy()
    options.honoursSuppressions = !ignoresSuppressions
    if let today { options.today = today }
    return options
  }

  /// The severities that the options set.
  ///
  /// - Throws: `ValidationError` for a rule that does not exist or whose severity is fixed.
  func policy() throws -> RulePolicy {
    var policy = RulePolicy()
    var seen: [String: String] = [:]
    for (option, rules, level) in [
      ("--allow", allow, RulePolicy.Level.allow), ("--warn", warn, .warn), ("--deny", deny, .deny),
    ] {
      for rule in rules.items {
        if let other = seen.updateValue(option, forKey: rule), other != option {
          throw ValidationError("the rule `\(rule)` is given to both \(other) and \(option); keep one")
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
      case .unknownRule(let name, _):
        let known = RuleCatalog.rules.all.map(\.id.text)
        let unknown = UnknownName("rule", name, among: known, list: "`smtpconf rules` lists them all")
        throw ValidationError("\(option): \(unknown)")
      case .notAdjustable(let name):
        throw ValidationError(
          "\(option): the severity of `\(name)` is fixed; a file that breaks it cannot be interpreted")
      }
    }
  }
}

/// The options that change the severities of rules.
struct RuleOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Ignore a rule (only rules marked * in `smtpconf rules`).", valueName: "rule,…"),
    completion: .rules, transform: CommaList.init(argument:))
  var allow: [CommaList] = []

  @Option(
    help: ArgumentHelp("Report a rule as a warning.", valueName: "rule,…"), completion: .rules,
    transform: CommaList.init(argument:))
  var warn: [CommaList] = []

  @Option(
    help: ArgumentHelp("Report a rule as an error.", valueName: "rule,…"), completion: .rules,
    transform: CommaList.init(argument:))
  var deny: [CommaList] = []

  @Flag(help: "Report findings even where a comment suppresses them.")
  var noAllowances = false

  @Option(
    help: ArgumentHelp(
      "The date for suppression comments with `until`, as YYYY-MM-DD (default: today, UTC).",
      valueName: "date"),
    transform: CalendarDay.init(argument:))
  var today: CalendarDay?

  func validate() throws { _ = try settings.policy() }

  /// What the options mean.
  var settings: RuleSettings {
    RuleSettings(allow: allow, warn: warn, deny: deny, ignoresSuppressions: noAllowances, today: today)
  }
}

extension CalendarDay {
  /// The day that an option gives.
  ///
  /// - Throws: `ValidationError` for a string that is not a day.
  fileprivate init(argument: String) throws {
    do throws(Problem) {
      try self.init(argument)
    } catch {
      throw ValidationError(
        error == .malformed ? "write the date as YYYY-MM-DD" : "there is no such date; write it as YYYY-MM-DD")
    }
  }
}

extension CompletionKind {
  /// The rules whose severity can be changed.
  static var rules: CompletionKind { .list(RuleCatalog.rules.all.filter(\.isAdjustable).map(\.id.text)) }
}
