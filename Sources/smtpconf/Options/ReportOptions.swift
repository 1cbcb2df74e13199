import ArgumentParser
import Diagnostics
import FileStore
import Reporting
import SMTPConfig
import SystemPackage

/// The options that `check` and `build` share on how findings are shown.
struct ReportOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How findings are written: text (the default), concise, json, sarif, github, gitlab or junit; as KIND=FILE into a file, several times if you like.",
      valueName: "kind"),
    completion: .list(ReportKind.allCases.map(\.rawValue)), transform: ReportTarget<ReportKind>.init(argument:))
  var format: [ReportTarget<ReportKind>] = []

  @Option(
    help: "Use colour: \(ColourChoice.words(default: .auto)).", completion: ColourChoice.completion,
    transform: ColourChoice.init(argument:))
  var color = ColourChoice.auto

  @Flag(name: .shortAndLong, help: "Show findings only, no summary.")
  var quiet = false

  func validate() throws { try targets.validate() }

  private var targets: ReportTargets<ReportKind> { ReportTargets(format) }

  /// What goes to the console.
  var consoleKind: ReportKind { targets.consoleKind ?? .text }

  /// Refuses to write a report over one of these files.
  ///
  /// - Throws: ``Failure``, which names the file.
  func keep(_ files: some Sequence<FileName>) throws { try targets.keep(files) }

  /// Writes every report that is wanted.
  ///
  /// - Throws: `FileStoreError` for a file that cannot be written.
  func write(_ run: RunReport, console: FileDescriptor) throws {
    let text = try render(consoleKind, run, to: console)
    if !text.isEmpty { console == .standardOutput ? Terminal.writeOut(text) : Terminal.writeError(text) }
    try writeFiles(run)
  }

  /// Writes the reports that are wanted in files.
  ///
  /// - Throws: `FileStoreError` for a file that cannot be written.
  func writeFiles(_ run: RunReport) throws {
    try targets.writeFiles { try render($0, run, to: nil) }
  }

  /// Says on standard error what all findings come to.
  func summarize(_ run: RunReport, fixes: Summary.Fixes = .none) {
    if !quiet, !run.files.isEmpty { Terminal.writeError("\(Summary(run.files, fixes: fixes))\n") }
  }

  /// How text for people is shown where it goes; in a file it is plain, unless colour was asked for.
  func style(for file: FileDescriptor?) -> TextStyle {
    guard let file else { return TextStyle(colour: color == .always) }
    return TextStyle(colour: color.isOn(for: file), width: Terminal.width(of: file))
  }

  private func render(_ kind: ReportKind, _ run: RunReport, to file: FileDescriptor?) throws -> String {
    let renderer: any Renderer =
      switch kind {
      case .text: TextRenderer(style: style(for: file))
      case .concise: ConciseRenderer()
      case .json: JSONRenderer()
      case .sarif:
        SARIFRenderer(project: Self.project, rules: RuleCatalog.descriptions, version: Version.current)
      case .github: GitHubRenderer(project: Self.project)
      case .gitlab: GitLabRenderer(project: Self.project)
      case .junit: JUnitRenderer()
      }
    return try renderer.render(run)
  }

  /// The project that the files belong to: the checkout where a CI server tells it, otherwise the folder here.
  private static var project: ProjectFolder {
    let here = Terminal.workingDirectory
    let checkout = ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"].lazy.compactMap(Terminal.environment).map { FilePath($0) }
      .first { here.starts(with: $0) }
    return ProjectFolder(workingDirectory: here, top: checkout) { FileName($0).resolved }
  }
}

/// Whether output is coloured.
enum ColourChoice: String, Choice {
  case auto, always, never

  static let noun = "choice"

  /// Whether to colour what goes to a descriptor. What the user says on the command line counts most; then NO_COLOR
  /// (no-color.org), CLICOLOR_FORCE, and whether a terminal that can show it is there.
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
