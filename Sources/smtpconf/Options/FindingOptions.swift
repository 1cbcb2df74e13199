import ArgumentParser
import Diagnostics
import Language
import Linting

/// What is reported, and what is fixed.
struct FindingSettings: Sendable {
  /// How the severities of rules are changed.
  var rules = RuleSettings()
  /// Whether warnings fail the run as well.
  var isStrict = false
  /// How many findings are shown for each file; 0 for all.
  var maxFindings = CheckOptions.defaultFindingLimit
  /// What to do about fixable findings.
  var fixing = FileChecker.Fixing.none
  /// The name of standard input in reports.
  var stdinFilename = Self.defaultStdinFilename

  static let defaultStdinFilename = "<stdin>"

  /// A checker of files with these settings, and with those for this machine; it may keep all findings, however many
  /// are to be shown.
  ///
  /// - Parameters:
  ///   - machine: What is checked on this machine.
  ///   - keepsAll: Whether all findings are kept.
  ///   - refusesPartial: Whether a file that is only there to be extended is an error.
  ///   - engine: The mail engine that configurations are for.
  ///   - isResolving: Whether the values of secrets are written for a mail engine.
  /// - Returns: The checker.
  /// - Throws: What the options throw if they are wrong.
  func checker(
    _ machine: MachineSettings, keepsAll: Bool = false, refusesPartial: Bool = false, engine: MailEngine? = nil,
    isResolving: Bool = false
  ) throws -> FileChecker {
    var options = try rules.checkOptions()
    options.refusesPartial = refusesPartial
    options.engine = engine
    options.findingLimit = keepsAll ? 0 : maxFindings
    try machine.apply(to: &options, isResolving: isResolving)
    return FileChecker(options: options, fixing: fixing, stdinName: Arguments.shown(stdinFilename))
  }
}

/// The options of `check` and `build` that control what is reported, and what is fixed.
struct DiagnosticOptions: ParsableArguments {
  @OptionGroup var rules: RuleOptions

  @Flag(help: "Fail on warnings as well.")
  var strict = false

  @Option(help: ArgumentHelp("Show at most <n> findings per file, errors first; 0 means no limit.", valueName: "n"))
  var maxFindings = CheckOptions.defaultFindingLimit

  @Flag(help: "Apply all safe fixes in place.")
  var fix = false

  @Flag(help: "Apply safe fixes and those that are probably right.")
  var unsafeFixes = false

  @Flag(help: "With --fix or --unsafe-fixes: show the changes as a unified diff and write nothing.")
  var diff = false

  @Option(help: ArgumentHelp("File name to use in reports for standard input.", valueName: "name"))
  var stdinFilename = FindingSettings.defaultStdinFilename

  func validate() throws {
    if maxFindings < 0 { throw ValidationError("--max-findings must be 0 or more") }
    if diff, fixSelection == nil { throw ValidationError("--diff requires --fix or --unsafe-fixes (use --fix --diff)") }
  }

  /// What the options mean.
  var settings: FindingSettings {
    FindingSettings(
      rules: rules.settings, isStrict: strict, maxFindings: maxFindings,
      fixing: fixSelection.map { diff ? .preview($0) : .write($0) } ?? .none, stdinFilename: stdinFilename)
  }

  private var fixSelection: FixSelection? { unsafeFixes ? .all : fix ? .safe : nil }
}

extension CompletionKind {
  /// Configurations.
  static var configurations: CompletionKind { .file(extensions: ["yaml", "yml"]) }
}
