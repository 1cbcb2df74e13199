import Diagnostics
import Language
import Linting
import Routing
import SourceText

/// Compares the names in a test file with those of the routing. A name that does not exist is a typing mistake, and a test
/// that contains it would pass or fail for the wrong reason.
struct NameCheck {
  private let router: Router
  private let collector: DiagnosticCollector
  private let serverIDs: Set<String>
  private let configuration: String
  private let known: KnownNames

  /// The names that wrong ones are compared with, collected if there is a wrong one; of very many, only the first ones.
  private final class KnownNames {
    private let router: Router
    private lazy var servers = SuggestionIndex(Array(router.serverIDs.prefix(SuggestionIndex.mostCompared)))
    private lazy var sites = SuggestionIndex(Array(router.siteNames.prefix(SuggestionIndex.mostCompared)))

    init(_ router: Router) {
      self.router = router
    }

    func server(nearestTo id: String) -> String? { servers.nearest(to: id).map { router.serverIDs[$0] } }
    func site(nearestTo name: String) -> String? { sites.nearest(to: name).map { router.siteNames[$0] } }
  }

  init(_ router: Router, configuration: String, _ collector: DiagnosticCollector) {
    self.router = router
    self.collector = collector
    self.configuration = configuration
    serverIDs = Set(router.serverIDs)
    known = KnownNames(router)
  }

  /// Whether all names of a test exist; each that does not is reported.
  func accepts(_ question: RoutingTest) -> Bool {
    let named = question.expectations.map { expectation in
      switch expectation {
      case .server(let id): accepts([id])
      case .chain(let ids, _): accepts(ids)
      case .never(let id): accepts([id], mayBeGone: true)
      case .outcome: true
      }
    }
    // Every name is checked, also after a wrong one.
    let parts = [accepts(question.scope), accepts(question.busy), accepts(question.down)] + named
    return parts.allSatisfy { $0 }
  }

  /// Whether all names of an invariant exist; each that does not is reported.
  func accepts(_ invariant: Invariant) -> Bool {
    let law =
      switch invariant.law {
      case .everySiteSurvivesLoss: true
      case .noSiteUses(let ids): accepts(ids, mayBeGone: true)
      case .onlyUses(let ids): accepts(ids)
      case .everyChainEndsIn(let id): accepts([id])
      }
    return invariant.exceptions.map(accepts).allSatisfy { $0 } && law
  }

  private func accepts(_ scope: Located<Scope>) -> Bool {
    guard case .site(let name) = scope.value, router.chain(ofSite: name) == nil else { return true }
    let isGlobal = name.lowercased() == "global" || name == Scope.global.description
    var nearest: String? { scope.isSecret ? nil : known.site(nearestTo: name) }
    collector.add(
      RoutingTestRules.undefinedSite, at: scope.place, "no site has the id `\(RuleContext.shortened(scope.shown))`",
      caption: isGlobal ? "write `global: true`" : nearest.map { "did you mean `\($0)`?" } ?? "not declared",
      help: isGlobal
        ? "to test mail that belongs to no site, write `global: true` instead of `site`"
        : list(router.siteNames, "sites"))
    return false
  }

  private func accepts(_ ids: [Located<String>], mayBeGone: Bool = false) -> Bool {
    // A routing table contains only servers in use, so a test may expect that one is not there.
    let unknown = ids.filter { !serverIDs.contains($0.value) && !(mayBeGone && router.source == nil) }
    for id in unknown {
      var nearest: String? { id.isSecret ? nil : known.server(nearestTo: id.value) }
      collector.add(
        "undefined-server", at: id.place, "no server has the id `\(RuleContext.shortened(id.shown))`",
        caption: id.value.contains(",")
          ? "several ids need a list: `[first, second]`" : nearest.map { "did you mean `\($0)`?" } ?? "not declared",
        help: list(router.serverIDs, "servers"))
    }
    return unknown.isEmpty
  }

  private func list(_ names: [String], _ noun: String) -> String {
    guard !names.isEmpty else { return "`\(configuration)` has no \(noun)" }
    let shown = Array(names.prefix(RuleContext.mostListed))
    let list = shown.listed("and", rest: names.count > shown.count ? "more" : nil)
    return "`\(configuration)` has the \(noun) \(list)"
  }
}
