import ArgumentParser
import Diagnostics
import SMTPConfig
import SystemPackage

/// `smtpconf check`: says everything that is wrong with some files.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Say everything that is wrong with configurations, where, and how to mend it.",
    discussion: """
      Examples:
        smtpconf check                          check smtpconf.yaml here
        smtpconf check prod.smtp.yaml --strict  fail on warnings as well
        smtpconf check conf/ --format json      all configurations below a folder
        generate | smtpconf check -             standard input

      Exit status: 0 without errors, 1 with errors, 2 where a file could not be read.
      """
  )

  @Argument(help: "Files, folders or - for standard input (default: smtpconf.yaml).")
  var files: [String] = []

  @OptionGroup var options: FindingOptions

  func run() throws {
    let checkOptions = try options.checkOptions()
    var reports: [FileReport] = []
    var isComplete = true
    for file in try Inputs.files(files) {
      do {
        let source = try Inputs.read(file, stdinName: options.stdinFilename)
        reports.append(CheckedFile(source, options: checkOptions).report)
      } catch {
        // One file that cannot be read does not hide what is wrong with the others.
        isComplete = false
        Terminal.writeError(error: "\(error)")
      }
    }
    try options.write(reports, to: .standardOutput)
    options.summarize(reports)
    if !isComplete { throw ExitStatus.failure.code }
    if options.fail(reports) { throw ExitStatus.findings.code }
  }
}
