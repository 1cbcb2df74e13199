/// What happens to mail if servers are lost: one alone, or several at the same time.
///
/// A message waits if all servers of its chain are lost, and moves if the first one is lost and there is another. An
/// empty chain has nothing to lose, and disabled servers are in no chain.
package struct Impact: Sendable {
  /// The most servers that are lost at the same time.
  package enum Limit: Int, CaseIterable, Sendable {
    case one = 1
    case two, three
  }

  /// The most servers of a loss.
  package let limit: Limit

  /// The losses that matter, the worst first: each server that is the first one of a chain, and each set of servers
  /// that are together the whole chain of a scope. If any other set is lost, no scope waits that would not wait for the
  /// loss of a smaller part of it.
  package let losses: [Loss]

  private let chains: ChainStarts
  /// For each server, the scopes whose chains begin with it, by their places in ``ChainStarts/scopes``, in order.
  private let scopesByFirst: [[Int]]

  /// Finds the losses of a routing.
  ///
  /// Takes time in proportion to the scopes and the chains, and n log n for sorting n scopes and n losses. There are at
  /// most as many losses as servers and different chains.
  package init(_ router: Router, upTo limit: Limit) {
    let chains = ChainStarts(router, length: limit.rawValue + 1)
    var scopesByFirst = [[Int]](repeating: [], count: chains.serverIDs.count)
    for scope in chains.scopes.indices {
      if let first = chains.next(of: scope) { scopesByFirst[first].append(scope) }
    }
    // The number of scopes that have these servers and no others, in any order.
    var scopesByChain: [[Int]: Int] = [:]
    for (servers, count) in chains.counted where servers.count <= limit.rawValue {
      scopesByChain[servers.sorted(), default: 0] += count
    }
    let single = scopesByFirst.indices.filter { !scopesByFirst[$0].isEmpty }.map { [$0] }
    let several = scopesByChain.keys.filter { $0.count > 1 }
    losses = (single + several).map { servers in
      let waiting = servers.subsets.reduce(0) { $0 + (scopesByChain[$1] ?? 0) }
      return Loss(
        servers: servers.map { chains.serverIDs[$0] }, waitingCount: waiting,
        movedCount: servers.reduce(0) { $0 + scopesByFirst[$1].count } - waiting, numbers: servers)
    }.sorted { $0.comes(before: $1) }
    self.limit = limit
    self.chains = chains
    self.scopesByFirst = scopesByFirst
  }

  /// The scopes that a loss affects, in order: `global`, then the sites in the order of their code points.
  package struct Consequences: Sendable, Equatable {
    /// The scopes whose mail waits.
    package let waiting: [Scope]
    /// The scopes whose mail moves, by the server that sends it instead, in the order of the ids.
    package let moved: [Move]
  }

  /// The scopes whose mail moves to the same server.
  package struct Move: Sendable, Equatable {
    /// The id of the server.
    package let server: String
    /// The scopes.
    package let scopes: [Scope]
  }

  /// What happens without the servers of one of the ``losses``. Takes time in proportion to the scopes it affects.
  package func consequences(of loss: Loss) -> Consequences {
    var waiting: [Scope] = []
    var moved: [Int: [Scope]] = [:]
    // Only they are affected, and sorting joins what is in order already.
    for scope in loss.numbers.flatMap({ scopesByFirst[$0] }).sorted() {
      if let next = chains.next(of: scope, without: loss.numbers) {
        moved[next, default: []].append(chains.scopes[scope])
      } else {
        waiting.append(chains.scopes[scope])
      }
    }
    let moves = moved.sorted { $0.key < $1.key }.map { Move(server: chains.serverIDs[$0.key], scopes: $0.value) }
    return Consequences(waiting: waiting, moved: moves)
  }
}

extension [Int] {
  /// All subsets of the elements that are not empty, each in the order of the elements.
  fileprivate var subsets: [[Int]] {
    (1..<(1 << count)).map { bits in indices.filter { bits & 1 << $0 != 0 }.map { self[$0] } }
  }
}
