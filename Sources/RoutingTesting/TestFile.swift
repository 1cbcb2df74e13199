import Analysis
package import Diagnostics
import Language
import Linting
import LocatedYAML
package import Routing
package import SourceText

/// A file of expectations, read.
package struct RoutingTestFile {
  /// What it expects, as far as it could be read.
  package let expectations: RoutingTestSuite
  private let yaml: CheckedYAML

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - source: Its text.
  ///   - findingLimit: How many findings are kept; 0 for all.
  package init(_ source: SourceFile, findingLimit: Int = CheckOptions.defaultFindingLimit) {
    yaml = CheckedYAML(source, findingLimit: findingLimit)
    var reader = RoutingTestReader(source, yaml)
    if yaml.tree.isComplete { reader.read() }
    expectations = reader.suite
  }

  /// Whether the text could be read as YAML to its end.
  package var isReadable: Bool { yaml.tree.isComplete }

  /// What is wrong with the file itself, whatever the routing.
  package var report: FileReport { yaml.collector.report() }

  /// Asks a routing everything, and compares.
  ///
  /// - Parameters:
  ///   - router: The routing that is tested.
  ///   - configuration: The name by which people know it.
  /// - Returns: What came of it.
  package func tested(with router: Router, configuration: String) -> TestedFile {
    let collector = yaml.collector.copy()
    let names = NameCheck(router, configuration: configuration, collector)
    let facts = RoutingFacts(router)
    var coverage = Coverage(router)
    var failures = FailureList()
    let tests = expectations.tests.map { question in
      guard names.accepts(question) else { return TestResult(question, verdict: .invalid) }
      coverage.add(question, router)
      let check = RoutingTestCheck(question, facts)
      let broken = check.broken
      guard !broken.isEmpty else { return TestResult(question, verdict: .passed) }
      return TestResult(
        question, verdict: .failed(failures.add(broken, of: RoutingTestRules.failedExpectation, check.failure)))
    }
    let invariants = expectations.invariants.map { invariant in
      guard names.accepts(invariant) else { return TestResult(invariant, verdict: .invalid) }
      let check = InvariantCheck(invariant, facts)
      guard check.isBroken else { return TestResult(invariant, verdict: .passed) }
      return TestResult(
        invariant, verdict: .failed(failures.add([check], of: RoutingTestRules.brokenInvariant) { $0.failure }))
    }
    let mistakes = collector.report()
    collector.add(failures.told.map(\.diagnostic), further: failures.untold)
    return TestedFile(
      configuration: configuration, results: tests + invariants, mistakes: mistakes, report: collector.report(),
      coverage: coverage)
  }
}

/// What does not hold: all of it counted, and as much of it told as anybody reads.
private struct FailureList {
  private(set) var told: [TestFailure] = []
  /// How many others there are, by their rules.
  private(set) var untold: [RuleID: Int] = [:]

  /// Takes some failures of a rule; they are only counted if there are too many already.
  mutating func add<Broken>(
    _ broken: [Broken], of rule: RuleID, _ failure: (Broken) -> TestFailure?
  ) -> [TestFailure] {
    let new = broken.prefix(max(0, CheckOptions.defaultFindingLimit - told.count)).compactMap(failure)
    told += new
    if new.count < broken.count { untold[rule, default: 0] += broken.count - new.count }
    return new
  }
}

/// A file of expectations that was held against a routing.
package struct TestedFile: Sendable {
  /// The name of the configuration or routing table.
  package let configuration: String
  /// Tests and invariants, each in the order written. Entries that could not be read are not among them.
  package let results: [TestResult]
  /// What is wrong with the file itself: as long as there is anything, it has not passed.
  package let mistakes: FileReport
  /// The mistakes and the failures, in the order of the text.
  package let report: FileReport
  /// What the tests have touched.
  package let coverage: Coverage

  /// Whether everything holds that is expected, and the file has no mistakes.
  package var hasPassed: Bool { report.count(.error) == 0 }
}

/// What came of one test, or of one invariant.
package struct TestResult: Sendable {
  /// Which of both.
  package enum Kind: String, Sendable {
    case test
    case invariant
  }

  /// What can come of it.
  package enum Verdict: Sendable {
    case passed
    /// Of very many failures the last ones are not told: then there are none here.
    case failed([TestFailure])
    /// It names what does not exist, so that it was not asked.
    case invalid
  }

  package let kind: Kind
  /// Its name, or what it asks.
  package let name: String
  /// Where it begins.
  package let span: SourceSpan
  package let verdict: Verdict

  /// Why it failed; empty where it did not.
  package var failures: [TestFailure] { if case .failed(let failures) = verdict { failures } else { [] } }

  init(_ question: RoutingTest, verdict: Verdict) {
    kind = .test
    name = question.name?.shown ?? question.words
    span = question.span
    self.verdict = verdict
  }

  init(_ invariant: Invariant, verdict: Verdict) {
    kind = .invariant
    name = invariant.name?.shown ?? invariant.law.words
    span = invariant.span
    self.verdict = verdict
  }
}

/// An expectation that does not hold.
package struct TestFailure: Sendable {
  /// What was expected, in a few words.
  package let expected: String
  /// What is the case.
  package let actual: String
  /// The smallest case in which it can be seen.
  package let witness: Witness
  /// All of it as a finding in the file of expectations.
  package let diagnostic: Diagnostic

  /// A mail, and what is the matter with the servers.
  package struct Witness: Sendable, Equatable {
    package let scope: Scope
    package let busy: [String]
    package let down: [String]
  }
}

extension RoutingTest {
  /// What is asked, for a test without a name: `shop while primary, bulk are busy`.
  var words: String { "\(scope.shown)\(Conditions(busy: busy.map(\.shown), down: down.map(\.shown)).words)" }

  var busyIDs: [String] { busy.map(\.value) }
  var downIDs: [String] { down.map(\.value) }
}

/// What is the matter with servers, in words.
struct Conditions {
  let busy: [String]
  let down: [String]

  /// The conditions as a sentence goes on: ` while primary is busy and bulk is down`.
  var words: String {
    let parts = [(busy, "busy"), (down, "down")].filter { !$0.0.isEmpty }.map { ids, state in
      "\(Self.listed(ids)) \(ids.count == 1 ? "is" : "are") \(state)"
    }
    return parts.isEmpty ? "" : " while " + parts.joined(separator: " and ")
  }

  /// The ids, of very many the first.
  private static func listed(_ ids: [String]) -> String {
    guard ids.count > mostIDs else { return ids.joined(separator: ", ") }
    return ids.prefix(mostIDs).joined(separator: ", ") + " and \(ids.count - mostIDs) more"
  }

  private static let mostIDs = 20
}

extension Invariant.Law {
  /// The law as a sentence.
  var words: String {
    switch self {
    case .everySiteSurvivesLoss(let count):
      "every site survives the loss of any \(count.value == 1 ? "one server" : "\(count.value) servers")"
    case .noSiteUses(let ids): "no site ever uses \(ids.map(\.shown).joined(separator: " or "))"
    case .everyChainEndsIn(let id): "every chain ends in \(id.shown)"
    }
  }
}
