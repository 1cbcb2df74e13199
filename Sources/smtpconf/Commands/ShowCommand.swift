import Analysis
import ArgumentParser
import Diagnostics
import FileStore
import Language
import Linting
import Reporting
import SourceText
import SystemPackage

/// `smtpconf show`: a configuration as it is with all files that it extends.
struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a configuration with everything that it extends, and where each value comes from.",
    discussion: """
      Examples:
        smtpconf show staging.smtp.yaml                 with the place of each value
        smtpconf show staging.smtp.yaml --plain         without, to be built
        smtpconf show staging.smtp.yaml --format json   for programs
        smtpconf show staging.smtp.yaml --files         the files it consists of

      A password that is kept elsewhere is shown as the reference to it; any other is
      shown as `****`, and the output cannot be built.
      Exit status: 0 with output; 1 if the configuration has errors; 2 for a file
      that cannot be read.
      """
  )

  @Argument(
    help: "A file or - for standard input (default: smtpconf.yaml, or the only configuration here).",
    completion: .configurations)
  var file: FileName?

  @Flag(help: "Leave out the comments that say where values come from.")
  var plain = false

  @Flag(help: "List the files that the configuration consists of, one per line.")
  var files = false

  /// The output formats.
  enum Format: String, Choice {
    case yaml, json

    static let noun = "format"
  }

  @Option(
    help: ArgumentHelp("Output format: \(Format.list(default: .yaml)).", valueName: "kind"),
    completion: Format.completion, transform: Format.init(argument:))
  var format = Format.yaml

  @OptionGroup var routing: RoutingOptions

  func validate() throws {
    if plain, files || format == .json { throw ValidationError("--plain is only for the output as YAML") }
    if files, format == .json { throw ValidationError("--files is a list of its own, without --format json") }
  }

  func run() throws {
    var options = try routing.checkOptions()
    options.keepsLists = true
    let root = try Inputs.root(try Inputs.configuration(file), stdinName: Arguments.shown(routing.stdinFilename))
    let checked = Workspace(options).check(root)
    let analysis = Analysis(checked, options: options)
    guard analysis.report.count(.error) == 0 else { throw routing.refusal(of: analysis.report) }
    if files {
      return Terminal.writeOut(
        checked.fileNames.reduce(into: "") { $0 += $1.escapedForDisplay().withoutCommands + "\n" })
    }
    let report = SettingsReport(checked.settings, in: analysis.report.sources)
    Terminal.writeOut(try renderer.render(report))
    if report.hidesSecrets, format == .yaml {
      Terminal.writeError("A password is shown as `****`, so this output cannot be built.\n")
    }
  }

  private var renderer: any Renderer<SettingsReport> {
    switch format {
    case .yaml: SettingsYAMLRenderer(isPlain: plain)
    case .json: SettingsJSONRenderer()
    }
  }
}
