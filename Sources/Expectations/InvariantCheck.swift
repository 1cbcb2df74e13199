import Diagnostics
import Routing
import SMTPConfig
import SourceText

/// Looks whether an invariant holds for all scopes it is about.
struct InvariantCheck {
  private let invariant: Invariant
  private let router: Router

  init(_ invariant: Invariant, _ router: Router) {
    self.invariant = invariant
    self.router = router
  }

  /// A scope for which it does not hold, and the fewest busy servers with which that can be seen.
  private struct Breach {
    let scope: Scope
    let busy: [String]
    let actual: String
    /// The server that should not be there.
    let culprit: String?
  }

  /// What is to say where it does not hold; nil where it does.
  var failure: TestFailure? {
    let exceptions = Set(invariant.exceptions.compactMap { router.chainAndName(of: $0.value)?.scope })
    // Sites with equal chains share the answer.
    let answers = router.chains.map { breach($0.ids) }
    let breaches = scopes.filter { !exceptions.contains($0) }.compactMap { scope -> Breach? in
      guard let index = router.chainIndex(of: scope), let answer = answers[index] else { return nil }
      return Breach(scope: scope, busy: answer.busy, actual: answer.actual, culprit: answer.culprit)
    }
    // The smallest case says most.
    guard let witness = breaches.min(by: { $0.busy.count < $1.busy.count }) else { return nil }
    return failure(witness, breaches)
  }

  private var scopes: [Scope] {
    switch invariant.law {
    case .everySiteSurvivesLoss, .noSiteUses: Array(router.scopes.dropFirst())
    // Without any global server there is no chain that could end in another.
    case .everyChainEndsIn: router.globalChain.links.isEmpty ? Array(router.scopes.dropFirst()) : router.scopes
    }
  }

  /// The busy servers with which a chain shows that the invariant does not hold, and what happens then.
  private func breach(_ chain: [String]) -> (busy: [String], actual: String, culprit: String?)? {
    switch invariant.law {
    case .everySiteSurvivesLoss(let count):
      guard chain.count <= count.value else { return nil }
      return (chain, chain.isEmpty ? "has no server at all" : "has no other server", nil)
    case .noSiteUses(let ids):
      guard let place = chain.firstIndex(where: { id in ids.contains { $0.value == id } }) else { return nil }
      return (Array(chain.prefix(place)), "uses `\(chain[place])`", chain[place])
    case .everyChainEndsIn(let id):
      guard chain.last != id.value else { return nil }
      return (Array(chain.dropLast()), chain.last.map { "ends in `\($0)`" } ?? "has no server at all", chain.last)
    }
  }

  private func span(of culprit: String?) -> ByteSpan {
    switch invariant.law {
    case .everySiteSurvivesLoss(let count): count.span
    case .noSiteUses(let ids): ids.first { $0.value == culprit }?.span ?? invariant.span
    case .everyChainEndsIn(let id): id.span
    }
  }

  private func failure(_ witness: Breach, _ breaches: [Breach]) -> TestFailure {
    let names = breaches.prefix(Self.mostNames).map { "\($0.scope)" }.joined(separator: ", ")
    let more = breaches.count > Self.mostNames ? " and \(breaches.count - Self.mostNames) more" : ""
    let isLoss = if case .everySiteSurvivesLoss = invariant.law { true } else { false }
    let conditions = Conditions(busy: isLoss ? [] : witness.busy, down: isLoss ? witness.busy : []).words
    // Of a chain that ends in another server the end is seen without them.
    let isEnd = if case .everyChainEndsIn = invariant.law { true } else { false }
    return TestFailure(
      expected: invariant.law.words, actual: "\(witness.scope) \(witness.actual.replacing("`", with: ""))\(conditions)",
      witness: TestFailure.Witness(
        scope: witness.scope, busy: isLoss ? [] : witness.busy, down: isLoss ? witness.busy : []),
      diagnostic: Diagnostic(
        rule: ExpectationRules.brokenInvariant, severity: .error,
        message: "it does not hold that \(invariant.law.words)", span: span(of: witness.culprit),
        caption: "`\(witness.scope)` \(witness.actual)\(isEnd ? "" : conditions)",
        help: "it breaks for \(names)\(more)\nwhere that is meant, name the site in `except`"))
  }

  private static let mostNames = 9
}

extension Router {
  /// A scope by the name it is declared under, and its chain.
  fileprivate func chainAndName(of scope: Scope) -> (scope: Scope, chain: Chain)? {
    route(of: scope).flatMap { route in chain(of: route.scope).map { (route.scope, $0) } }
  }
}
