import ArgumentParser
import FileStore

/// `smtpconf build`: checks a file and writes its routing table.
struct BuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Check a configuration and write its routing table, or the files of a mail engine.",
    discussion: """
      Examples:
        smtpconf build prod.smtp.yaml                    to standard output
        smtpconf build prod.smtp.yaml -o routes.json     to a file, atomically
        smtpconf build --check -o routes.json            fail if it is out of date
        smtpconf build --target postfix -o /etc/mail/kx  the folder of a mail engine

      Findings go to standard error. If there is an error, nothing is written.
      Pickup folders are checked only with --filesystem: the table must not depend
      on the machine that builds it. Files for a mail engine have passwords in them,
      so they are built where mail is sent; --no-secrets is for everywhere else.
      Exit status: 0 if it was built, 1 with errors or an out-of-date file, 2 on
      usage or I/O errors.
      """
  )

  @Argument(
    help: "A file or - for standard input (default: smtpconf.yaml, or the only configuration here).",
    completion: .configurations)
  var file: FileName?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Write to a file; the files of a mail engine, to a folder.", valueName: "path"),
    completion: .file())
  var output: FileName?

  @Flag(help: "Do not write; fail if the output is not up to date.")
  var check = false

  @Flag(help: "Write the table on one line.")
  var compact = false

  @OptionGroup(title: "Target") var target: TargetOptions
  @OptionGroup(title: "Findings") var findings: DiagnosticOptions
  @OptionGroup(title: "This machine") var machine: BuildMachineOptions
  @OptionGroup(title: "Output") var reports: ReportOptions

  func validate() throws { try settings.validate() }

  func run() throws { try settings.run() }

  /// What the options mean.
  var settings: BuildRun {
    BuildRun(
      file: file, output: output, isComparing: check, isCompact: compact, target: target.settings,
      findings: findings.settings, machine: machine.settings, reports: reports.settings)
  }
}
