import ArgumentParser
import FileStore
import Reporting

/// `smtpconf secrets`: what a deployment must provide.
struct SecretsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "secrets",
    abstract: "List the user names and passwords that a deployment must provide.",
    discussion: """
      Examples:
        smtpconf secrets prod.smtp.yaml                 who uses which
        smtpconf secrets --format azure                 an env block for Azure Pipelines
        smtpconf secrets --format github                the same for GitHub Actions
        smtpconf secrets --format kubernetes            the same for a container
        smtpconf secrets --format env > .env.example    a file of variables

      Accepts a configuration or a routing table. Only names are printed; nothing is
      read. `smtpconf check --require-secrets` says whether they are there.
      Exit status: 0 with a list, 1 if the configuration has errors, 2 for a file that
      cannot be read.
      """
  )

  @Argument(help: .routing, completion: .routings)
  var file: FileName?

  /// The output formats.
  enum Format: String, Choice {
    case text, json, env, azure, github, kubernetes

    static let noun = "format"
  }

  @Option(
    help: "Output format: \(Format.list(default: .text)).", completion: Format.completion,
    transform: Format.init(argument:))
  var format = Format.text

  @OptionGroup var routing: RoutingOptions

  func run() throws {
    let report = SecretsReport(try routing.router(of: try Inputs.configuration(file)))
    Terminal.writeOut(try renderer.render(report))
  }

  private var renderer: any Renderer<SecretsReport> {
    switch format {
    case .text: SecretsTextRenderer()
    case .json: SecretsJSONRenderer()
    case .env: SecretsBlockRenderer(.environmentFile)
    case .azure: SecretsBlockRenderer(.azure)
    case .github: SecretsBlockRenderer(.github)
    case .kubernetes: SecretsBlockRenderer(.kubernetes)
    }
  }
}
