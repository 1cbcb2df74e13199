import ArgumentParser
import Diagnostics
import FileStore
import Language
import Reporting
import Rules
import SystemPackage

/// How findings are shown.
struct ReportSettings: Sendable {
  /// The requested reports; if there is none for the console, it gets the default format.
  var formats: [ReportTarget<DiagnosticFormat>] = []
  /// Whether output is coloured.
  var color = ColourChoice.auto
  /// Whether only findings are shown, and no summary.
  var isQuiet = false

  /// Refuses two reports for the same destination.
  ///
  /// - Throws: `ValidationError` with the destination.
  func validate() throws { try targets.validate() }

  private var targets: ReportTargets<DiagnosticFormat> { ReportTargets(formats) }

  /// The format for the console.
  var consoleFormat: DiagnosticFormat { targets.consoleKind ?? DiagnosticFormat.allCases[0] }

  /// Refuses to overwrite any of these files with a report.
  ///
  /// - Throws: ``Failure`` with the name of the file.
  func refuseOverwriting(_ files: some Sequence<FileName>) throws { try targets.refuseOverwriting(files) }

  /// Writes all requested reports.
  ///
  /// - Throws: `FileStoreError` for a file that cannot be written.
  func write(_ run: RunReport, console: FileDescriptor) throws {
    let text = try render(consoleFormat, run, to: console)
    if consoleFormat.reader == .server {
      Terminal.write(commands: text, to: console)
    } else {
      Terminal.write(text, to: console)
    }
    try writeFiles(run)
  }

  /// Writes the requested reports to files.
  ///
  /// - Throws: `FileStoreError` for a file that cannot be written.
  func writeFiles(_ run: RunReport) throws {
    try targets.writeFiles { try render($0, run, to: nil) }
  }

  /// Writes the summary of all findings to standard error.
  func summarize(_ run: RunReport, fixes: Summary.Fixes = .none) {
    guard !isQuiet, !run.files.isEmpty else { return }
    let summary = Summary(run.files, fixes: fixes)
    Terminal.writeError("\(summary)\n")
    // With a diff on the console, findings are not shown.
    if case .possible = fixes { return }
    if consoleFormat == .text, let advice = summary.advice { Terminal.writeError(advice + "\n") }
  }

  /// The style of text written to a descriptor; without one, to a file, it is plain unless colour was requested.
  func style(for file: FileDescriptor?) -> TextStyle {
    guard let file else { return TextStyle(colour: color == .always) }
    return TextStyle(colour: color.isOn(for: file), width: Terminal.width(of: file))
  }

  private func render(_ format: DiagnosticFormat, _ run: RunReport, to file: FileDescriptor?) throws -> String {
    let context = RenderingContext(
      style: style(for: file), project: project, rules: RuleDescriptions(RuleCatalog.descriptions(of:)),
      version: Version.current,
      pages: .published)
    return try format.render(run, in: context)
  }

  /// The project that the files belong to: the checkout if the CI server names it, otherwise the current folder.
  var project: ProjectFolder {
    let here = Terminal.workingDirectory
    let variables = ["GITHUB_WORKSPACE", "CI_PROJECT_DIR", "BUILD_SOURCESDIRECTORY", "WORKSPACE"]
    let checkout = variables.lazy.compactMap(Terminal.environment).map { FilePath($0) }
      .first { here.starts(with: $0) }
    return ProjectFolder(workingDirectory: here, top: checkout) { FileName($0).resolved }
  }
}

/// The options of `check` and `build` that control how findings are shown.
struct ReportOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Output format: \(DiagnosticFormat.listedNames). Use KIND=FILE to write to a file; may be repeated.",
      valueName: "kind"),
    completion: .list(DiagnosticFormat.allCases.map(\.name)), transform: ReportTarget<DiagnosticFormat>.init(argument:))
  var format: [ReportTarget<DiagnosticFormat>] = []

  @Option(
    help: "Use colour: \(ColourChoice.list(default: .auto)).", completion: ColourChoice.completion,
    transform: ColourChoice.init(argument:))
  var color = ColourChoice.auto

  @Flag(name: .shortAndLong, help: "Show findings only, no summary.")
  var quiet = false

  func validate() throws { try settings.validate() }

  /// What the options mean.
  var settings: ReportSettings { ReportSettings(formats: format, color: color, isQuiet: quiet) }
}

/// Whether output is coloured.
enum ColourChoice: String, Choice {
  case auto, always, never

  static let noun = "choice"

  /// Whether output to a descriptor is coloured. The option on the command line takes precedence; then NO_COLOR
  /// (no-color.org), CLICOLOR_FORCE, and whether it is a terminal that supports colour.
  func isOn(for file: FileDescriptor) -> Bool {
    switch self {
    case .always: return true
    case .never: return false
    case .auto:
      if Terminal.environment("NO_COLOR") != nil { return false }
      if let force = Terminal.environment("CLICOLOR_FORCE"), force != "0" { return true }
      return Terminal.isTerminal(file) && Terminal.environment("TERM") != "dumb"
    }
  }
}
