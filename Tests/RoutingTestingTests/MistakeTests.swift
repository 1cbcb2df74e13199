import Diagnostics
import Routing
import SourceText
import Testing

@testable import RoutingTesting

@Suite("Mistakes in a test file")
struct MistakeTests {
  /// A file with `↓` before each mistake.
  struct Mistake: Sendable, CustomTestStringConvertible {
    let rule: String
    let text: String
    var testDescription: String { "\(rule): \(text.debugDescription)" }

    init(_ rule: String, _ text: String) {
      self.rule = rule
      self.text = text
    }

    /// A test in a file that is otherwise correct.
    static func test(_ rule: String, _ test: String) -> Mistake {
      Mistake(rule, "version: 1\ntests:\n  - \(test)\n")
    }

    /// An invariant in a file that is otherwise correct.
    static func invariant(_ rule: String, _ invariant: String) -> Mistake {
      Mistake(rule, "version: 1\ninvariants:\n  - \(invariant)\n")
    }

    /// The text without its marks, and their positions.
    var unmarked: (text: String, marks: [Int]) {
      text.unicodeScalars.reduce(into: (text: "", marks: [])) { result, scalar in
        if scalar == "↓" {
          result.marks.append(result.text.utf8.count)
        } else {
          result.text.unicodeScalars.append(scalar)
        }
      }
    }
  }

  static let ofTheDocument = [
    Mistake("missing-key", "↓tests:\n  - { site: shop, expect: { server: primary } }\n"),
    Mistake("missing-key", "↓version: 1\n"),
    Mistake("invalid-value", "version: ↓2\ntests: []\n"),
    Mistake("wrong-type", "version: ↓\"1\"\ntests: []\n"),
    Mistake("wrong-type", "version: ↓1.0\ntests: []\n"),
    Mistake("wrong-type", "↓- version: 1\n"),
    Mistake("wrong-type", "version: 1\ntests: ↓{ site: shop }\n"),
    Mistake("wrong-type", "version: 1\ntests: ↓shop\n"),
    Mistake("unknown-key", "version: 1\n↓case: []\n"),
    Mistake("unknown-key", "version: 1\ntests: []\n↓invariant: []\n"),
    Mistake("duplicate-key", "version: 1\ntests: []\n↓tests: []\n"),
    Mistake("wrong-type", "version: 1\nconfiguration: ↓17\ntests: []\n"),
    Mistake("invalid-value", "version: 1\nconfiguration: ↓\"\"\ntests: []\n"),
    Mistake("yaml-syntax", "version: 1\ntests: ↓[\n"),
    Mistake("yaml-syntax", "version: 1\ntests: [↓*nothing]\n"),
    Mistake("multiple-documents", "version: 1\ntests: []\n↓---\nversion: 1\n"),
    Mistake("multiple-documents", "↓"),
    Mistake("yaml-tag", "version: 1\ntests: ↓!mine []\n"),
  ]

  static let ofTests: [Mistake] = [
    .test("wrong-type", "↓shop"),
    .test("missing-key", "↓expect: { server: primary }"),
    .test("missing-key", "↓site: shop"),
    .test("missing-key", "{ site: shop, expect: ↓{} }"),
    .test("wrong-type", "{ site: shop, expect: ↓primary }"),
    .test("unknown-key", "{ site: shop, ↓server: primary }"),
    .test("unknown-key", "{ site: shop, ↓bussy: bulk, expect: { server: primary } }"),
    .test("unknown-key", "{ ↓sites: shop, expect: { server: primary } }"),
    .test("unknown-key", "{ site: shop, expect: { ↓servr: primary } }"),
    .test("unknown-key", "{ site: shop, ↓x-note: a, expect: { server: primary } }"),
    .test("invalid-value", "{ site: shop, global: ↓true, expect: { server: primary } }"),
    .test("invalid-value", "{ global: ↓false, expect: { server: primary } }"),
    .test("wrong-type", "{ global: ↓yes, expect: { server: primary } }"),
    .test("wrong-type", "{ site: ↓17, expect: { server: primary } }"),
    .test("wrong-type", "{ site: ↓null, expect: { server: primary } }"),
    .test("undefined-site", "{ site: ↓shpo, expect: { server: primary } }"),
    .test("undefined-site", "{ site: ↓global, expect: { server: primary } }"),
    .test("undefined-server", "{ site: shop, busy: ↓Primary, expect: { server: primary } }"),
    .test("undefined-server", "{ site: shop, busy: [bulk, ↓b], expect: { server: primary } }"),
    .test("undefined-server", "{ site: shop, down: ↓\"primary, bulk\", expect: { server: primary } }"),
    .test("undefined-server", "{ site: shop, expect: { server: ↓primry } }"),
    .test("undefined-server", "{ site: shop, expect: { chain: [primary, ↓bluk, archive] } }"),
    .test("undefined-server", "{ site: shop, expect: { never: ↓lgacy } }"),
    .test("wrong-type", "{ site: shop, busy: [↓7], expect: { server: primary } }"),
    .test("wrong-type", "{ site: shop, busy: ↓{ a: b }, expect: { server: primary } }"),
    .test("wrong-type", "{ site: shop, expect: { server: ↓[primary] } }"),
    .test("invalid-value", "{ site: shop, expect: { outcome: ↓available } }"),
    .test("invalid-value", "{ site: shop, expect: { outcome: ↓Busy } }"),
    .test("wrong-type", "{ name: ↓7, site: shop, expect: { server: primary } }"),
    .test("duplicate-key", "{ site: shop, ↓site: intranet, expect: { server: primary } }"),
  ]

