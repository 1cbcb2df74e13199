import Analysis
import Diagnostics
import Language
import Routing
import SourceText
import Testing

@testable import RoutingTesting

/// The routing of the examples here: a site with fall-backs, one without, and mail of no site.
///
///     Shop      primary, bulk, archive
///     intranet  archive
///     (global)  primary, archive
enum Example {
  static let configuration = """
    version: 1
    servers:
      primary: { serverName: a.example.com, priority: High }
      bulk: { serverName: b.example.com }
      archive: { serverName: c.example.com, priority: Low }
      legacy: { serverName: d.example.com, enabled: false }
    global:
      defaultServer: primary
      servers: [archive, legacy]
    sites:
      Shop:
        servers: [bulk]
      intranet:
        defaultServer: null
    """

  static func router(_ text: String = configuration) throws -> Router {
    let checked = Analysis(SourceFile(name: "smtpconf.yaml", text: text))
    return Router(RoutingTable(try #require(checked.configuration())))
  }

  /// The result of a test file, whose `version` is left out here.
  static func tested(_ text: String, with router: Router? = nil) throws -> TestedFile {
    try RoutingTestFile(SourceFile(name: "example.test.yaml", text: "version: 1\n" + text))
      .tested(with: router ?? Example.router(), configuration: "smtpconf.yaml")
  }

  /// The result of one test.
  static func tested(_ scope: String, _ conditions: String = "", expect: String) throws -> TestedFile {
    try tested("tests:\n  - { \(scope), \(conditions.isEmpty ? "" : conditions + ", ")expect: { \(expect) } }\n")
  }
}

extension TestedFile {
  var rules: [String] { report.diagnostics.map(\.rule.text) }
  var failures: [TestFailure] { results.flatMap(\.failures) }
}
