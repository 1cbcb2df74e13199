import Diagnostics
import Language
import Routing
import SourceText

/// Checks an invariant for all sites and for `global`, if it applies there.
///
/// The check takes time proportional to the length of the invariant; only wording a failure goes through all sites.
struct InvariantCheck {
  private let invariant: Invariant
  private let facts: RoutingFacts
  /// The indices of the sites that are exempt; 0 is `global`.
  private let exempt: Set<Int>
  /// The servers that `onlyUses` names.
  private let allowed: Set<String>

  init(_ invariant: Invariant, _ facts: RoutingFacts) {
    self.invariant = invariant
    self.facts = facts
    exempt = Set(
      invariant.exceptions.compactMap { exception in
        switch exception.value {
        case .global: 0
        case .site(let name): facts.router.siteIndex(name).map { $0 + 1 }
        }
      })
    allowed = if case .onlyUses(let ids) = invariant.law { Set(ids.map(\.value)) } else { [] }
  }

  /// Whether it is broken: more sites break it than are exempt from it.
  var isBroken: Bool { breachCount > 0 }

  /// A site that breaks it, and the fewest busy servers that show it.
  private struct Breach {
    let scope: Scope
    let busy: [String]
    let actual: String
    /// The server that should not be there.
    let culprit: String?
  }

  /// The failure of a broken invariant; nil if it is not broken.
  var failure: TestFailure? {
    guard isBroken else { return nil }
    var names: [String] = []
    var count = 0
    // The smallest case is the clearest; if several are equally small, the first.
    var witness: (scope: Int, busyCount: Int)?
    let busyCounts = busyCounts
    for scope in scopes where !exempt.contains(scope) {
      guard let busyCount = busyCounts(facts.chainsOfScopes[scope]) else { continue }
      count += 1
      if names.count < Self.mostNames { names.append("\(facts.scopes[scope])") }
      if witness.map({ busyCount < $0.busyCount }) ?? true { witness = (scope, busyCount) }
    }
    let more = count > names.count ? " and \(count - names.count) more" : ""
    return witness.map {
      failure(breach(of: $0.scope, busyCount: $0.busyCount), names.joined(separator: ", ") + more)
    }
  }

  // MARK: Counting

  /// Whether it also applies to mail that belongs to no site: without servers in `global` there is no chain to check.
  private var isAboutGlobal: Bool {
    switch invariant.law {
    case .everyChainEndsIn: !facts.globalChain.isEmpty
    case .onlyUses: true
    case .everySiteSurvivesLoss, .noSiteUses: false
    }
  }

  private var scopes: Range<Int> { (isAboutGlobal ? 0 : 1)..<facts.scopes.count }

  /// How many sites break it, without those that are exempt.
  private var breachCount: Int {
    let exemptCount = exempt.count { scopes.contains($0) && breaks(facts.chainsOfScopes[$0]) }
    return allBreachCount(beyond: exemptCount) - exemptCount
  }

  /// How many sites would break it if none were exempt; a number above `enough` need not be exact.
  private func allBreachCount(beyond enough: Int) -> Int {
    switch invariant.law {
    case .everySiteSurvivesLoss(let count): return facts.countOfSites(withAtMost: count.value)
    case .everyChainEndsIn(let id):
      let isGlobalBroken = isAboutGlobal && facts.globalChain.last != id.value
      return facts.siteCount - facts.countOfSites(endingIn: id.value) + (isGlobalBroken ? 1 : 0)
    case .onlyUses:
      let right = chainsOfAllowed
      let isGlobalBroken = breaks(facts.chainsOfScopes[0])
      return facts.siteCount - right.reduce(facts.countOfSites(withAtMost: 0)) { $0 + facts.siteCounts[$1] }
        + (isGlobalBroken ? 1 : 0)
    case .noSiteUses(let ids):
      let counts = Set(ids.map(\.value)).map(facts.countOfSites(using:))
      let most = counts.max() ?? 0
      if most > enough || counts.count(where: { $0 > 0 }) <= 1 { return most }
      let chains = Set(ids.lazy.flatMap { facts.places(of: $0.value) }.map(\.chain))
      return chains.reduce(0) { $0 + facts.siteCounts[$1] }
    }
  }