  static let ofInvariants: [Mistake] = [
    .invariant("wrong-type", "↓every site survives the loss of any one server"),
    .invariant("missing-key", "{ ↓except: shop }"),
    .invariant("invalid-value", "{ everyChainEndsIn: archive, noSiteUses: ↓legacy }"),
    .invariant("invalid-value", "everySiteSurvivesLossOf: ↓0"),
    .invariant("invalid-value", "everySiteSurvivesLossOf: ↓-1"),
    .invariant("wrong-type", "everySiteSurvivesLossOf: ↓one"),
    .invariant("wrong-type", "everySiteSurvivesLossOf: ↓99999999999999999999"),
    .invariant("unknown-key", "↓noSiteUse: legacy"),
    .invariant("undefined-server", "noSiteUses: [legacy, ↓nobody]"),
    .invariant("undefined-server", "everyChainEndsIn: ↓archiv"),
    .invariant("undefined-site", "{ everyChainEndsIn: archive, except: ↓shpo }"),
    .invariant("wrong-type", "{ everyChainEndsIn: ↓[archive] }"),
  ]

  @Test("are each found at their place, without other findings", arguments: ofTheDocument + ofTests + ofInvariants)
  func isFound(mistake: Mistake) throws {
    let (text, marks) = mistake.unmarked
    let file = RoutingTestFile(SourceFile(name: "example.test.yaml", text: text))
      .tested(with: try Example.router(), configuration: "smtpconf.yaml")
    #expect(file.rules == [mistake.rule])
    #expect(file.report.diagnostics.map(\.span.start) == marks)
    #expect(!file.hasPassed)
    #expect(file.report.diagnostics.allSatisfy { $0.severity == .error && !$0.message.isEmpty })
    #expect(file.report.diagnostics.allSatisfy { $0.help?.isEmpty == false || !$0.caption.isEmpty })
  }

  @Test("A wrong test does not hide the others")
  func others() throws {
    let file = try Example.tested(
      """
      tests:
        - { site: shpo, expect: { server: primary } }
        - { site: shop, bussy: primary, expect: { server: bulk } }
        - { site: shop, expect: { server: bulk } }
        - { site: shop, expect: { server: primary } }
      """)
    #expect(file.rules == ["undefined-site", "unknown-key", "failed-expectation"])
    #expect(file.mistakes.diagnostics.map(\.rule) == ["undefined-site", "unknown-key"])
    #expect(file.results.count == 3)
  }

  @Test("Anchors, aliases and merge keys work; a mistake in an aliased node is reported once, with its use")
  func aliases() throws {
    let good = try Example.tested(
      """
      x-both: &both [primary, bulk]
      x-shop: &shop { site: shop, busy: *both }
      tests:
        - { <<: *shop, expect: { server: archive } }
        - { <<: *shop, busy: [], expect: { server: primary } }
      """)
    #expect(good.hasPassed)
    let bad = try Example.tested(
      """
      x-both: &both [primary, blk]
      tests:
        - { site: shop, busy: *both, expect: { server: archive } }
        - { site: shop, down: *both, expect: { server: archive } }
      """)
    #expect(bad.rules == ["undefined-server"])
  }

  @Test("A routing table does not contain servers in no chain, so it holds that no site uses one")
  func goneFromTable() throws {
    let table = try Router(tableJSON: Array(Self.tableWithoutLegacy.utf8))
    #expect(try Example.tested("invariants: [{ noSiteUses: legacy }]", with: table).hasPassed)
    #expect(try Example.tested("tests: [{ global: true, expect: { never: legacy } }]", with: table).hasPassed)
    let busy = try Example.tested("tests: [{ global: true, busy: legacy, expect: { server: a } }]", with: table)
    #expect(busy.rules == ["undefined-server"])
  }

  private static let tableWithoutLegacy = """
    {"formatVersion":1,"global":{"chain":[{"priority":"High","server":"a","via":"globalDefault"}],"default":"a"},
    "servers":{"a":{"deliveryMethod":"PickupDirectoryFromIIS","writableBy":"NETWORK SERVICE"}},"sites":{}}
    """

  @Test("The requested number is kept, and all are counted", arguments: [(1, 1), (3, 3), (0, 1200), (2000, 1200)])
  func findingLimit(limit: Int, kept: Int) {
    let text = "version: 1\ntests:\n" + String(repeating: "  - 1\n", count: 1200)
    let report = RoutingTestFile(SourceFile(name: "many.test.yaml", text: text), findingLimit: limit).report
    #expect(report.diagnostics.count == kept)
    #expect(report.omitted == 1200 - kept)
    #expect(report.count(.error) == 1200)
  }
}
