import ArgumentParser
import Diagnostics
import FolderAccess
import SMTPConfig

/// The options that `check` and `build` share on what is looked for, and what is done about it.
struct FindingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Do not report a rule (only rules that may be set).", valueName: "rule"), completion: .rules)
  var allow: [String] = []

  @Option(help: ArgumentHelp("Report a rule as a warning.", valueName: "rule"), completion: .rules)
  var warn: [String] = []

  @Option(help: ArgumentHelp("Report a rule as an error.", valueName: "rule"), completion: .rules)
  var deny: [String] = []

  @Flag(help: "Fail on warnings as well.")
  var strict = false

  @Flag(help: "Ignore comments that allow rules.")
  var noAllowances = false

  @Option(help: ArgumentHelp("Show at most so many findings of a file, errors first; 0 for all.", valueName: "n"))
  var maxFindings = CheckOptions.defaultFindingLimit

  @Flag(help: "Do not look at pickup folders on this machine.")
  var noFilesystem = false

  @Option(help: ArgumentHelp("Judge pickup folders for this user.", valueName: "name"))
  var asUser: String?

  @Option(help: ArgumentHelp("Judge pickup folders for this group.", valueName: "name"))
  var asGroup: String?

  @Flag(help: "Make every repair that is certain, in the files themselves.")
  var fix = false

  @Flag(help: "With --fix: show the repairs as a unified diff and write nothing.")
  var diff = false

  @Option(help: ArgumentHelp("The name of what comes from standard input.", valueName: "name"))
  var stdinFilename = "<stdin>"

  func validate() throws {
    if maxFindings < 0 { throw ValidationError("--max-findings takes 0 or more") }
    if noFilesystem, asUser != nil || asGroup != nil {
      throw ValidationError("--as-user and --as-group have no meaning with --no-filesystem")
    }
    if diff, !fix { throw ValidationError("--diff shows what --fix would do: say --fix --diff") }
    _ = try policy()
  }

  /// What is done about findings that can be repaired.
  var repair: FileChecker.Repair { fix ? (diff ? .preview : .write) : .none }

  /// What checks files as these options say.
  func checker() throws -> FileChecker {
    FileChecker(options: try checkOptions(), repair: repair, stdinName: stdinFilename)
  }

  private func checkOptions() throws -> CheckOptions {
    var options = CheckOptions()
    options.policy = try policy()
    options.honoursAllowances = !noAllowances
    options.findingLimit = maxFindings
    if !noFilesystem {
      let subject = try subject()
      let inspector = FolderInspector(subject: subject)
      options.inspectFolder = { inspector.inspect($0) }
      options.inspectsAsRoot = subject.isRoot
    }
    return options
  }

  private func subject() throws -> Subject {
    do throws(SubjectError) {
      return try Subject.lookUp(user: asUser, group: asGroup)
    } catch {
      throw Failure("\(error)")
    }
  }

  private func policy() throws -> RulePolicy {
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

  /// Configurations.
  static var configurations: CompletionKind { .file(extensions: ["yaml", "yml"]) }
}
