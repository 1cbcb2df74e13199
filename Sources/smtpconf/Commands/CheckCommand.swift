import Analysis
import ArgumentParser
import Diagnostics
import FileStore
import Language
import Linting
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
    let checker = try findings.checker(machine, keepsAll: known != nil, engine: target.engine)
    var progress = ProgressLine(inputs, isQuiet: reports.quiet)
    // A fixed file may be the base of another, so all are fixed before any is checked.
    let fixed = Parallel.map(
      inputs, isWatched: progress.isWanted && findings.fixing.isWriting, tick: { progress.show($0) },
      { Fixing(of: $0, by: checker) })
    let workspace = Workspace(checker.options, names: Inputs.names(of: inputs))
    let outcomes = Parallel.map(
      fixed, isWatched: progress.isWanted, tick: { progress.show($0) },
      { Outcome(of: $0, by: checker, in: workspace) })
    progress.finish()
    let run = report(outcomes, failed, known, checker.options)
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
    _ outcomes: [Outcome], _ folders: [RunReport.FailedFile], _ known: Baseline?, _ options: CheckOptions
  ) -> RunReport {
    let project = self.reports.project
    var entries: [RunFindings.Entry] = []
    var failed = folders
    for outcome in outcomes {
      switch outcome.result {
      case .success(let entry): entries.append(entry)
      case .failure(let file): failed.append(file)
      }
    }
    let reports = RunFindings(entries, options).reports
    let new = known?.new(in: reports, of: project, limit: findings.maxFindings) ?? reports
    return RunReport(new, failed: failed, isStrict: findings.strict)
  }

  private func show(_ run: RunReport, _ outcomes: [Outcome]) throws {
    // A file that cannot be read must not hide the problems of the others.
    for file in run.failed { Terminal.writeError(error: file.reason) }
    switch findings.fixing {
    case .preview:
      for diff in outcomes.compactMap(\.diff) {
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

/// A file after its fixes.
private struct Fixing: Sendable {
  let file: FileName
  /// The number of fixes that were applied, or why the file cannot be fixed.
  let fixes: Result<FixCounts, RunReport.FailedFile>

  init(of file: FileName, by checker: FileChecker) {
    self.file = file
    do {
      fixes = .success(checker.isTest(file) ? FixCounts() : try checker.fix(file))
    } catch {
      fixes = .failure(RunReport.FailedFile(name: file.text, reason: "\(error)"))
    }
  }
}

/// The result of one file.
private struct Outcome: Sendable {
  /// What was found, or why the file cannot be read or fixed.
  let result: Result<RunFindings.Entry, RunReport.FailedFile>
  /// The number of fixes that were, or would be, applied.
  var fixes = FixCounts()
  /// The changes that fixes would make, if they are to be shown.
  var diff: UnifiedDiff?

  init(of fixing: Fixing, by checker: FileChecker, in workspace: Workspace) {
    do {
      fixes = try fixing.fixes.get()
      if let report = try checker.checkTests(fixing.file) {
        result = .success(.settled(report))
        return
      }
      let checked = try checker.check(fixing.file, in: workspace)
      fixes = fixes + checked.fixes
      diff = checked.diff
      result = .success(Self.lightened(checked.checked))
    } catch {
      result = .failure(
        error as? RunReport.FailedFile ?? RunReport.FailedFile(name: fixing.file.text, reason: "\(error)"))
    }
  }

  /// A configuration without the text if nothing of it is shown: thousands of files need not be in memory at once.
  private static func lightened(_ checked: CheckedConfiguration) -> RunFindings.Entry {
    guard checked.isClean else { return .checked(checked.withoutDeclarations) }
    return .settled(FileReport(source: SourceFile(name: checked.name, bytes: []), diagnostics: []))
  }
}

extension [Outcome] {
  /// The number of fixes that were, or would be, applied.
  fileprivate var fixes: FixCounts { reduce(FixCounts()) { $0 + $1.fixes } }
}
