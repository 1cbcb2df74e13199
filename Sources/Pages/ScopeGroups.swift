import Language
import Routing

/// The scopes of a routing by their chains: those with the same servers in the same order are a group.
///
/// A server is its number in ``servers``, a scope its place in the list of routes.
struct ScopeGroups {
  /// A group of scopes.
  struct Group {
    /// The scopes, in their order.
    var scopes: [Int]
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
    // A disabled server is in no chain.
    let chains = routes.map { route in route.steps.lazy.filter { $0.decision != .disabled }.map(\.server) }
    var known: [String: Server] = [:]
    for server in chains.joined() where known[server.id] == nil { known[server.id] = server }
    // Ids are ASCII.
    let ids = known.keys.sorted()
    let numbers = Dictionary(uniqueKeysWithValues: zip(ids, 0...))
    var places: [[Int]: Int] = [:]
    var groups: [Group] = []
    var global: [Group] = []
    for (scope, chain) in chains.enumerated() {
      let servers: [Int] = chain.compactMap { numbers[$0.id] }
      if routes[scope].scope == .global {
        global.append(Group(scopes: [scope], chain: servers))
      } else if let place = places[servers] {
        groups[place].scopes.append(scope)
      } else {
        places[servers] = groups.count
        groups.append(Group(scopes: [scope], chain: servers))
      }
    }
    let sorted = groups.sorted { left, right in
      let (leftCount, rightCount) = (left.scopes.count, right.scopes.count)
      return leftCount == rightCount ? left.scopes[0] < right.scopes[0] : leftCount > rightCount
    }
    var uses = [ServerUse](repeating: ServerUse(), count: ids.count)
    for group in global + sorted {
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
    self.groups = global + sorted
  }
}
