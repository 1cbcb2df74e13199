import ArgumentParser
import Diagnostics
import SMTPConfig

/// The options that `check` and `build` share on what is looked for, and what is done about it.
struct FindingOptions: ParsableArguments {
  @OptionGroup var rules: RuleOptions

  @Flag(help: "Fail on warnings as well.")
  var strict = false

  @Option(help: ArgumentHelp("Show at most so many findings per file, errors first; 0 means no limit.", valueName: "n"))
  var maxFindings = CheckOptions.defaultFindingLimit

  @Flag(help: "Make every repair that is certain, in the files themselves.")
  var fix = false

  @Flag(help: "With --fix: show the repairs as a unified diff and write nothing.")
  var diff = false

  @Option(help: ArgumentHelp("File name to use in reports for standard input.", valueName: "name"))
  var stdinFilename = "<stdin>"

  func validate() throws {
    if maxFindings < 0 { throw ValidationError("--max-findings takes 0 or more") }
    if diff, !fix { throw ValidationError("--diff requires --fix (use --fix --diff)") }
  }

  /// What is done about findings that can be repaired.
  var repair: FileChecker.Repair { fix ? (diff ? .preview : .write) : .none }

  /// What checks files as these options say, and pickup folders as those do.
  func checker(_ folders: some FolderOptions) throws -> FileChecker {
    var options = try rules.checkOptions()
    options.findingLimit = maxFindings
    try folders.apply(to: &options)
    return FileChecker(options: options, repair: repair, stdinName: Arguments.shown(stdinFilename))
  }
}

extension CompletionKind {
  /// Configurations.
  static var configurations: CompletionKind { .file(extensions: ["yaml", "yml"]) }
}
