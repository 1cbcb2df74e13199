import Analysis
import ArgumentParser
import Diagnostics
import FileStore
import Language
import Linting
import Reporting
import Routing
import SystemPackage
import Targets

/// A run of `smtpconf build`.
struct BuildRun: CommandRun {
  /// The configuration; nil for the default one.
  var file: FileName?
  /// Where the table or the folder is written; nil for standard output.
  var output: FileName?
  /// Whether the output is compared, and not written.
  var isComparing = false
  /// Whether the table is written on one line.
  var isCompact = false
  /// What is built.
  var target = TargetSettings()
  /// What is reported, and what is fixed.
  var findings = FindingSettings()
  /// What is checked on this machine.
  var machine = MachineSettings.deployment
  /// How findings are shown.
  var reports = ReportSettings()

  func validate() throws {
    if isComparing, output == nil { throw ValidationError("--check needs the file to compare with: -o FILE") }
    if let output, output.isEmpty { throw ValidationError("-o requires a file name") }
    try validateTarget()
    let file = try Inputs.configuration(file)
    if let outputFile, Inputs.identity(of: file) == FileIdentity(outputFile) {
      throw ValidationError("-o `\(outputFile)` would overwrite the configuration itself")
    }
    switch findings.fixing {
    case .none: break
    case .preview: throw ValidationError("--diff builds nothing; use smtpconf check --fix --diff")
    case .write where isComparing: throw ValidationError("--check writes nothing, and --fix would")
    case .write where file == Inputs.standardInput: throw ValidationError("--fix fixes files, not standard input")
    case .write: break
    }
  }

  private func validateTarget() throws {
    if !machine.checksFolders, !machine.requiresSecrets, target.name.engine == nil, machine.account.isGiven {
      throw ValidationError("--as-user and --as-group require --filesystem, --require-secrets or --target")
    }
    guard target.name.engine != nil else { return }
    let name = target.name.rawValue
    if outputFile == nil { throw ValidationError("the target \(name) needs a folder to write: -o FOLDER") }
    if isCompact { throw ValidationError("the target \(name) has no option --compact") }
    if target.withholdsSecrets, machine.requiresSecrets {
      throw ValidationError("--require-secrets and --no-secrets cannot be combined")
    }
    if !machine.readsFiles, isResolving {
      throw ValidationError("--no-filesystem cannot be combined with --target, which reads files with secrets")
    }
  }

  /// Whether the values of secrets are written.
  private var isResolving: Bool { target.name.engine != nil && !target.withholdsSecrets }

  func run() throws {
    let file = try Inputs.configuration(file)
    try reports.refuseOverwriting([file] + (outputFile.map { [$0] } ?? []))
    // Removes files that a killed run left, even if no table will be written.
    if let outputFile, !isComparing, target.name.engine == nil { AtomicFile(outputFile).removeAbandoned() }
    let checker = try findings.checker(
      machine, refusesPartial: true, engine: target.name.engine, isResolving: isResolving)
    let fixes = try checker.fix(file)
    let checked = try checker.check(file, in: Workspace(checker.options)).checked
    try checked.refuseOverwriting(outputFile)
    let analysis = Analysis(checked, options: checker.options)
    try report(analysis.report, fixes)
    guard let configuration = analysis.configuration() else { throw ExitStatus.findings.code }
    let deployment = try target.deployment(of: configuration, secrets: checked.secrets, account: machine.account)
    if let engine = target.name.engine, let outputFile {
      try write(deployment, of: file, for: engine, to: outputFile)
    } else {
      for output in TableTarget(isCompact ? .compact : .indented).files(of: deployment) { try write(output, of: file) }
    }
  }

  /// Shows the findings.
  ///
  /// - Throws: The exit status if they fail the run.
  private func report(_ report: FileReport, _ fixes: FixCounts) throws {
    let run = RunReport([report], isStrict: findings.isStrict)
    // Standard output is for the table; a machine-readable report goes there only if the table does not.
    let isTableOnOutput = outputFile == nil
    try reports.write(
      run, console: reports.consoleFormat.reader != .people && !isTableOnOutput ? .standardOutput : .standardError)
    if run.hasFailingFinding || !report.diagnostics.isEmpty || fixes.total > 0 {
      reports.summarize(run, fixes: findings.fixing.isWriting ? .made(fixes) : .none)
    }
    if run.hasFailingFinding { throw ExitStatus.findings.code }
  }

  private var outputFile: FileName? { output == Inputs.standardInput ? nil : output }

  // MARK: Writing

  /// Writes the folder of a mail engine, or compares it.
  private func write(
    _ deployment: Deployment, of file: FileName, for engine: MailEngine, to name: FileName
  ) throws {
    let folder = try TargetFolder(name, try target.files(of: deployment, for: engine, in: name), of: engine.rawValue)
    guard isComparing else { return try folder.write() }
    guard try folder.isUpToDate(comparesSecrets: !target.withholdsSecrets) else {
      Terminal.writeError(error: "`\(name)` is not what smtpconf would write; build it again without --check")
      throw ExitStatus.findings.code
    }
  }

  private func write(_ output: OutputFile, of file: FileName) throws {
    guard let outputFile else {
      do {
        return try output.write { _ = try FileDescriptor.standardOutput.writeAll($0) }
      } catch {
        throw FileStoreError(.write, "standard output", error)
      }
    }
    let target = AtomicFile(outputFile, isPrivate: output.mode == .secret)
    if isComparing {
      guard try target.hasContent(output.write) else {
        let problem = FolderSearch.exists(outputFile) ? "is out of date; update it" : "does not exist; write it"
        Terminal.writeError(error: "`\(outputFile)` \(problem) with: smtpconf build \(file) -o \(outputFile)")
        throw ExitStatus.findings.code
      }
    } else {
      try target.write(output.write)
    }
  }
}
