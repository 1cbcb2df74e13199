import Analysis
import Diagnostics
import Language
import Linting
import SourceText
import Testing

@testable import Reporting
@testable import Routing

/// Routings to show.
enum Routings {
  /// The routing of a configuration.
  static func router(_ text: String) throws -> Router {
    var options = CheckOptions()
    try options.policy.set("plaintext-password", to: .allow)
    let checked = Analysis(SourceFile(name: "smtpconf.yaml", text: text), options: options)
    #expect(checked.report.diagnostics.filter { $0.severity == .error }.map(\.message) == [])
    return Router(RoutingTable(try #require(checked.configuration())))
  }

  /// All routes of a routing.
  static func report(_ router: Router, busy: Set<String> = [], down: Set<String> = []) -> RouteReport {
    RouteReport(.all, router, busy: busy, down: down)
  }

  /// A configuration with this many sites, each of which uses one of this many servers first.
  static func configuration(sites: Int, servers: Int) -> String {
    var text = "version: 1\nservers:\n"
    for server in 0..<servers { text += "  server-\(server): { serverName: s\(server).example.com }\n" }
    text += "global:\n  servers: [server-0]\nsites:\n"
    for site in 0..<sites { text += "  site-\(site): { defaultServer: server-\(site % servers) }\n" }
    return text
  }
}
