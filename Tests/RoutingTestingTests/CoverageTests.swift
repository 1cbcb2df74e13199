import Routing
import Testing

@testable import RoutingTesting

@Suite("Coverage")
struct CoverageTests {
  private func coverage(_ tests: String) throws -> Coverage { try Example.tested("tests: [\(tests)]").coverage }

  @Test("Without tests nothing is covered")
  func nothing() throws {
    let coverage = try coverage("")
    #expect(coverage.chains.missed == [["primary", "archive"], ["primary", "bulk", "archive"], ["archive"]])
    #expect(coverage.servers.missed == ["primary", "archive", "bulk"])
    #expect(
      coverage.fallBacks.missed == [
        Coverage.FallBack(from: "primary", to: "archive"), Coverage.FallBack(from: "primary", to: "bulk"),
        Coverage.FallBack(from: "bulk", to: "archive"),
      ])
    #expect(coverage.percent == 0)
    #expect(coverage.total == 9)
  }

  @Test(
    "A test covers its chain and the route of its message",
    arguments: [
      ("{ site: shop, expect: { server: primary } }", 2),
      ("{ site: shop, busy: primary, expect: { server: bulk } }", 4),
      ("{ site: shop, busy: primary, down: bulk, expect: { outcome: Available } }", 6),
      ("{ site: shop, busy: [primary, bulk, archive], expect: { outcome: TemporarilyUnavailable } }", 6),
      ("{ site: shop, expect: { chain: [primary, bulk, archive] } }", 6),
      ("{ site: shop, expect: { never: legacy } }", 1),
      ("{ site: shpo, expect: { server: primary } }", 0),
      ("{ site: shop, expect: { server: primary } }, { site: SHOP, expect: { server: primary } }", 2),
    ])
  func touches(tests: String, count: Int) throws {
    #expect(try coverage(tests).touched == count)
  }

  @Test("Everything that can be covered")
  func everything() throws {
    let coverage = try coverage(
      """
      { site: shop, expect: { chain: [primary, bulk, archive] } }, { site: intranet, expect: { server: archive } },
      { global: true, busy: primary, expect: { server: archive } }
      """)
    #expect(coverage.percent == 100)
    #expect(!coverage.isBelow(100))
    #expect(coverage.chains.missed.isEmpty && coverage.servers.missed.isEmpty && coverage.fallBacks.missed.isEmpty)
  }

  @Test("Files that test the same routing are joined; the percentage is rounded down")
  func joined() throws {
    let first = try coverage("{ site: shop, expect: { server: primary } }")
    let second = try coverage("{ site: intranet, expect: { server: archive } }")
    let joined = first.joined(with: second)
    #expect(joined.touched == 4)
    #expect(joined.percent == 44)
    #expect(joined.isBelow(44.5))
    #expect(!joined.isBelow(44))
  }

  @Test("Invariants do not count as coverage")
  func invariants() throws {
    #expect(try Example.tested("invariants: [{ everyChainEndsIn: archive }]").coverage.touched == 0)
  }
}
