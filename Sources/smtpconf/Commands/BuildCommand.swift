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
    abstract: "Check a configuration and write its routing table as JSON.",
    discussion: """
      Examples:
        smtpconf build prod.smtp.yaml                    to standard output
        smtpconf build prod.smtp.yaml -o routes.json     to a file, atomically
        smtpconf build --check -o routes.json            fail if it is out of date

      Findings go to standard error. If there is an error, no table is written.
      Pickup folders are checked only with --filesystem: the table must not depend
      on the machine that builds it.
      Exit status: 0 with a table, 1 with errors or an out-of-date file, 2 on usage
      or I/O errors.
      """
  )

  @Argument(
    help: "A file or - for standard input (default: smtpconf.yaml, or the only configuration here).",
    completion: .configurations)
  var file: FileName?

  @Option(name: .shortAndLong, help: ArgumentHelp("Write the table to a file.", valueName: "file"), completion: .file())
  var output: FileName?

  @Flag(help: "Do not write; fail if the output file is not up to date.")
  var check = false

  @Flag(help: "Write the table on one line.")
  var compact = false

  @OptionGroup(title: "Findings") var findings: DiagnosticOptions
  @OptionGroup(title: "This machine") var machine: BuildMachineOptions
  @OptionGroup(title: "Output") var reports: ReportOptions

  func validate() throws {
    if check, output == nil { throw ValidationError("--check needs the file to compare with: -o FILE") }
    if let output, output.isEmpty { throw ValidationError("-o requires a file name") }
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

  func run() throws {
    let file = try Inputs.configuration(file)
    try reports.refuseOverwriting([file] + (outputFile.map { [$0] } ?? []))
    // Removes files that a killed run left, even if no table will be written.
    if let outputFile, !check { AtomicFile(outputFile).removeAbandoned() }
    let checker = try findings.checker(machine, refusesPartial: true)
    let fixes = try checker.fix(file)
    let checked = try checker.check(file, in: Workspace(checker.options)).checked
    try refuseOverwriting(checked)
    let analysis = Analysis(checked, options: checker.options)
    let run = RunReport([analysis.report], isStrict: findings.strict)
    // Standard output is for the table; a machine-readable report goes there only if the table does not.
    let isTableOnOutput = outputFile == nil
    try reports.write(
      run, console: reports.consoleFormat.reader != .people && !isTableOnOutput ? .standardOutput : .standardError)
    let hasFailed = run.hasFailingFinding
    if hasFailed || !analysis.report.diagnostics.isEmpty || fixes.total > 0 {
      reports.summarize(run, fixes: findings.fixing.isWriting ? .made(fixes) : .none)
    }
    guard let configuration = analysis.configuration(), !hasFailed else { throw ExitStatus.findings.code }
    for output in TableTarget(compact ? .compact : .indented).files(of: configuration) { try write(output, of: file) }
  }

  /// Refuses to write over a file that the configuration consists of.
  private func refuseOverwriting(_ checked: CheckedConfiguration) throws {
    guard let outputFile, let key = FileKey(outputFile), let name = checked.name(of: key) else { return }
    throw Failure("-o `\(outputFile)` would overwrite `\(name)`, which the configuration extends")
  }

  private var outputFile: FileName? { output == Inputs.standardInput ? nil : output }

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
