import Analysis
import Diagnostics
import Language
import Linting
import SourceText
import Testing

@testable import Pages
@testable import Routing

/// Routings to show.
enum Routings {
  /// The routing of a configuration.
  static func router(_ text: String, name: String = "smtpconf.yaml") throws -> Router {
    var options = CheckOptions()
    for rule in ["plaintext-password", "site-without-servers"] { try options.policy.set(rule, to: .allow) }
    let checked = Analysis(SourceFile(name: name, text: text), options: options)
    #expect(checked.report.diagnostics.filter { $0.severity == .error }.map(\.message) == [])
    return Router(RoutingTable(try #require(checked.configuration())))
  }

  /// A configuration with random chains.
  static func random(sites: Int, servers: Int, using generator: inout some RandomNumberGenerator) -> String {
    var text = "version: 1\nservers:\n"
    for server in 0..<servers { text += "  server-\(server): { serverName: s\(server).example.com }\n" }
    text += "global:\n  servers: [server-0]\nsites:\n"
    for site in 0..<sites {
      let own = Set((0..<3).map { _ in Int.random(in: 0..<servers, using: &generator) }).sorted()
      text += "  site-\(site): { servers: [\(own.map { "server-\($0)" }.joined(separator: ", "))] }\n"
    }
    return text
  }

  /// The bytes that a function writes, as text.
  static func written(_ body: (@escaping (UnsafeRawBufferPointer) throws -> Void) throws -> Void) throws -> String {
    var bytes: [UInt8] = []
    try body { bytes += $0 }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The page of a routing.
  static func page(_ router: Router, title: String? = nil, date: String? = nil) throws -> String {
    let caption = RoutingPage.Caption(title: title, date: date, file: "smtpconf.yaml")
    return try written(RoutingPage(router, findings: nil, caption: caption).write)
  }
}
