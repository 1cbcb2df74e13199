import ArgumentParser
import FileStore

/// `smtpconf check`: reports everything that is wrong with some files.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check configurations: report every problem, where it is and how to fix it.",
    discussion: """
      Examples:
        smtpconf check                            check the configuration here
        smtpconf check prod.smtp.yaml --strict    fail on warnings as well
        smtpconf check staging.smtp.yaml          with the files that it extends
        smtpconf check conf/ --fix                apply all safe fixes
        smtpconf check conf/ --fix --diff         show what that would change
        smtpconf check --format sarif=out.sarif   text here, SARIF for code scanning
        smtpconf check prod.test.yaml             a test file, without running it
        generate | smtpconf check -               standard input

      Folders are searched for configurations; `smtpconf test` reports mistakes in test files.
      Exit status: 0 without errors, 1 with errors, 2 on usage or I/O errors.
      """
  )

  @Argument(
    help: "Files, folders or - for standard input (default: smtpconf.yaml, or the only configuration here).",
    completion: .configurations)
  var files: [FileName] = []

  @Option(
    help: ArgumentHelp("Report only what is not in an earlier report, in the format json or sarif.", valueName: "file"),
    completion: .file(extensions: ["json", "sarif"]))
  var baseline: FileName?

  @Option(
    help: ArgumentHelp("Check for what is built: \(TargetName.list(default: .table)).", valueName: "name"),
    completion: TargetName.completion, transform: TargetName.init(argument:))
  var target = TargetName.table

  @Flag(help: "Show the number of findings of each rule.")
  var statistics = false

  @OptionGroup(title: "Findings") var findings: DiagnosticOptions
  @OptionGroup(title: "This machine") var machine: CheckMachineOptions
  @OptionGroup(title: "Output") var reports: ReportOptions

  func validate() throws { try settings.validate() }

  func run() throws { try settings.run() }

  /// What the options mean.
  var settings: CheckRun {
    CheckRun(
      files: files, baseline: baseline, target: target, showsStatistics: statistics, findings: findings.settings,
      machine: machine.settings, reports: reports.settings)
  }
}
