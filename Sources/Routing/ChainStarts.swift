import Language

/// The first servers of all chains.
///
/// If n servers are lost, the first n + 1 of a chain decide what happens: at least one of them is left, unless the
/// chain ends before.
struct ChainStarts: Sendable {
  /// The ids of the servers, in the order of their code points; elsewhere a server is its number in this list.
  let serverIDs: [String]
  /// The scopes whose chains are not empty: `global`, then the sites in the order of their code points.
  let scopes: [Scope]
  /// The different starts, none of them empty, and how many scopes have each of them.
  let counted: [(servers: [Int], scopeCount: Int)]

  /// The number of servers of a start; fewer if the chain ends before.
  private let length: Int
  /// The start of every scope, filled up with ``none``. They are read for every loss, so they are close together.
  private let servers: [Int32]
  private static let none: Int32 = -1

  /// Collects the starts of a routing.
  ///
  /// Takes time in proportion to the scopes and the chains, and n log n for sorting n scopes.
  init(_ router: Router, length: Int) {
    let beginnings = router.chains.map { chain in chain.links.prefix(length).map(\.listed.id) }
    // Ids are ASCII.
    let serverIDs = Set(beginnings.joined()).sorted()
    let numbers = Dictionary(uniqueKeysWithValues: zip(serverIDs, 0...))
    var starts = SharedValues<[Int]>()
    let startOfChain = beginnings.map { ids in starts.index(of: ids.compactMap { numbers[$0] }) }
    let sites = zip(router.siteNames, router.chainIndices).sorted { $0.0 < $1.0 }
    var scopes: [Scope] = []
    var servers: [Int32] = []
    var counts = [Int](repeating: 0, count: starts.values.count)
    for (scope, chain) in [(Scope.global, router.globalIndex)] + sites.map({ (.site($0.0), $0.1) }) {
      let start = startOfChain[chain]
      let known = starts.values[start]
      guard !known.isEmpty else { continue }
      counts[start] += 1
      scopes.append(scope)
      servers += known.map { Int32($0) }
      servers += repeatElement(Self.none, count: length - known.count)
    }
    self.serverIDs = serverIDs
    self.scopes = scopes
    self.servers = servers
    self.length = length
    counted = zip(starts.values, counts).filter { $0.1 > 0 }.map { (servers: $0.0, scopeCount: $0.1) }
  }

  /// The first server of a scope, which is its place in ``scopes``, that is not lost; nil if none of its chain is left.
  func next(of scope: Int, without lost: [Int] = []) -> Int? {
    for server in servers[scope * length..<(scope + 1) * length] where server != Self.none {
      if !lost.contains(Int(server)) { return Int(server) }
    }
    return nil
  }
}