  /// The chains that are not empty and contain allowed servers only, found by the places of these servers.
  private var chainsOfAllowed: [Int] {
    var known: [Int: Int] = [:]
    for place in allowed.lazy.flatMap(facts.places(of:)) { known[place.chain, default: 0] += 1 }
    return known.filter { facts.chains[$0.key].count == $0.value }.map(\.key)
  }

  private func breaks(_ chain: Int) -> Bool {
    switch invariant.law {
    case .onlyUses: !facts.chains[chain].allSatisfy(allowed.contains)
    case .everySiteSurvivesLoss(let count): facts.chains[chain].count <= count.value
    case .noSiteUses(let ids): ids.contains { facts.position(of: $0.value, in: chain) != nil }
    case .everyChainEndsIn(let id): facts.chains[chain].last != id.value
    }
  }

  /// How many servers of a chain must be busy to show that the invariant is broken; nil if it is not.
  private var busyCounts: (_ chain: Int) -> Int? {
    let chains = facts.chains
    switch invariant.law {
    case .everySiteSurvivesLoss(let count):
      return { chains[$0].count <= count.value ? chains[$0].count : nil }
    case .everyChainEndsIn(let id): return { chains[$0].last == id.value ? nil : max(0, chains[$0].count - 1) }
    case .onlyUses:
      let allowed = allowed
      return { chains[$0].firstIndex { !allowed.contains($0) } }
    case .noSiteUses(let ids):
      let places = Set(ids.map(\.value)).lazy.flatMap(facts.places(of:)).map { ($0.chain, $0.position) }
      let first = Dictionary(places, uniquingKeysWith: min)
      return { first[$0] }
    }
  }

  // MARK: Text

  private func breach(of scope: Int, busyCount: Int) -> Breach {
    let chain = facts.chains[facts.chainsOfScopes[scope]]
    let (actual, culprit): (String, String?) =
      switch invariant.law {
      case .everySiteSurvivesLoss: (chain.isEmpty ? "has no server" : "has no other server", nil)
      case .noSiteUses, .onlyUses: ("uses `\(chain[busyCount])`", chain[busyCount])
      case .everyChainEndsIn: (chain.last.map { "ends in `\($0)`" } ?? "has no server", chain.last)
      }
    return Breach(scope: facts.scopes[scope], busy: Array(chain.prefix(busyCount)), actual: actual, culprit: culprit)
  }

  private func span(of culprit: String?) -> SourceSpan {
    switch invariant.law {
    case .everySiteSurvivesLoss(let count): count.span
    case .noSiteUses(let ids): ids.first { $0.value == culprit }?.span ?? invariant.span
    case .onlyUses(let ids):
      ids.first.map { first in SourceSpan(first.span.start, ids.last?.span.end ?? first.span.end) } ?? invariant.span
    case .everyChainEndsIn(let id): id.span
    }
  }

  private func failure(_ witness: Breach, _ names: String) -> TestFailure {
    let isLoss = if case .everySiteSurvivesLoss = invariant.law { true } else { false }
    let conditions = Conditions(busy: isLoss ? [] : witness.busy, down: isLoss ? witness.busy : []).inProse
    // The wrong end of a chain is visible without busy servers.
    let isEnd = if case .everyChainEndsIn = invariant.law { true } else { false }
    return TestFailure(
      expected: invariant.law.inProse,
      actual: "\(witness.scope) \(witness.actual.replacing("`", with: ""))\(conditions)",
      witness: TestFailure.Witness(
        scope: witness.scope, busy: isLoss ? [] : witness.busy, down: isLoss ? witness.busy : []),
      diagnostic: Diagnostic(
        rule: RoutingTestRules.brokenInvariant, severity: .error,
        message: "invariant broken: \(invariant.law.inProse)", span: span(of: witness.culprit),
        caption: "`\(witness.scope)` \(witness.actual)\(isEnd ? "" : conditions)",
        help: "broken by \(names)\nif this is intended, add the site to `except`"))
  }

  private static let mostNames = 9
}
