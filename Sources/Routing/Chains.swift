import Language

/// The different chains of a routing. Each is made when it is asked for, from a number for each link: the chains of
/// 100,000 sites would take 40 MB.
public struct Chains: RandomAccessCollection, Sendable {
  private let numbered: NumberedChains
  private let servers: [Server]

  /// Chains of some servers, whose places their links contain.
  init(_ numbered: NumberedChains, of servers: [Server]) {
    self.numbered = numbered
    self.servers = servers
  }

  /// The place of the first chain: 0.
  public var startIndex: Int { 0 }

  /// The number of chains.
  public var endIndex: Int { numbered.count }

  /// A chain. Takes time in proportion to its length.
  public subscript(index: Int) -> Chain {
    Chain(
      links: numbered[index].map { number in
        let step = ChainBuilder.Step(number: number)
        return Chain.Link(listed: ListedServer(servers, step.server), priority: step.priority, via: step.via)
      })
  }
}
