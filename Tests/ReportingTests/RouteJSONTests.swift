import Language
import Routing
import SourceText
import TestSupport
import Testing

@testable import Reporting

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The same document, written by `JSONEncoder`.
@Suite("Routes as JSON, compared with a general writer")
struct RouteJSONTests {
  private struct Entry: Encodable {
    let outcome: String
    let server: String?
    let steps: [Step]
    /// Only for the route of one scope, where it is `null` for `global`.
    var site: String??

    enum Keys: CodingKey { case formatVersion, outcome, server, site, steps }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Keys.self)
      try container.encode(outcome, forKey: .outcome)
      try container.encode(server, forKey: .server)
      try container.encode(steps, forKey: .steps)
      guard let site else { return }
      try container.encode(1, forKey: .formatVersion)
      try container.encode(site, forKey: .site)
    }
  }

  private struct Step: Encodable {
    let decision, priority, server, via: String
    let place: Place?
  }

  private struct Place: Encodable {
    let column: Int
    let file: String
    let line: Int
  }

  private struct All: Encodable {
    let formatVersion = 1
    let global: Entry
    let sites: [String: Entry]
  }

  private static func entry(_ route: Route, _ router: Router) -> Entry {
    Entry(
      outcome: route.outcome.name, server: route.outcome.server?.id,
      steps: route.steps.map { step in
        let place = step.place.flatMap { span -> Place? in
          guard let file = router.source else { return nil }
          let before = String(decoding: file.bytes[..<file.bytes(of: span).start], as: UTF8.self)
          let lines = before.split(separator: "\n", omittingEmptySubsequences: false)
          return Place(column: (lines.last?.unicodeScalars.count ?? 0) + 1, file: file.name, line: lines.count)
        }
        return Step(
          decision: step.decision.rawValue, priority: step.priority.rawValue, server: step.server.id,
          via: step.via.rawValue, place: place)
      })
  }

  private static func encoded(_ document: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(document), as: UTF8.self) + "\n"
  }

  private static func written(_ report: RouteReport) throws -> String {
    var bytes: [UInt8] = []
    try RouteJSONRenderer().write(report) { bytes += $0 }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A random configuration, in which several sites list disabled servers and those of `global`.
  private static func configuration(_ generator: inout SeededGenerator) -> String {
    func list() -> String {
      let some = (1..<5).shuffled(using: &generator).prefix(Int.random(in: 0...4, using: &generator))
      let ids = (some + [0]).shuffled(using: &generator)
      return "[" + ids.map { "s\($0)" }.joined(separator: ", ") + "]"
    }
    var text = "version: 1\nservers:\n"
    for server in 0..<5 {
      let priority = ["High", "Normal", "Low"].randomElement(using: &generator) ?? "Low"
      let isEnabled = server == 0 || Int.random(in: 0..<3, using: &generator) > 0
      text += "  s\(server): { serverName: h\(server), priority: \(priority), enabled: \(isEnabled) } # é\n"
    }
    text += "global: { defaultServer: s0, servers: \(list()) }\nsites:\n"
    for site in (0..<12).shuffled(using: &generator) {
      let own = Bool.random(using: &generator) ? "defaultServer: s\(site % 5), " : ""
      text += "  \(["a-", "B", "b"][site % 3])\(site): { \(own)servers: \(list()) }\n"
    }
    return text
  }

  @Test("The bytes are the same", arguments: 0..<60)
  func same(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let compiled = try Routings.router(Self.configuration(&generator))
    let table = try Router(tableJSON: RoutingTable(try #require(compiled.configuration)).json())
    let busy: Set<String> = seed.isMultiple(of: 2) ? ["s0"] : []
    let down: Set<String> = seed.isMultiple(of: 3) ? ["s1", "s2"] : []
    for router in [compiled, table] {
      let routes = router.routes(of: router.scopes, busy: busy, down: down)
      let sites = routes.dropFirst().map { ("\($0.scope)", Self.entry($0, router)) }
      let all = All(global: Self.entry(routes[0], router), sites: Dictionary(uniqueKeysWithValues: sites))
      #expect(try Self.written(RouteReport(.all, router, busy: busy, down: down)) == Self.encoded(all))
      for route in routes {
        var one = Self.entry(route, router)
        one.site = .some(route.scope == .global ? nil : "\(route.scope)")
        let report = RouteReport(.one(route.scope), router, busy: busy, down: down)
        #expect(try Self.written(report) == Self.encoded(one))
      }
    }
  }

  @Test("Text is the same in one piece and in several")
  func pieces() throws {
    let router = try Routings.router(Routings.configuration(sites: 2000, servers: 3))
    let report = RouteReport(.all, router, busy: ["server-0"])
    let renderer = RouteTextRenderer(style: TextStyle(colour: true))
    var pieces: [[UInt8]] = []
    try renderer.write(report) { pieces.append(Array($0)) }
    #expect(pieces.count > 1)
    #expect(String(decoding: pieces.joined(), as: UTF8.self) == renderer.render(report))
  }
}
