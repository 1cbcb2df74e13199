import ArgumentParser
import Diagnostics
import FolderAccess
import SMTPConfig

/// The options that `check` and `build` share on what is looked for, and what is done about it.
struct FindingOptions: ParsableArguments {
  @OptionGroup var rules: RuleOptions

  @Flag(help: "Fail on warnings as well.")
  var strict = false

  @Option(help: ArgumentHelp("Show at most so many findings of a file, errors first; 0 for all.", valueName: "n"))
  var maxFindings = CheckOptions.defaultFindingLimit

  @Flag(help: "Do not look at pickup folders on this machine.")
  var noFilesystem = false

  @Option(help: ArgumentHelp("Judge pickup folders for this user.", valueName: "name"))
  var asUser: String?

  @Option(help: ArgumentHelp("Judge pickup folders for this group.", valueName: "name"))
  var asGroup: String?

  @Flag(help: "Apply all safe fixes in place.")
  var fix = false

  @Flag(help: "Apply safe fixes, and those that are only probably meant.")
  var unsafeFixes = false

  @Flag(help: "With --fix or --unsafe-fixes: show what would change as a unified diff, and write nothing.")
  var diff = false

  @Option(help: ArgumentHelp("The name of what comes from standard input.", valueName: "name"))
  var stdinFilename = "<stdin>"

  func validate() throws {
    if maxFindings < 0 { throw ValidationError("--max-findings takes 0 or more") }
    if noFilesystem, asUser != nil || asGroup != nil {
      throw ValidationError("--as-user and --as-group have no meaning with --no-filesystem")
    }
    if diff, fixSelection == nil { throw ValidationError("--diff requires --fix or --unsafe-fixes (use --fix --diff)") }
  }

  /// What is done about findings that can be fixed.
  var fixing: FileChecker.Fixing { fixSelection.map { diff ? .preview($0) : .write($0) } ?? .none }

  private var fixSelection: FixSelection? { unsafeFixes ? .all : fix ? .safe : nil }

  /// What checks files as these options say; it may keep all findings, however many are to be shown.
  func checker(keepsAll: Bool = false) throws -> FileChecker {
    var options = try checkOptions()
    if keepsAll { options.findingLimit = 0 }
    return FileChecker(options: options, fixing: fixing, stdinName: Arguments.shown(stdinFilename))
  }

  private func checkOptions() throws -> CheckOptions {
    var options = CheckOptions()
    options.policy = try rules.policy()
    options.honoursAllowances = !rules.noAllowances
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
}

extension CompletionKind {
  /// Configurations.
  static var configurations: CompletionKind { .file(extensions: ["yaml", "yml"]) }
}
