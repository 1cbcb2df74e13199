import Language
import SourceText
import Testing

@testable import Routing

@Suite("The route of a message")
struct RouteTests {
  private static let text = """
    version: 1
    servers:
      relay: { serverName: a.example.com }
      spare: { serverName: b.example.com, priority: Low }
      old: { serverName: c.example.com, priority: High, enabled: false }
    global:
      defaultServer: relay
      servers: [spare, old]
    sites:
      Shop: { defaultServer: spare }
      dark: { defaultServer: old, servers: [relay] }
      news: { defaultServer: null, servers: [relay, spare] }
    """

  private func steps(_ scope: Scope, busy: Set<String> = [], down: Set<String> = []) throws -> [String] {
    let route = try #require(Router(try table(Self.text)).route(of: scope, busy: busy, down: down))
    return route.steps.map { "\($0.server.id) \($0.decision) \($0.priority) \($0.via)" }
  }

  @Test("Disabled servers are listed where they would be tried: a default one first")
  func disabled() throws {
    #expect(
      try steps(.site("dark")) == [
        "old disabled high siteDefault", "relay takes normal site", "spare notNeeded low global",
      ])
    #expect(
      try steps(.global) == [
        "relay takes high globalDefault", "old disabled high global", "spare notNeeded low global",
      ]
    )
  }

  @Test("A server that is down is reported as that, even if it is busy as well")
  func down() throws {
    #expect(
      try steps(.global, busy: ["relay"], down: ["relay", "spare"]) == [
        "relay down high globalDefault", "old disabled high global", "spare down low global",
      ])
    #expect(
      try steps(.site("news"), busy: ["relay"]) == [
        "old disabled high global", "relay busy normal site", "spare takes low site",
      ])
  }

  @Test("Each step has the place of its reason")
  func places() throws {
    let router = Router(try table(Self.text))
    let source = try #require(router.source)
    func texts(_ scope: Scope) throws -> [String] {
      try #require(router.route(of: scope)).steps.map { step in step.place.map { source.text(of: $0) } ?? "" }
    }
    #expect(try texts(.global) == ["relay", "false", "spare"])
    #expect(try texts(.site("shop")) == ["spare", "false"])
    #expect(try texts(.site("news")) == ["false", "relay", "spare"])
    let lines = LineIndex(source)
    let route = try #require(router.route(of: .site("news")))
    #expect(route.steps.map { lines.position(at: $0.place?.start ?? 0).line } == [5, 12, 12])
  }

  @Test("A site is reported by its declared name; an undeclared one has no route")
  func names() throws {
    let router = Router(try table(Self.text))
    #expect(router.route(of: .site("SHOP"))?.scope == .site("Shop"))
    #expect(router.route(of: .site("shops")) == nil)
    #expect(router.route(of: .site("global")) == nil)
    // U+212A, the Kelvin sign, becomes k in lower case in Unicode; names of sites do not contain it.
    #expect(router.route(of: .site("dar\u{212A}")) == nil)
  }

  @Test("A routing table has neither disabled servers nor places")
  func ofTable() throws {
    let router = try Router(tableJSON: try table(Self.text).json())
    let route = try #require(router.route(of: .site("dark"), busy: ["relay"]))
    #expect(route.steps.map(\.server.id) == ["relay", "spare"])
    #expect(route.steps.map(\.decision) == [.busy, .takes])
    #expect(route.steps.allSatisfy { $0.place == nil })
    #expect(router.source == nil)
  }

  @Test("Sites with equal chains share one")
  func shared() throws {
    let router = Router(
      try table(
        "version: 1\nservers: { a: { serverName: h } }\nglobal: { defaultServer: a }\nsites: { s: , t: , u: }\n"))
    #expect(router.chains.count == 1)
    #expect(router.scopes == [.global, .site("s"), .site("t"), .site("u")])
  }
}
