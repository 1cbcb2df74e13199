/// Files of the repository that are embedded in the program.
package enum BundledFile: CaseIterable, Sendable {
  /// The JSON Schema of a routing table.
  case routingTableSchema
  /// The JSON Schema of diagnostics.
  case diagnosticsSchema
  /// The JSON Schema of the output of `route`.
  case routesSchema
  /// The JSON Schema of the output of `impact`.
  case impactSchema
  /// The JSON Schema of the output of `diff`.
  case routingDiffSchema
  /// The JSON Schema of the output of `show`.
  case settingsSchema
  /// The JSON Schema of the results of `test`.
  case testResultsSchema
  /// The JSON Schema of the output of `secrets`.
  case secretsSchema
  /// The JSON Schema of the output of `probe`.
  case probeSchema
  /// A commented configuration to start from.
  case starterConfiguration
  /// What is linked into the program, in JSON.
  case components
  /// The license of the program.
  case license

  /// The file's text, including the line end.
  package var text: String {
    let bytes =
      switch self {
      case .routingTableSchema: PackageResources.routing_table_schema_json
      case .diagnosticsSchema: PackageResources.diagnostics_schema_json
      case .routesSchema: PackageResources.routes_schema_json
      case .impactSchema: PackageResources.impact_schema_json
      case .routingDiffSchema: PackageResources.routing_diff_schema_json
      case .settingsSchema: PackageResources.settings_schema_json
      case .testResultsSchema: PackageResources.test_results_schema_json
      case .secretsSchema: PackageResources.secrets_schema_json
      case .probeSchema: PackageResources.probe_schema_json
      case .starterConfiguration: PackageResources.starter_smtp_yaml
      case .components: PackageResources.components_json
      case .license: PackageResources.license_txt
      }
    return String(decoding: bytes, as: UTF8.self)
  }
}
