import ArgumentParser
import BundledFiles
import Schemas

/// `smtpconf schema`: the JSON Schemas.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print the JSON Schema of a file format or of JSON output.",
    discussion: """
      Editors complete and explain the keys of a file that begins with a line like
        # yaml-language-server: $schema=smtpconf.schema.json

      Examples:
        smtpconf schema > smtpconf.schema.json
        smtpconf schema table > routing-table.schema.json
        smtpconf schema tests > routing-tests.schema.json

      `config`, `table` and `tests` are file formats; `diagnostics`, `routes`, `impact`,
      `diff`, `settings`, `results`, `secrets` and `probe` describe the output of
      `--format json`.
      """
  )

  /// The schemas.
  enum Subject: String, Choice {
    case config, table, tests, diagnostics, routes, impact, diff, settings, results, secrets, probe

    static let noun = "schema"
  }

  @Argument(
    help: "What the schema describes: \(Subject.list(default: .config)).", completion: Subject.completion,
    transform: Subject.init(argument:))
  var subject = Subject.config

  func run() { Terminal.writeOut(text) }

  private var text: String {
    switch subject {
    case .config: Schemas.configuration
    case .tests: Schemas.routingTests
    case .table: BundledFile.routingTableSchema.text
    case .diagnostics: BundledFile.diagnosticsSchema.text
    case .routes: BundledFile.routesSchema.text
    case .impact: BundledFile.impactSchema.text
    case .settings: BundledFile.settingsSchema.text
    case .diff: BundledFile.routingDiffSchema.text
    case .results: BundledFile.testResultsSchema.text
    case .secrets: BundledFile.secretsSchema.text
    case .probe: BundledFile.probeSchema.text
    }
  }
}
