import Analysis
import ArgumentParser
import Diagnostics
import FileStore
import Language
import Linting
import Reporting
import Routing
import SourceText
import SystemPackage

/// The options of the commands that use a routing, which is read from a configuration or a routing table.
struct RoutingOptions: ParsableArguments {
  @OptionGroup var rules: RuleOptions

  @Option(help: ArgumentHelp("File name to use in reports for standard input.", valueName: "name"))
  var stdinFilename = "<stdin>"

  @Option(
    help: "Use colour: \(ColourChoice.list(default: .auto)).", completion: ColourChoice.completion,
    transform: ColourChoice.init(argument:))
  var color = ColourChoice.auto

  /// The routing of a file.
  ///
  /// Pickup folders do not matter here, so they are not checked; warnings are not shown.
  /// - Parameters:
  ///   - file: The file.
  ///   - workspace: The files of the run, if there are several configurations.
  ///   - secrets: Reads user names and passwords, which then have to be there; nil if they do not matter.
  ///   - make: Makes the routing of a configuration, which a question may not need as a whole.
  /// - Returns: The routing.
  /// - Throws: ``Failure`` for a file that cannot be read, or is an invalid routing table; the exit status of findings
  ///   for a configuration with errors, which are written to standard error.
  func router(
    of file: FileName, in workspace: Workspace? = nil, secrets: SecretsHere? = nil,
    makingWith make: (RoutingTable) -> Router = { Router($0) }
  ) throws -> Router {
    try checkedRouter(of: file, in: workspace, secrets: secrets, makingWith: make).router
  }

  /// The same, with what is known about the file.
  func checkedRouter(
    of file: FileName, in workspace: Workspace? = nil, secrets: SecretsHere? = nil,
    makingWith make: (RoutingTable) -> Router = { Router($0) }
  ) throws -> CheckedRouter {
    let root = try Inputs.root(file, stdinName: Arguments.shown(stdinFilename))
    if Router.isTable(root.source.bytes) {
      do throws(TableError) {
        return CheckedRouter(
          router: try Router(tableJSON: root.source.bytes), name: root.source.name, configuration: nil)
      } catch {
        throw Failure("`\(root.source.name)` is not a routing table: \(error)")
      }
    }
    var options = try checkOptions()
    if let secrets {
      options.readSecret = { secrets.read($0) }
      options.ciServer = .current
    }
    let workspace = workspace ?? Workspace(options)
    let checked = try workspace.check(root.key, path: root.path) { root.source }
    let analysis = Analysis(checked, options: options)
    guard let configuration = analysis.configuration() else { throw refusal(of: analysis.report) }
    return CheckedRouter(
      router: make(RoutingTable(configuration)), name: root.source.name, configuration: (checked, analysis.report))
  }

  /// Writes the findings of a configuration with errors to standard error, and returns the exit status for it.
  func refusal(of report: FileReport) -> ExitCode {
    let renderer = TextRenderer(style: style(for: .standardError))
    Terminal.writeError(renderer.render([report]))
    let summary = Summary([report])
    Terminal.writeError("\(summary)\n")
    if let advice = summary.advice { Terminal.writeError(advice + "\n") }
    return ExitStatus.findings.code
  }

  /// The options with which configurations are checked.
  func checkOptions() throws -> CheckOptions {
    var options = try rules.settings.checkOptions()
    options.refusesPartial = true
    return options
  }

  /// The style of text written to a descriptor.
  func style(for file: FileDescriptor) -> TextStyle {
    TextStyle(colour: color.isOn(for: file), width: Terminal.width(of: file))
  }
}

extension ArgumentHelp {
  /// The file that a command reads a routing from.
  static var routing: ArgumentHelp {
    ArgumentHelp(
      "A configuration, a routing table or - for standard input (default: smtpconf.yaml, or the only configuration here).",
      valueName: "file")
  }
}

extension CompletionKind {
  /// Configurations and routing tables.
  static var routings: CompletionKind { .file(extensions: ["yaml", "yml", "json"]) }
}
