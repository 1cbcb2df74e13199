import Analysis
import ArgumentParser
import Diagnostics
import FileStore
import Language
import Reporting
import SourceText
import SystemPackage

/// `smtpconf check`: reports everything that is wrong with some files.
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

  @Flag(help: "Show the number of findings of each rule.")
  var statistics = false

  @OptionGroup(title: "Findings") var findings: DiagnosticOptions
  @OptionGroup(title: "Pickup folders") var folders: CheckFolderOptions
  @OptionGroup(title: "Output") var reports: ReportOptions

  func validate() throws {
    if findings.fixing.isWriting, files.contains(Inputs.standardInput) {
      throw ValidationError("--fix fixes files; use --fix --diff to see what it would change in standard input")
    }
    if findings.fixing.isPreview, reports.format.contains(where: { $0.file == nil }) {
      throw ValidationError("--diff goes to the console: give --format a file, as in --format sarif=out.sarif")
    }
  }

  func run() throws {
    var failed: [RunReport.FailedFile] = []
    let named = files.isEmpty ? [try Inputs.configuration(nil)] : files
    let inputs = try Inputs.files(named, of: .configuration, isRevised: findings.fixing.isWriting) { name, error in
      failed.append(RunReport.FailedFile(name: name.text, reason: "\(error)"))
    }
    try reports.refuseOverwriting(inputs + [baseline].compactMap { $0 })
    let known = try baseline.map(readBaseline)
    let checker = try findings.checker(folders, keepsAll: known != nil)
    var progress = ProgressLine(inputs, isQuiet: reports.quiet)
    let outcomes = Parallel.map(
      inputs, isWatched: progress.isWanted, tick: { progress.show($0) }, { Outcome(of: $0, by: checker) })
    progress.finish()
    let run = report(outcomes, failed, known)
    try show(run, outcomes)
    if !run.failed.isEmpty { throw ExitStatus.failure.code }
    if run.hasFailingFinding { throw ExitStatus.findings.code }
  }

  private func readBaseline(_ file: FileName) throws -> Baseline {
    let bytes = try Inputs.read(file, stdinName: findings.stdinFilename).bytes
    do throws(Baseline.Malformed) {
      return try Baseline(bytes, in: reports.project)
    } catch {
      throw Failure("`\(file)` cannot be used as a baseline: \(error)")
    }
  }

  private func report(
    _ outcomes: [Outcome], _ folders: [RunReport.FailedFile], _ known: Baseline?
  ) -> RunReport {
    let project = self.reports.project
    var reports: [FileReport] = []
    var failed = folders
    for outcome in outcomes {
      switch outcome {
      case .checked(let report, _, _):
        reports.append(known?.new(in: report, of: project, limit: findings.maxFindings) ?? report)
      case .failed(let file): failed.append(file)
      }
    }
    return RunReport(reports, failed: failed, isStrict: findings.strict)
  }

  private func show(_ run: RunReport, _ outcomes: [Outcome]) throws {
    // A file that cannot be read must not hide the problems of the others.
    for file in run.failed { Terminal.writeError(error: file.reason) }
    switch findings.fixing {
    case .preview:
      for case .checked(_, _, let diff?) in outcomes {
        Terminal.writeOut(diff.text(colour: reports.color.isOn(for: .standardOutput)))
      }
      try reports.writeFiles(run)
      reports.summarize(run, fixes: .possible(outcomes.fixes))
    case .write:
      try reports.write(run, console: .standardOutput)
      reports.summarize(run, fixes: .made(outcomes.fixes))
    case .none:
      try reports.write(run, console: .standardOutput)
      reports.summarize(run)
    }
    if statistics { Terminal.writeError("\(RuleStatistics(run.files))") }
  }
}

/// The result of one file.
private enum Outcome: Sendable {
  case checked(FileReport, fixes: FixCounts, diff: UnifiedDiff?)
  case failed(RunReport.FailedFile)

  init(of file: FileName, by checker: FileChecker) {
    do {
      if let report = try checker.checkTests(file) {
        self = .checked(Self.lightened(report), fixes: FixCounts(), diff: nil)
        return
      }
      let result = try checker.check(file)
      self = .checked(Self.lightened(result.checked.report), fixes: result.fixes, diff: result.diff)
    } catch {
      self = .failed(RunReport.FailedFile(name: file.text, reason: "\(error)"))
    }
  }

  /// A report without the file's text if nothing of it is shown: thousands of files need not be in memory at once.
  private static func lightened(_ report: FileReport) -> FileReport {
    guard report.diagnostics.isEmpty, report.omitted == 0 else { return report }
    return FileReport(source: SourceFile(name: report.source.name, bytes: []), diagnostics: [])
  }
}

extension [Outcome] {
  /// The number of fixes that were, or would be, applied.
  fileprivate var fixes: FixCounts {
    reduce(FixCounts()) { if case .checked(_, let fixes, _) = $1 { $0 + fixes } else { $0 } }
  }
}
