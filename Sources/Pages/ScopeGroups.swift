import Language
import Reporting
import Routing

/// The scopes of a routing by their chains: those with the same servers in the same order are a group.
///
/// A server is its number in ``servers``, a scope its place in the list of routes.
struct ScopeGroups {
  /// A group of scopes.
  struct Group {
    /// The scopes, in their order.
    let scopes: [Int]
    /// The servers of their chain, in order.
    let chain: [Int]
  }

  /// The servers that are in at least one chain, in the order of their code points.
  let servers: [Server]
  /// `global` alone, then the largest groups first; of equally large ones, that of the earliest scope.
  let groups: [Group]
  /// How each server is used.
  let uses: [ServerUse]

  /// Groups the scopes of some routes. Takes time in proportion to the steps, and n log n for sorting n groups.
  init(_ routes: [Route]) {
    var known: [String: Server] = [:]
    for step in routes.lazy.flatMap(\.steps) where step.decision != .disabled && known[step.server.id] == nil {
      known[step.server.id] = step.server
    }
    // Ids are ASCII.
    let ids = known.keys.sorted()
    let numbers = Dictionary(uniqueKeysWithValues: zip(ids, 0...))
    groups = routes.groupsByChain.map { scopes in
      Group(scopes: scopes, chain: routes[scopes[0]].serverIDs.compactMap { numbers[$0] })
    }
    var uses = [ServerUse](repeating: ServerUse(), count: ids.count)
    for group in groups {
      let isGlobal = routes[group.scopes[0]].scope == .global
      for (place, server) in group.chain.enumerated() {
        if place == 0 {
          uses[server].first.add(group.scopes.count, isGlobal: isGlobal)
        } else {
          uses[server].later.add(group.scopes.count, isGlobal: isGlobal)
        }
      }
    }
    self.uses = uses
    servers = ids.compactMap { known[$0] }
  }
}
