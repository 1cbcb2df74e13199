import Language

/// The different chains of a routing, kept as a number for each link: as values, the links of 100,000 sites would take
/// 40 MB.
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

  /// A chain.
  public subscript(index: Int) -> Chain { Chain(links: Chain.Links(numbered[index], of: servers)) }
}
