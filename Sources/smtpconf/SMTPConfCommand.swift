import ArgumentParser
import Reporting

/// The program: its name, its commands and its version.
@main
struct SMTPConfCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "smtpconf",
    abstract: "Check and compile the SMTP servers of a web platform.",
    discussion: """
      A YAML file says which SMTP servers there are and which sites use them. `check` says everything that is wrong with \
      it, `build` writes the resolved routing table.

        smtpconf check smtpconf.yaml
        smtpconf build smtpconf.yaml -o routing.json

      Exit status: 0 without errors, 1 with findings, 2 where the work could not be done.
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
      var command = try parseAsRoot(arguments)
      try command.run()
    } catch {
      ExitStatus.leave(withErrorOf: Self.self, error)
    }
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
