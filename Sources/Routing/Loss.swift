/// Servers that are lost together, and how much mail that affects.
package struct Loss: Sendable, Equatable {
  /// The ids of the servers, in the order of their code points.
  package let servers: [String]
  /// The number of scopes whose mail waits, because their chains have no other servers.
  package let waitingCount: Int
  /// The number of scopes whose first server is lost, but whose chains have another one.
  package let movedCount: Int
  /// The servers, by their numbers in ``ChainStarts/serverIDs``.
  let numbers: [Int]

  /// Whether the loss comes before another: more waits, then more moves, then fewer servers are lost, then by ids.
  func comes(before other: Loss) -> Bool {
    if waitingCount != other.waitingCount { return waitingCount > other.waitingCount }
    if movedCount != other.movedCount { return movedCount > other.movedCount }
    if numbers.count != other.numbers.count { return numbers.count < other.numbers.count }
    // Numbers are in the order of the ids.
    return numbers.lexicographicallyPrecedes(other.numbers)
  }
}
