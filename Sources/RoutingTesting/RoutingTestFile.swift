import Analysis
package import Diagnostics
import Language
import Linting
import LocatedYAML
package import Routing
package import SourceText

/// A test file that has been read.
package struct RoutingTestFile {
  /// The tests and invariants that could be read.
  package let suite: RoutingTestSuite
  private let yaml: CheckedYAML

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - source: The file.
  ///   - findingLimit: How many findings are kept; 0 for all.
  package init(_ source: SourceFile, findingLimit: Int = CheckOptions.defaultFindingLimit) {
    yaml = CheckedYAML(source, findingLimit: findingLimit)
    var reader = RoutingTestReader(source, yaml)
    if yaml.tree.isComplete { reader.read() }
    suite = reader.suite
  }

  /// Whether the file could be read as YAML to its end.
  package var isReadable: Bool { yaml.tree.isComplete }

  /// What is wrong with the file itself, whatever the routing.
  package var report: FileReport { yaml.collector.report() }

  /// Runs all tests against a routing.
  ///
  /// - Parameters:
  ///   - router: The routing that is tested.
  ///   - configuration: The name of its file.
  /// - Returns: The results.
  package func tested(with router: Router, configuration: String) -> TestedFile {
    let collector = yaml.collector.copy()
    let names = NameCheck(router, configuration: configuration, collector)
    let facts = RoutingFacts(router)
    var coverage = Coverage(router)
    var failures = FailureList()
    let tests = suite.tests.map { question in
      guard names.accepts(question) else { return TestResult(question, verdict: .invalid) }
      coverage.add(question, router)
      let check = RoutingTestCheck(question, facts)
      let broken = check.broken
      guard !broken.isEmpty else { return TestResult(question, verdict: .passed) }
      return TestResult(
        question, verdict: .failed(failures.add(broken, of: RoutingTestRules.failedExpectation, check.failure)))
    }
    let invariants = suite.invariants.map { invariant in
      guard names.accepts(invariant) else { return TestResult(invariant, verdict: .invalid) }
      let check = InvariantCheck(invariant, facts)
      guard check.isBroken else { return TestResult(invariant, verdict: .passed) }
      return TestResult(
        invariant, verdict: .failed(failures.add([check], of: RoutingTestRules.brokenInvariant) { $0.failure }))
    }
    let mistakes = collector.report()
    collector.add(failures.worded.map(\.diagnostic), further: failures.unworded)
    return TestedFile(
      configuration: configuration, results: tests + invariants, mistakes: mistakes, report: collector.report(),
      coverage: coverage)
  }
}

/// The failures. All are counted, but messages are written only for the first ones.
private struct FailureList {
  private(set) var worded: [TestFailure] = []
  /// The number of other failures, by rule.
  private(set) var unworded: [RuleID: Int] = [:]

  /// Adds failures of a rule; if there are too many already, they are only counted.
  mutating func add<Broken>(
    _ broken: [Broken], of rule: RuleID, _ failure: (Broken) -> TestFailure?
  ) -> [TestFailure] {
    let new = broken.prefix(max(0, CheckOptions.defaultFindingLimit - worded.count)).compactMap(failure)
    worded += new
    if new.count < broken.count { unworded[rule, default: 0] += broken.count - new.count }
    return new
  }
}

/// A test file with the results for a routing.
package struct TestedFile: Sendable {
  /// The name of the configuration or routing table.
  package let configuration: String
  /// Tests and invariants, each in the order written. Entries that could not be read are not among them.
  package let results: [TestResult]
  /// The problems of the file itself: with any of them the file has not passed.
  package let mistakes: FileReport
  /// Those problems and the failures, in file order.
  package let report: FileReport
  /// What the tests cover.
  package let coverage: Coverage

  /// Whether all tests passed and the file has no problems.
  package var hasPassed: Bool { report.count(.error) == 0 }
}

/// The result of one test or invariant.
package struct TestResult: Sendable {
  /// Which of the two it is.
  package enum Kind: String, Sendable {
    case test
    case invariant
  }

  /// The possible results.
  package enum Verdict: Sendable {
    case passed
    /// It failed. If there are very many failures, the last ones are only counted and not listed here.
    case failed([TestFailure])
    /// It was not run, because it names something that does not exist.
    case invalid
  }

  package let kind: Kind
  /// Its name, or a description of it.
  package let name: String
  /// Where it begins.
  package let span: SourceSpan
  package let verdict: Verdict

  /// Why it failed; empty if it did not.
  package var failures: [TestFailure] { if case .failed(let failures) = verdict { failures } else { [] } }

  init(_ question: RoutingTest, verdict: Verdict) {
    kind = .test
    name = question.name?.shown ?? question.inProse
    span = question.span
    self.verdict = verdict
  }

  init(_ invariant: Invariant, verdict: Verdict) {
    kind = .invariant
    name = invariant.name?.shown ?? invariant.law.inProse
    span = invariant.span
    self.verdict = verdict
  }
}

/// An expectation that is not met.
package struct TestFailure: Sendable {
  /// What was expected, in a few words.
  package let expected: String
  /// The actual result, in a few words.
  package let actual: String
  /// The smallest case that shows it.
  package let witness: Witness
  /// The failure as a finding in the test file.
  package let diagnostic: Diagnostic

  /// Whose mail it is, and which servers are busy or down.
  package struct Witness: Sendable, Equatable {
    package let scope: Scope
    package let busy: [String]
    package let down: [String]
  }
}

extension RoutingTest {
  /// The description of a test without a name: `shop while primary, bulk are busy`.
  var inProse: String { "\(scope.shown)\(Conditions(busy: busy.map(\.shown), down: down.map(\.shown)).inProse)" }

  var busyIDs: [String] { busy.map(\.value) }
  var downIDs: [String] { down.map(\.value) }
}

/// Which servers are busy or down.
struct Conditions {
  let busy: [String]
  let down: [String]

  /// The conditions at the end of a sentence: ` while primary is busy and bulk is down`.
  var inProse: String {
    let parts = [(busy, "busy"), (down, "down")].filter { !$0.0.isEmpty }.map { ids, state in
      "\(Self.listed(ids)) \(ids.count == 1 ? "is" : "are") \(state)"
    }
    return parts.isEmpty ? "" : " while " + parts.joined(separator: " and ")
  }

  /// The ids; if there are very many, the first.
  private static func listed(_ ids: [String]) -> String {
    guard ids.count > mostIDs else { return ids.joined(separator: ", ") }
    return ids.prefix(mostIDs).joined(separator: ", ") + " and \(ids.count - mostIDs) more"
  }

  private static let mostIDs = 20
}

extension Invariant.Law {
  /// The law as a sentence.
  var inProse: String {
    switch self {
    case .everySiteSurvivesLoss(let count):
      "every site must survive the loss of any \(count.value == 1 ? "one server" : "\(count.value) servers")"
    case .noSiteUses(let ids): "no site may use \(ids.map(\.shown).joined(separator: " or "))"
    case .onlyUses(let ids): "only \(ids.map(\.shown).joined(separator: " or ")) may be used"
    case .everyChainEndsIn(let id): "every chain must end in \(id.shown)"
    }
  }
}
