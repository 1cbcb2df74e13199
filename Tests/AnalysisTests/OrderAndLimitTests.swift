import Analysis
import Diagnostics
import Linting
import SourceText
import Testing

@testable import Language

@Suite("Which findings are kept, and in which order")
struct OrderAndLimitTests {
  /// Each of this many sites has an error, an empty reference, and some have a warning, a server listed twice.
  private static func document(errors: Int, warnings: Int) -> String {
    let sites =
      (0..<warnings).map { "  w\($0):\n    servers: [one, one]\n" }.joined()
      + (0..<errors).map { "  e\($0):\n    servers: [nine]\n" }.joined()
    return Document.scopes("global:\n  servers: [two]\nsites:\n\(sites)")
  }

  private func options(limit: Int) -> CheckOptions {
    var options = CheckOptions()
    options.findingLimit = limit
    return options
  }

  @Test("Findings are in the order of the text, those at the same place in the order of their rules' names")
  func order() {
    let text = """
      version: 1
      servers:
        a:
          password: hunter2
          deliveryMethod: PickupDirectory
          username: u
          serverName: h:0
      global:
        servers: [a, a, nine]
      """
    #expect(
      check(text).findings == [
        "pickup-directory-required 3", "plaintext-password 4", "credentials-need-network 6", "port-invalid 7",
        "undefined-server 9",
      ])
  }

  @Test("Of too many findings a thousand are kept, and the others are counted")
  func thousand() {
    let report = check(Self.document(errors: 1500, warnings: 0)).report
    #expect(report.diagnostics.count == 1000)
    #expect(report.omitted == 500)
    #expect(report.count(.error) == 1500)
    #expect(CheckOptions.defaultFindingLimit == 1000)
  }

  @Test("Exactly a thousand are all kept")
  func exactly() {
    let report = check(Self.document(errors: 1000, warnings: 0)).report
    #expect(report.diagnostics.count == 1000 && report.omitted == 0)
  }

  @Test("Errors are kept first; the kept findings are still in the order of the text")
  func errorsFirst() {
    let checked = check(Self.document(errors: 5, warnings: 20), options: options(limit: 8))
    let report = checked.report
    #expect(report.diagnostics.count == 8)
    #expect(report.diagnostics.filter { $0.severity == .error }.count == 5)
    #expect(report.diagnostics.map(\.span) == report.diagnostics.map(\.span).sorted())
    #expect(report.omitted == report.counts.total - 8)
  }

  @Test("The first errors of the text are kept, whatever the order in which they were found")
  func firstErrors() {
    let all = check(Self.document(errors: 200, warnings: 10), options: options(limit: 0)).report.diagnostics
    for limit in [1, 2, 7, 30] {
      let kept = check(Self.document(errors: 200, warnings: 10), options: options(limit: limit)).report.diagnostics
      #expect(kept == Array(all.filter { $0.severity == .error }.prefix(limit)))
    }
  }

  @Test("A limit of 0 keeps all")
  func noLimit() {
    let report = check(Self.document(errors: 1500, warnings: 0), options: options(limit: 0)).report
    #expect(report.diagnostics.count == 1500 && report.omitted == 0)
  }

  @Test("The same text gives the same findings every time")
  func deterministic() {
    let text = Self.document(errors: 20, warnings: 20)
    #expect(check(text).report.diagnostics == check(text).report.diagnostics)
  }
}
