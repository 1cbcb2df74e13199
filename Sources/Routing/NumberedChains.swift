/// Chains, one after the other, with a number for each link.
struct NumberedChains: Sendable {
  private var links: [UInt64] = []
  /// For each chain, the end of its links.
  private var ends: [Int] = []

  /// The number of chains.
  var count: Int { ends.count }

  /// The links of a chain.
  subscript(index: Int) -> ArraySlice<UInt64> { links[(index == 0 ? 0 : ends[index - 1])..<ends[index]] }

  /// Adds a chain.
  mutating func append(_ chain: [UInt64]) {
    links += chain
    ends.append(links.count)
  }

  /// The same chains with other numbers for the servers.
  func renumbered(_ number: (Int) -> Int) -> NumberedChains {
    var chains = self
    for (place, link) in links.enumerated() {
      var step = ChainBuilder.Step(number: link)
      step.server = number(step.server)
      chains.links[place] = step.number
    }
    return chains
  }
}
