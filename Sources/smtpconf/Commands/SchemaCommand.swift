import ArgumentParser
import BundledFiles

/// `smtpconf schema`: the JSON Schemas.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print a JSON Schema: of what smtpconf reads, or of what it writes for programs.",
    discussion: """
      Editors complete and explain the keys of a file that begins with a line like
        # yaml-language-server: $schema=smtpconf.schema.json

      Examples:
        smtpconf schema > smtpconf.schema.json
        smtpconf schema table > routing-table.schema.json
        smtpconf schema tests > routing-tests.schema.json

      config, table and tests describe files; diagnostics (of check and build), routes,
      diff and results (of test) describe what --format json writes.
      """
  )

  /// What is described.
  enum Subject: String, ExpressibleByArgument, CaseIterable {
    case config, table, tests, diagnostics, routes, diff, results
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
      case .routes: .routesSchema
      case .diff: .routingDiffSchema
      case .results: .testResultsSchema
      }
    Terminal.writeOut(schema.text)
  }
}
