import Analysis
import Diagnostics
import Language
import Linting
import SourceText
import Testing

@testable import Routing

/// The routing of a text, without the rules that only give advice.
func table(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> RoutingTable {
  var options = CheckOptions()
  for rule in ["plaintext-password", "site-without-servers", "site-servers-all-disabled"] {
    try options.policy.set(rule, to: .allow)
  }
  let checked = Analysis(SourceFile(name: "test.yaml", text: text), options: options)
  let errors = checked.report.diagnostics.filter { $0.severity == .error }
  #expect(errors.isEmpty, "in:\n\(text)", sourceLocation: sourceLocation)
  return RoutingTable(try #require(checked.configuration(), sourceLocation: sourceLocation))
}

extension RoutingTable {
  /// The table as a string.
  func text(_ layout: TableLayout = .indented) -> String { String(decoding: json(layout), as: UTF8.self) }
}
