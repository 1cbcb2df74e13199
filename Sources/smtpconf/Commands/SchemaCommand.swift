import ArgumentParser
import BundledFiles

/// `smtpconf schema`: the JSON Schemas.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print a JSON Schema: of configurations, of routing tables, of tests or of diagnostics.",
    discussion: """
      Editors complete and explain the keys of a file that begins with a line like
        # yaml-language-server: $schema=smtpconf.schema.json

      Examples:
        smtpconf schema > smtpconf.schema.json
        smtpconf schema table > routing-table.schema.json
        smtpconf schema tests > routing-tests.schema.json
      """
  )

  /// What is described.
  enum Subject: String, ExpressibleByArgument, CaseIterable {
    case config, table, tests, diagnostics
  }

  @Argument(help: "What the schema describes.")
  var subject = Subject.config

  func run() {
    let schema: BundledFile =
      switch subject {
      case .config: .configurationSchema
      case .table: .routingTableSchema
      case .tests: .routingTestsSchema
      case .diagnostics: .diagnosticsSchema
      }
    Terminal.writeOut(schema.text)
  }
}
