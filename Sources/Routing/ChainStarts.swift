/// The first servers of all chains, each combination once, and the scopes whose chains begin with them.
///
/// If n servers are lost, the first n + 1 of a chain decide what happens: at least one of them is left, unless the
/// chain ends before.
struct ChainStarts: Sendable {
  /// The ids of the servers, in the order of their code points; elsewhere a server is its number in this list.
  let serverIDs: [String]
  /// The different starts, none of them empty.
  let starts: [[Int]]
  /// The scopes whose chains are not empty: `global`, then the sites in the order of their code points.
  let scopes: [Scope]
  /// For each scope, the number of its start.
  let startOfScope: [Int]

  /// Collects the starts of a routing.
  ///
  /// Takes time in proportion to the scopes and the chains, and n log n for sorting n scopes.
  init(_ router: Router, length: Int) {
    let beginnings = router.chains.map { chain in chain.links.prefix(length).map(\.server.id) }
    // Ids are ASCII.
    let serverIDs = Set(beginnings.joined()).sorted()
    let numbers = Dictionary(uniqueKeysWithValues: zip(serverIDs, 0...))
    var shared = SharedValues<[Int]>()
    let startOfChain = beginnings.map { ids in
      ids.isEmpty ? nil : shared.index(of: ids.compactMap { numbers[$0] })
    }
    self.serverIDs = serverIDs
    starts = shared.values
    let sites = zip(router.siteNames, router.chainIndices).sorted { $0.0 < $1.0 }
    let all = [(Scope.global, router.globalIndex)] + sites.map { (.site($0.0), $0.1) }
    let served = all.compactMap { scope, chain in startOfChain[chain].map { (scope: scope, start: $0) } }
    scopes = served.map(\.scope)
    startOfScope = served.map(\.start)
  }
}
