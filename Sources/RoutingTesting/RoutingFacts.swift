import Language
import Routing
import SourceText

/// A routing with answers that many tests need, so that no test has to go through all chains.
///
/// Each of its lists is made when it is first needed, in time proportional to the size of the routing table.
final class RoutingFacts {
  let router: Router

  /// The ids of the servers of each chain, in the order of ``Router/chains``.
  let chains: [[String]]

  /// `global`, then all sites.
  let scopes: [Scope]

  /// For `global` and each site, the index of its chain.
  private(set) lazy var chainsOfScopes = scopes.map { router.chainIndex(of: $0) ?? 0 }

  /// For each chain, how many sites have it.
  private(set) lazy var siteCounts: [Int] = chainsOfScopes.dropFirst().reduce(
    into: Array(repeating: 0, count: chains.count)
  ) { $0[$1] += 1 }

  /// For each server, its places in chains, in the order of the chains.
  private lazy var places = makePlaces()
  /// For each server, how many sites use it.
  private lazy var usingSites = places.mapValues { $0.reduce(0) { $0 + siteCounts[$1.chain] } }
  /// For each server, how many sites' chains end in it.
  private lazy var sitesByLast = zip(chains, siteCounts).reduce(into: [String: Int]()) { counts, chain in
    if let last = chain.0.last { counts[last, default: 0] += chain.1 }
  }
  /// The number of servers in the chain of every site, sorted.
  private lazy var chainLengths = chainsOfScopes.dropFirst().map { chains[$0].count }.sorted()

  /// A place of a server in a chain.
  struct Place {
    /// The index of the chain.
    let chain: Int
    /// How many servers come before it.
    let position: Int
  }

  init(_ router: Router) {
    self.router = router
    chains = router.chains.map(\.ids)
    scopes = router.scopes
  }

  /// The number of sites.
  var siteCount: Int { scopes.count - 1 }

  /// The chain of mail that belongs to no site.
  var globalChain: [String] { chains[chainsOfScopes[0]] }

  /// How many sites use a server.
  func countOfSites(using id: String) -> Int { usingSites[id] ?? 0 }

  /// How many sites' chains end in a server.
  func countOfSites(endingIn id: String) -> Int { sitesByLast[id] ?? 0 }

  /// How many sites' chains have at most this number of servers.
  func countOfSites(withAtMost servers: Int) -> Int { chainLengths.partitioningIndex { $0 > servers } }

  /// The places of a server in chains, in the order of the chains.
  func places(of id: String) -> [Place] { places[id] ?? [] }

  /// How many servers come before a server in a chain; nil if it is not there.
  func position(of id: String, in chain: Int) -> Int? {
    let places = places(of: id)
    let index = places.partitioningIndex { $0.chain >= chain }
    return index < places.count && places[index].chain == chain ? places[index].position : nil
  }

  private func makePlaces() -> [String: [Place]] {
    var places: [String: [Place]] = [:]
    for (chain, ids) in chains.enumerated() {
      for (position, id) in ids.enumerated() {
        places[id, default: []].append(Place(chain: chain, position: position))
      }
    }
    return places
  }
}
