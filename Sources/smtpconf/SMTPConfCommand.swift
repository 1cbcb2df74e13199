import ArgumentParser
import Reporting

/// The program: its name, its commands and its version.
@main
struct SMTPConfCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "smtpconf",
    abstract: "Check and compile the SMTP servers of a web platform.",
    discussion: """
      A YAML file says which SMTP servers there are and which sites use them. `check` reports everything that is wrong \
      with it, `build` writes the resolved routing table.

        smtpconf check smtpconf.yaml
        smtpconf build smtpconf.yaml -o routing.json

      Exit status: 0 without errors, 1 with findings, 2 on usage or I/O errors.
      """,
    version: "smtpconf \(Version.current)",
    subcommands: [
      CheckCommand.self, BuildCommand.self, RouteCommand.self, TestCommand.self, DiffCommand.self,
      ExplainCommand.self, RulesCommand.self,
      SchemaCommand.self,
      InitCommand.self,
    ]
  )

  static func main() {
    Terminal.occupyStandardDescriptors()
    Terminal.ignoreFileSizeSignal()
    do {
      // Without its arguments this would do something else than it was told.
      guard let arguments = Arguments.all else {
        throw Failure("the arguments cannot be read, because /proc cannot")
      }
      guard arguments.contains(where: { $0 != "--" }) else {
        Terminal.writeError(helpMessage() + "\n")
        throw ExitStatus.failure.code
      }
      try refuseUnknownCommand(arguments)
      var command = try parseAsRoot(arguments)
      try command.run()
    } catch {
      ExitStatus.leave(withErrorOf: Self.self, error)
    }
  }

  /// Refuses a command that does not exist, also where help is asked for: the parser would show that of the program, as if
  /// all were well.
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

extension ProjectPages {
  /// Where the project and the pages of docs/rules are published: nowhere. Whoever publishes them writes the addresses
  /// here before building: `ProjectPages(home: "https://…", rules: "https://…/{rule}.md")`.
  static let published = ProjectPages.none
}

/// The version of the program, as the changelog names it.
enum Version {
  static let current = "0.1.0"
}
