import Diagnostics
import SourceText
import Testing

@testable import Routing
@testable import RoutingTesting

@Suite("Expectations about an answer")
struct AnswerTests {
  @Test(
    "Expectations that are met",
    arguments: [
      ("site: Shop", "", "server: primary"),
      ("site: SHOP", "", "server: primary"),
      ("site: shop", "busy: primary", "server: bulk"),
      ("site: shop", "busy: [primary], down: bulk", "server: archive"),
      ("site: shop", "busy: [primary, bulk, archive]", "outcome: TemporarilyUnavailable"),
      ("site: shop", "down: [primary, bulk, archive]", "outcome: TemporarilyUnavailable"),
      ("site: shop", "busy: archive", "outcome: Available"),
      ("site: shop", "busy: [primary]", "chain: [primary, bulk, archive]"),
      ("site: shop", "", "never: legacy"),
      ("site: intranet", "", "never: [primary, bulk]"),
      ("site: intranet", "", "chain: archive"),
      ("global: true", "", "server: primary, chain: [primary, archive], outcome: Available, never: bulk"),
      ("global: true", "busy: primary", "server: archive"),
      ("site: shop", "busy: legacy", "server: primary"),
    ])
  func holds(scope: String, conditions: String, expect: String) throws {
    let file = try Example.tested(scope, conditions, expect: expect)
    #expect(file.hasPassed, "\(file.report.diagnostics.map(\.message))")
    #expect(file.results.count == 1)
  }

  @Test(
    "Expectations that are not met, and the actual result",
    arguments: [
      ("site: shop", "", "server: bulk", "primary"),
      ("site: shop", "busy: primary", "server: archive", "bulk"),
      ("site: shop", "busy: [primary, bulk, archive]", "server: bulk", "TemporarilyUnavailable"),
      ("site: shop", "", "server: legacy", "primary"),
      ("site: shop", "", "outcome: TemporarilyUnavailable", "primary"),
      ("site: intranet", "down: archive", "outcome: PermanentlyUnavailable", "TemporarilyUnavailable"),
      ("site: shop", "", "chain: [primary, archive, bulk]", "the chain primary, bulk, archive"),
      ("site: shop", "", "chain: [primary, bulk]", "the chain primary, bulk, archive"),
      ("site: shop", "", "chain: [primary, bulk, archive, legacy]", "the chain primary, bulk, archive"),
      ("site: shop", "", "chain: []", "the chain primary, bulk, archive"),
      ("site: shop", "", "never: bulk", "bulk handles mail while primary is busy"),
      ("site: shop", "", "never: [legacy, primary]", "primary handles mail"),
    ])
  func fails(scope: String, conditions: String, expect: String, actual: String) throws {
    let file = try Example.tested(scope, conditions, expect: expect)
    #expect(file.rules == ["failed-expectation"])
    #expect(file.failures.map(\.actual) == [actual])
  }

  @Test("A witness is a smallest case that really shows the failure")
  func witnesses() throws {
    let never = try #require(try Example.tested("site: shop", expect: "never: archive").failures.first).witness
    #expect(never == TestFailure.Witness(scope: .site("Shop"), busy: ["primary", "bulk"], down: []))
    let chain = try #require(try Example.tested("site: shop", expect: "chain: [primary, archive]").failures.first)
    #expect(chain.witness == TestFailure.Witness(scope: .site("Shop"), busy: ["primary"], down: []))
    let server = try Example.tested("site: shop", "busy: primary, down: [bulk]", expect: "server: bulk")
    let witness = try #require(server.failures.first).witness
    #expect(witness == TestFailure.Witness(scope: .site("Shop"), busy: ["primary"], down: ["bulk"]))
  }

  @Test("A failure is at the expectation; in a chain, at the first server that differs")
  func places() throws {
    let file = try Example.tested("site: shop", expect: "chain: [primary, archive, bulk], server: bulk")
    let texts = file.report.diagnostics.map { file.report.source.text(of: $0.span) }
    #expect(texts == ["archive", "bulk"])
  }

  @Test("Each expectation of a test fails alone")
  func several() throws {
    let file = try Example.tested("site: shop", expect: "server: bulk, outcome: Available, never: archive")
    #expect(file.failures.map(\.expected) == ["bulk", "never archive"])
    #expect(file.results.count == 1)
  }

  @Test("The mail of a site without any server waits for ever")
  func empty() throws {
    let router = try Router(
      tableJSON: Array(
        """
        {"formatVersion":1,"global":{"chain":[]},"servers":{"a":{"deliveryMethod":"PickupDirectoryFromIIS"}},"sites":{}}
        """.utf8))
    let file = try Example.tested(
      "tests: [{ global: true, expect: { outcome: PermanentlyUnavailable, chain: [] } }]", with: router)
    #expect(file.hasPassed)
    let failing = try Example.tested("tests: [{ global: true, expect: { server: a } }]", with: router)
    #expect(failing.failures.map(\.actual) == ["PermanentlyUnavailable"])
  }
}
