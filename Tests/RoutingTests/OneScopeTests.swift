import Language
import Testing

@testable import Routing

@Suite("A router for one scope")
struct OneScopeTests {
  @Test("It gives the same route as the one for all, and knows no other site", arguments: 0..<100)
  func same(seed: Int) throws {
    let table = try table(NaiveConfiguration(seed: seed).yaml)
    let all = Router(table)
    let busy = Set(all.serverIDs.prefix(seed % 3))
    let down = Set(all.serverIDs.suffix(seed % 2))
    for scope in all.scopes {
      let one = try #require(Router(table, only: scope))
      #expect(one.route(of: scope, busy: busy, down: down) == all.route(of: scope, busy: busy, down: down))
      #expect(one.route(of: .global, busy: busy) == all.route(of: .global, busy: busy))
      #expect(one.serverIDs == all.serverIDs)
      for other in all.scopes where other != scope && other != .global { #expect(one.route(of: other) == nil) }
    }
  }

  @Test("The name of the site is not case-sensitive, and an undeclared one has no router")
  func names() throws {
    let table = try table(
      #"""
      version: 1
      servers: { a: { serverName: h } }
      sites: { Shop: { servers: [a] }, "b\x6Cog": { defaultServer: a } }
      """#)
    #expect(Router(table, only: .site("sHOP"))?.siteNames == ["Shop"])
    #expect(Router(table, only: .site("BLOG"))?.siteNames == ["blog"])
    for name in ["", "shops", "sho", "global", "\u{212A}"] { #expect(Router(table, only: .site(name)) == nil) }
  }

  @Test("A sender belongs to the same scope")
  func senders() throws {
    let table = try table(
      """
      version: 1
      servers: { a: { serverName: h } }
      global: { defaultServer: a }
      sites: { s: { senderDomains: [a.example, b.example] }, t: { senderDomains: [c.example] }, u: {} }
      """)
    let router = Router(table)
    for address in ["x@a.example", "x@B.example.", "x@c.example", "x@d.example", "<>"] {
      let sender = try #require(SenderAddress(address))
      #expect(table.scope(of: sender) == router.scope(of: sender))
    }
    #expect(Router(table, only: .site("s"))?.senderDomains == ["a.example": "s", "b.example": "s"])
  }

  @Test("The routes of all scopes are those of each, in the order of the routing or of the names", arguments: 0..<50)
  func all(seed: Int) throws {
    let table = try table(NaiveConfiguration(seed: seed).yaml)
    for router in [Router(table), try Router(tableJSON: table.json())] {
      let each = router.scopes.compactMap { router.route(of: $0, busy: ["a"]) }
      #expect(Array(Routes(ofAllIn: router, busy: ["a"])) == each)
      let sorted = each.dropFirst().sorted { "\($0.scope)" < "\($1.scope)" }
      #expect(Array(Routes(ofAllIn: router, byName: true, busy: ["a"])) == each.prefix(1) + sorted)
    }
  }
}
