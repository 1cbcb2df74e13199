import ArgumentParser
import Diagnostics
import FileStore
import Reporting
import SMTPConfig
import SourceText
import SystemPackage

/// `smtpconf check`: says everything that is wrong with some files.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check configurations: report every problem, where it is and how to fix it.",
    discussion: """
      Examples:
        smtpconf check                            check the configuration here
        smtpconf check prod.smtp.yaml --strict    fail on warnings as well
        smtpconf check conf/ --fix                apply all safe fixes
        smtpconf check conf/ --fix --diff         show what that would change
        smtpconf check --format sarif=out.sarif   text here, SARIF for code scanning
        smtpconf check prod.test.yaml             a file of routing tests: its form alone
        generate | smtpconf check -               standard input

      Folders are searched for configurations; `smtpconf test` reports mistakes in test files.
      Exit status: 0 without errors, 1 with errors, 2 on usage or I/O errors.
      """
  )

  @Argument(
    help: "Files, folders or - for standard input (default: smtpconf.yaml, or the only configuration here).",
    completion: .configurations)
  var files: [FileName] = []

  @OptionGroup(title: "Findings") var findings: FindingOptions
  @OptionGroup(title: "Pickup folders") var folders: CheckFolderOptions
  @OptionGroup(title: "Output") var reports: ReportOptions

  func validate() throws {
    if findings.repair == .write, files.contains(Inputs.standardInput) {
      throw ValidationError("--fix repairs files: say --fix --diff to see what it would change in standard input")
    }
    if findings.repair == .preview, reports.format.contains(where: { $0.file == nil }) {
      throw ValidationError("--diff goes to the console: give --format a file, as in --format sarif=out.sarif")
    }
  }

  func run() throws {
    var failed: [RunReport.FailedFile] = []
    let named = files.isEmpty ? [try Inputs.configuration(nil)] : files
    let inputs = try Inputs.files(named, of: .configuration, isRevised: findings.repair == .write) { name, error in
      failed.append(RunReport.FailedFile(name: name.text, reason: "\(error)"))
    }
    try reports.keep(inputs)
    let checker = try findings.checker(folders)
    var progress = ProgressLine(inputs, isQuiet: reports.quiet)
    let outcomes = Parallel.map(inputs, isWatched: progress.isWanted, tick: { progress.show($0) }) {
      Outcome(of: $0, by: checker)
    }
    progress.finish()
    let run = report(outcomes, failed)
    try show(run, outcomes)
    if !run.failed.isEmpty { throw ExitStatus.failure.code }
    if run.hasFailingFinding { throw ExitStatus.findings.code }
  }

  private func report(_ outcomes: [Outcome], _ folders: [RunReport.FailedFile]) -> RunReport {
    var reports: [FileReport] = []
    var failed = folders
    for outcome in outcomes {
      switch outcome {
      case .checked(let report, _, _): reports.append(report)
      case .failed(let file): failed.append(file)
      }
    }
    return RunReport(reports, failed: failed, isStrict: findings.strict)
  }

  private func show(_ run: RunReport, _ outcomes: [Outcome]) throws {
    // One file that cannot be read does not hide what is wrong with the others.
    for file in run.failed { Terminal.writeError(error: file.reason) }
    switch findings.repair {
    case .preview:
      for case .checked(_, _, let diff?) in outcomes {
        Terminal.writeOut(diff.text(colour: reports.color.isOn(for: .standardOutput)))
      }
      try reports.writeFiles(run)
      reports.summarize(run, fixes: .possible(outcomes.fixCount))
    case .write:
      try reports.write(run, console: .standardOutput)
      reports.summarize(run, fixes: .made(outcomes.fixCount))
    case .none:
      try reports.write(run, console: .standardOutput)
      reports.summarize(run)
    }
  }
}

/// What came of one file.
private enum Outcome: Sendable {
  case checked(FileReport, fixCount: Int, diff: UnifiedDiff?)
  case failed(RunReport.FailedFile)

  init(of file: FileName, by checker: FileChecker) {
    do {
      if let report = try checker.checkTests(file) {
        self = .checked(Self.lightened(report), fixCount: 0, diff: nil)
        return
      }
      let result = try checker.check(file)
      self = .checked(Self.lightened(result.checked.report), fixCount: result.fixCount, diff: result.diff)
    } catch {
      self = .failed(RunReport.FailedFile(name: file.text, reason: "\(error)"))
    }
  }

  /// A report without the text of a file that nothing has to be shown of: thousands of files need not be held at once.
  private static func lightened(_ report: FileReport) -> FileReport {
    guard report.diagnostics.isEmpty, report.omitted == 0 else { return report }
    return FileReport(source: SourceFile(name: report.source.name, bytes: []), diagnostics: [])
  }
}

extension [Outcome] {
  /// How many repairs were made, or would be.
  fileprivate var fixCount: Int {
    reduce(0) { if case .checked(_, let count, _) = $1 { $0 + count } else { $0 } }
  }
}
