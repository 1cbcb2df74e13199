import Routing
import Testing

@testable import RoutingTesting

@Suite("Invariants")
struct InvariantTests {
  private func tested(_ invariant: String, with router: Router? = nil) throws -> TestedFile {
    try Example.tested("invariants:\n  - \(invariant)\n", with: router)
  }

  @Test(
    "that hold",
    arguments: [
      "{ everySiteSurvivesLossOf: 2, except: intranet }",
      "{ everySiteSurvivesLossOf: 1, except: [Intranet] }",
      "{ everySiteSurvivesLossOf: 5, except: [intranet, shop] }",
      "{ noSiteUses: legacy }",
      "{ noSiteUses: [legacy, bulk], except: shop }",
      "{ everyChainEndsIn: archive }",
      "{ noSiteUses: [] }",
    ])
  func holds(invariant: String) throws {
    #expect(try tested(invariant).hasPassed)
  }

  @Test(
    "that do not hold, with the smallest case that shows it",
    arguments: [
      ("everySiteSurvivesLossOf: 1", "intranet", [], ["archive"]),
      ("{ everySiteSurvivesLossOf: 3, except: intranet }", "Shop", [], ["primary", "bulk", "archive"]),
      ("noSiteUses: bulk", "Shop", ["primary"], []),
      // The intranet uses it at once.
      ("noSiteUses: archive", "intranet", [], []),
      ("{ noSiteUses: [legacy, archive], except: intranet }", "Shop", ["primary", "bulk"], []),
      ("everyChainEndsIn: primary", "intranet", [], []),
      ("{ everyChainEndsIn: bulk, except: intranet }", "(global)", ["primary"], []),
      ("{ everyChainEndsIn: bulk, except: [intranet, global] }", "Shop", ["primary", "bulk"], []),
    ] as [(String, String, [String], [String])])
  func fails(invariant: String, scope: String, busy: [String], down: [String]) throws {
    let file = try tested(invariant)
    #expect(file.rules == ["broken-invariant"])
    let witness = try #require(file.failures.first).witness
    #expect("\(witness.scope)" == scope)
    #expect(witness.busy == busy)
    #expect(witness.down == down)
  }

  @Test("Mail of no site has a chain like that of a site, if there is one; it is not a site")
  func global() throws {
    #expect(try tested("everyChainEndsIn: archive").hasPassed)
    let router = try Example.router(
      "version: 1\nservers:\n  a: { serverName: h }\n  b: { serverName: i }\nsites: { s: { servers: [a, b] } }\n")
    #expect(try tested("everyChainEndsIn: b", with: router).hasPassed)
    #expect(try tested("everySiteSurvivesLossOf: 1", with: router).hasPassed)
  }

  @Test("An exception that is not a site is a mistake")
  func unknownException() throws {
    #expect(try tested("{ noSiteUses: legacy, except: [shpo] }").rules == ["undefined-site"])
  }
}
