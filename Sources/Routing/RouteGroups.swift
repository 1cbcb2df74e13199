import Language

extension Route {
  /// The ids of the servers of the chain, in order. A disabled server is in no chain.
  package var serverIDs: [String] { steps.filter { $0.decision != .disabled }.map(\.serverID) }
}

extension [Route] {
  /// The routes with the same servers in the same order, by their places in the list: `global` alone and first, then the
  /// largest groups; of equally large ones, that of the earliest route.
  ///
  /// Takes time in proportion to the steps, and n log n for sorting n groups.
  package var groupsByChain: [[Int]] {
    var numbers: [[String]: Int] = [:]
    var groups: [[Int]] = []
    for place in indices where self[place].scope != .global {
      let ids = self[place].serverIDs
      if let number = numbers[ids] {
        groups[number].append(place)
      } else {
        numbers[ids] = groups.count
        groups.append([place])
      }
    }
    let sorted = groups.sorted { $0.count == $1.count ? $0[0] < $1[0] : $0.count > $1.count }
    return indices.filter { self[$0].scope == .global }.map { [$0] } + sorted
  }
}
