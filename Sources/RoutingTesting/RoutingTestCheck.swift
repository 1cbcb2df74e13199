import Diagnostics
import Language
import Routing
import SourceText

/// Runs one test against the routing and compares the result with what the test expects.
///
/// The check takes time proportional to the length of the test; only wording a failure goes through the chain.
struct RoutingTestCheck {
  private let question: RoutingTest
  private let facts: RoutingFacts
  private let chainIndex: Int?
  private let outcome: Outcome

  init(_ question: RoutingTest, _ facts: RoutingFacts) {
    self.question = question
    self.facts = facts
    chainIndex = facts.router.chainIndex(of: question.scope.value)
    outcome =
      facts.router.chain(of: question.scope.value)?.outcome(busy: Set(question.busyIDs + question.downIDs))
      ?? .permanentlyUnavailable
  }

  /// The expectations that are not met.
  var broken: [Expectation] {
    question.expectations.filter { expectation in
      switch expectation {
      case .server(let id): outcome.server?.id != id.value
      case .chain(let ids, _): !ids.lazy.map(\.value).elementsEqual(chain)
      case .outcome(let kind): outcome.kind != kind.value
      case .never(let id): chainIndex.flatMap { facts.position(of: id.value, in: $0) } != nil
      }
    }
  }

  /// The failure of an expectation that is not met.
  func failure(of expectation: Expectation) -> TestFailure {
    switch expectation {
    case .server(let id): failure(ofServer: id)
    case .chain(let ids, let span): failure(ofChain: ids, span)
    case .outcome(let kind): failure(ofOutcome: kind)
    case .never(let id): failure(ofNever: id)
    }
  }

  private var chain: [String] { chainIndex.map { facts.chains[$0] } ?? [] }
  private var scope: Scope { facts.router.declared(question.scope.value) }

  private func failure(ofServer id: Located<String>) -> TestFailure {
    failure(
      expected: id.value, at: id.span, "`\(id.value)` does not handle mail of `\(scope)`\(conditions)",
      caption: outcome.server.map { "`\($0.id)` handles it" } ?? outcome.name, of: id.value)
  }

  private func failure(ofOutcome kind: Located<Outcome.Kind>) -> TestFailure {
    failure(
      expected: kind.value.rawValue, at: kind.span,
      "the outcome for mail of `\(scope)` is \(outcome.name)\(conditions)",
      caption: outcome.server.map { "`\($0.id)` handles it" } ?? outcome.name)
  }

  private func failure(ofChain ids: [Located<String>], _ span: SourceSpan) -> TestFailure {
    let common = zip(ids, chain).prefix { $0.value == $1 }.count
    let (place, caption): (SourceSpan, String) =
      switch (ids.count > common, chain.count > common) {
      case (true, true): (ids[common].span, "the actual server here is `\(chain[common])`")
      case (true, false): (ids[common].span, "the actual chain ends here")
      default: (span, "the actual chain continues with `\(chain[common])`")
      }
    return TestFailure(
      expected: "the chain \(Self.listed(ids.map(\.value)))", actual: "the chain \(Self.listed(chain))",
      witness: TestFailure.Witness(scope: scope, busy: Array(chain.prefix(common)), down: []),
      diagnostic: Diagnostic(
        rule: RoutingTestRules.failedExpectation, severity: .error,
        message: "the chain of `\(scope)` is different", span: place, caption: caption,
        help: "the actual chain is \(Self.listed(chain.prefix(Self.mostServers)))"
          + (chain.count > Self.mostServers ? " and \(chain.count - Self.mostServers) more" : "")))
  }

  private func failure(ofNever id: Located<String>) -> TestFailure {
    let place = chainIndex.flatMap { facts.position(of: id.value, in: $0) } ?? 0
    let busy = Array(chain.prefix(place))
    let conditions = Conditions(busy: busy, down: []).inProse
    return TestFailure(
      expected: "never \(id.value)", actual: "\(id.value) handles mail\(conditions)",
      witness: TestFailure.Witness(scope: scope, busy: busy, down: []),
      diagnostic: Diagnostic(
        rule: RoutingTestRules.failedExpectation, severity: .error,
        message: "`\(id.value)` handles mail of `\(scope)`\(conditions)", span: id.span,
        caption: "number \(place + 1) of \(chain.count) in the chain",
        help: "the actual chain is \(Self.listed(chain.prefix(Self.mostServers)))"))
  }

  private func failure(
    expected: String, at span: SourceSpan, _ message: String, caption: String, of id: String? = nil
  ) -> TestFailure {
    TestFailure(
      expected: expected, actual: outcome.server?.id ?? outcome.name,
      witness: TestFailure.Witness(scope: scope, busy: question.busyIDs, down: question.downIDs),
      diagnostic: Diagnostic(
        rule: RoutingTestRules.failedExpectation, severity: .error, message: message, span: span, caption: caption,
        help: route(to: id)))
  }

  private var conditions: String { Conditions(busy: question.busyIDs, down: question.downIDs).inProse }

  /// The route of the message, one line per server, and why the expected server does not handle it.
  private func route(to id: String?) -> String {
    let route = facts.router.route(
      of: question.scope.value, busy: Set(question.busyIDs), down: Set(question.downIDs))
    guard let route, !route.steps.isEmpty else { return "the chain is empty" }
    let reached = route.steps.prefix { $0.decision != .notNeeded }
    let rest = route.steps.count - reached.count
    var lines = reached.prefix(Self.mostServers).map { "\($0.server.id): \($0.decision.inProse)" }
    if reached.count > lines.count { lines.append("… and \(reached.count - lines.count) more") }
    if rest > 0 { lines.append("not needed: \(rest) more") }
    guard let id, !reached.contains(where: { $0.server.id == id }) else { return lines.joined(separator: "\n") }
    switch route.steps.first(where: { $0.server.id == id }) {
    case nil: lines.append("`\(id)` is not in this chain")
    // A disabled server is in the route at its position, also after the server that handles the message.
    case _? where !chain.contains(id): lines.append("`\(id)` is disabled")
    case _?: lines.append("`\(id)` is not needed")
    }
    return lines.joined(separator: "\n")
  }

  private static func listed(_ ids: some Collection<String>) -> String {
    ids.isEmpty ? "empty" : ids.joined(separator: ", ")
  }

  private static let mostServers = 9
}

extension Route.Decision {
  /// The decision in prose.
  fileprivate var inProse: String {
    switch self {
    case .disabled: "disabled"
    case .busy: "busy"
    case .down: "down"
    case .takes: "handles it"
    case .notNeeded: "not needed"
    }
  }
}
