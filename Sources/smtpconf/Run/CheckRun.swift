import Analysis
import ArgumentParser
import Diagnostics
import FileStore
import Language
import Linting
import Reporting
import SourceText
import SystemPackage

/// A run of `smtpconf check`.
struct CheckRun: CommandRun {
  /// The files and folders that are checked, and standard input.
  var files: [FileName] = []
  /// An earlier report, whose findings are not reported again.
  var baseline: FileName?
  /// What the configurations will be built into.
  var target = TargetName.table
  /// Whether the number of findings of each rule is shown.
  var showsStatistics = false
  /// What is reported, and what is fixed.
  var findings = FindingSettings()
  /// What is checked on this machine.
  var machine = MachineSettings.review
  /// How findings are shown.
  var reports = ReportSettings()

  func validate() throws {
    if findings.fixing.isWriting, files.contains(Inputs.standardInput) {
      throw ValidationError("--fix fixes files; use --fix --diff to see what it would change in standard input")
    }
    if findings.fixing.isPreview, reports.formats.contains(where: { $0.file == nil }) {
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
    var progress = ProgressLine(inputs, isQuiet: reports.isQuiet)
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
      case .checked(let entry): entries.append(entry)
      case .failed(let file): failed.append(file)
      }
    }
    let reports = RunFindings(entries, options).reports
    let new = known?.new(in: reports, of: project, limit: findings.maxFindings) ?? reports
    return RunReport(new, failed: failed, isStrict: findings.isStrict)
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
    if showsStatistics { Terminal.writeError("\(RuleStatistics(run.files))") }
  }
}

/// A file after its fixes.
private struct Fixing: Sendable {
  let file: FileName
  /// The number of fixes that were applied.
  private(set) var fixes = FixCounts()
  /// Why the file cannot be fixed; nil if it can.
  private(set) var failure: RunReport.FailedFile?

  init(of file: FileName, by checker: FileChecker) {
    self.file = file
    do {
      if !checker.isTest(file) { fixes = try checker.fix(file) }
    } catch {
      failure = RunReport.FailedFile(name: file.text, reason: "\(error)")
    }
  }
}

/// The result of one file.
private struct Outcome: Sendable {
  /// What was found, or why the file cannot be read or fixed.
  let result: Result
  /// The number of fixes that were, or would be, applied.
  var fixes = FixCounts()
  /// The changes that fixes would make, if they are to be shown.
  var diff: UnifiedDiff?

  enum Result {
    case checked(RunFindings.Entry)
    case failed(RunReport.FailedFile)
  }

  init(of fixing: Fixing, by checker: FileChecker, in workspace: Workspace) {
    if let failure = fixing.failure {
      result = .failed(failure)
      return
    }
    fixes = fixing.fixes
    do {
      if let report = try checker.checkTests(fixing.file) {
        result = .checked(.settled(report))
        return
      }
      let checked = try checker.check(fixing.file, in: workspace)
      fixes = fixes + checked.fixes
      diff = checked.diff
      result = .checked(Self.lightened(checked.checked))
    } catch {
      result = .failed(RunReport.FailedFile(name: fixing.file.text, reason: "\(error)"))
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
