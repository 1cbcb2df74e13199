import ArgumentParser
import Reporting

/// The program: its name, its commands and its version.
@main
struct SMTPConfCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "smtpconf",
    abstract: "Check and compile the SMTP servers of a web platform.",
    usage: "smtpconf <subcommand>",
    discussion: """
      A YAML file defines the SMTP servers and which sites use them. `check` reports every problem in it, `build` writes \
      the resolved routing table.

        smtpconf check smtpconf.yaml
        smtpconf build smtpconf.yaml -o routing.json

      Exit status: 0 without errors, 1 with findings, 2 on usage or I/O errors.
      """,
    version: "smtpconf \(Version.current)",
    subcommands: [
      CheckCommand.self, BuildCommand.self, ShowCommand.self, RouteCommand.self, ImpactCommand.self, PageCommand.self,
      TestCommand.self, DiffCommand.self, SecretsCommand.self, ProbeCommand.self, ExplainCommand.self,
      RulesCommand.self, SchemaCommand.self, InitCommand.self, ImportCommand.self, LSPCommand.self,
    ]
  )

  @Flag(help: "With --version, also show the commit, what is linked into the program, and the licenses.")
  var verbose = false

  func validate() throws {
    if verbose { throw ValidationError("`--verbose` needs `--version`, and no command") }
  }

  static func main() {
    Terminal.occupyStandardDescriptors()
    Terminal.ignoreFileSizeSignal()
    do {
      let arguments = Arguments.all
      guard arguments.contains(where: { $0 != "--" }) else {
        Terminal.writeError(helpMessage() + "\n")
        throw ExitStatus.failure.code
      }
      if arguments == ["--version", "--verbose"] || arguments == ["--verbose", "--version"] {
        return Terminal.writeOut(Version.details)
      }
      if let run = PlainForm.run(arguments) { return try run.run() }
      try refuseUnknownCommand(arguments)
      var command = try parseAsRoot(arguments)
      try command.run()
    } catch {
      ExitStatus.leave(withErrorOf: Self.self, error)
    }
  }

  /// Refuses a command that does not exist, even if help is requested: the parser would show the help of the program
  /// instead.
  private static func refuseUnknownCommand(_ arguments: [String]) throws {
    guard let name = arguments.first(where: { !["help", "-h", "--help"].contains($0) }), !name.hasPrefix("-") else {
      return
    }
    let known = configuration.subcommands.compactMap { $0.configuration.commandName }
    guard !known.contains(name) else { return }
    throw ValidationError(
      "\(UnknownName("command", name, among: known + ["help"], list: "`smtpconf --help` lists them all"))")
  }
}
