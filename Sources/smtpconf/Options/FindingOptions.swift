import ArgumentParser
import Diagnostics
import FolderAccess
import Reporting
import SMTPConfig
import SystemPackage

/// The options that `check` and `build` share: how findings are judged and shown.
struct FindingOptions: ParsableArguments {
  @Option(help: ArgumentHelp("How findings are written.", valueName: "kind"))
  var format = OutputFormat.text

  @Option(help: ArgumentHelp("Do not report a rule (only rules that may be set).", valueName: "rule"))
  var allow: [String] = []

  @Option(help: ArgumentHelp("Report a rule as a warning.", valueName: "rule"))
  var warn: [String] = []

  @Option(help: ArgumentHelp("Report a rule as an error.", valueName: "rule"))
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

  @Option(help: "Use colour.")
  var color = ColourChoice.auto

  @Flag(name: .shortAndLong, help: "Show findings only, no summary.")
  var quiet = false

  @Option(help: ArgumentHelp("The name of what comes from standard input.", valueName: "name"))
  var stdinFilename = "<stdin>"

  func validate() throws {
    if maxFindings < 0 { throw ValidationError("--max-findings takes 0 or more") }
    if noFilesystem, asUser != nil || asGroup != nil {
      throw ValidationError("--as-user and --as-group have no meaning with --no-filesystem")
    }
    _ = try policy()
  }

  /// What the rules are to be asked.
  func checkOptions() throws -> CheckOptions {
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

  /// Whether reports that hold these findings fail the run.
  func fail(_ reports: [FileReport]) -> Bool {
    reports.contains { $0.count(.error) > 0 || strict && $0.count(.warning) > 0 }
  }

  /// Writes the findings in the chosen format.
  func write(_ reports: [FileReport], to file: FileDescriptor) throws {
    let text =
      switch format {
      case .text:
        TextRenderer(style: TextStyle(colour: color.isOn(for: file), width: Terminal.width(of: file))).render(reports)
      case .json: try JSONRenderer().render(reports)
      }
    guard !text.isEmpty else { return }
    let lines = text.hasSuffix("\n") ? text : text + "\n"
    file == .standardOutput ? Terminal.writeOut(lines) : Terminal.writeError(lines)
  }

  /// Says on standard error what all findings come to.
  func summarize(_ reports: [FileReport]) {
    if !quiet, !reports.isEmpty { Terminal.writeError("\(Summary(reports))\n") }
  }
}

/// How findings are written.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json
}

/// Whether output is coloured.
enum ColourChoice: String, ExpressibleByArgument, CaseIterable {
  case auto, always, never

  /// Whether to colour what goes to a descriptor. What the user says on the command line counts most; then NO_COLOR
  /// (no-color.org), CLICOLOR_FORCE, and whether a terminal that can show it is there.
  func isOn(for file: FileDescriptor) -> Bool {
    switch self {
    case .always: return true
    case .never: return false
    case .auto:
      if Terminal.environment("NO_COLOR") != nil { return false }
      if let force = Terminal.environment("CLICOLOR_FORCE"), force != "0" { return true }
      return Terminal.isTerminal(file) && Terminal.environment("TERM") != "dumb"
    }
  }
}
