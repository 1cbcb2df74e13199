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

  func validate() throws {
    if check, output == nil { throw ValidationError("--check needs the file to compare with: -o FILE") }
    if let output, output.isEmpty { throw ValidationError("-o requires a file name") }
    try validateTarget()
    let file = try Inputs.configuration(file)
    if let outputFile, Inputs.identity(of: file) == FileIdentity(outputFile) {
      throw ValidationError("-o `\(outputFile)` would overwrite the configuration itself")
    }
    switch findings.fixing {
    case .none: break
    case .preview: throw ValidationError("--diff builds nothing; use smtpconf check --fix --diff")
    case .write where check: throw ValidationError("--check writes nothing, and --fix would")
    case .write where file == Inputs.standardInput: throw ValidationError("--fix fixes files, not standard input")
    case .write: break
    }
  }

  private func validateTarget() throws {
    let target = target.target
    if !machine.filesystem, !machine.secrets.requireSecrets, target.engine == nil, machine.account.isGiven {
      throw ValidationError("--as-user and --as-group require --filesystem, --require-secrets or --target")
    }
    guard target.engine != nil else { return }
    if outputFile == nil { throw ValidationError("the target \(target.rawValue) needs a folder to write: -o FOLDER") }
    if compact { throw ValidationError("the target \(target.rawValue) has no option --compact") }
    if self.target.noSecrets, machine.secrets.requireSecrets {
      throw ValidationError("--require-secrets and --no-secrets cannot be combined")
    }
    if machine.noFilesystem, isResolving {
      throw ValidationError("--no-filesystem cannot be combined with --target, which reads files with secrets")
    }
  }

  /// Whether the values of secrets are written.
  private var isResolving: Bool { target.target.engine != nil && !target.noSecrets }

  func run() throws {
    let file = try Inputs.configuration(file)
    try reports.refuseOverwriting([file] + (outputFile.map { [$0] } ?? []))
    // Removes files that a killed run left, even if no table will be written.
    if let outputFile, !check, target.target.engine == nil { AtomicFile(outputFile).removeAbandoned() }
    let checker = try findings.checker(
      machine, refusesPartial: true, engine: target.target.engine, isResolving: isResolving)
    let fixes = try checker.fix(file)
    let checked = try checker.check(file, in: Workspace(checker.options)).checked
    try checked.refuseOverwriting(outputFile)
    let analysis = Analysis(checked, options: checker.options)
    try report(analysis.report, fixes)
    guard let configuration = analysis.configuration() else { throw ExitStatus.findings.code }
    let deployment = try target.deployment(of: configuration, secrets: checked.secrets, account: machine.account)
    if let engine = target.target.engine, let outputFile {
      try write(deployment, of: file, for: engine, to: outputFile)
    } else {
      for output in TableTarget(compact ? .compact : .indented).files(of: deployment) { try write(output, of: file) }
    }
  }

  /// Shows the findings.
  ///
  /// - Throws: The exit status if they fail the run.
  private func report(_ report: FileReport, _ fixes: FixCounts) throws {
    let run = RunReport([report], isStrict: findings.strict)
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
    guard check else { return try folder.write() }
    guard try folder.isUpToDate(comparesSecrets: !target.noSecrets) else {
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
    if check {
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
