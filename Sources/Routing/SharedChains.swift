import Language

/// The different chains of a routing, each kept once: a number for each link, one chain after the other.
struct SharedChains {
  private var links: [UInt64] = []
  /// For each chain, the end of its links.
  private var ends: [Int] = []
  private var known = HashIndex()
  private var wanted: [UInt64] = []

  /// The index of a chain, which is added if it is new.
  mutating func index(of chain: [ChainBuilder.Step]) -> Int {
    wanted.removeAll(keepingCapacity: true)
    for step in chain { wanted.append(step.number) }
    let hash = wanted.withUnsafeBytes(HashIndex.hash)
    if let index = known.position(hash, where: { links[range(of: $0)].elementsEqual(wanted) }) { return index }
    known.insert(hash, ends.count)
    links += wanted
    ends.append(links.count)
    return ends.count - 1
  }

  /// All chains, with the servers that their numbers mean.
  func chains(of servers: [Server]) -> [Chain] {
    ends.indices.map { index in
      Chain(
        links: links[range(of: index)].map { number in
          Chain.Link(
            listed: ListedServer(servers, Int(number >> 4)), priority: Priority.allCases[Int(number >> 2 & 3)],
            via: Chain.Origin.allCases[Int(number & 3)])
        })
    }
  }

  /// The same chains with other numbers for the servers, of which no two become the same.
  func renumbered(_ number: (Int) -> Int) -> SharedChains {
    var chains = self
    for place in links.indices {
      chains.links[place] = UInt64(number(Int(links[place] >> 4))) << 4 | links[place] & 0xF
    }
    return chains
  }

  private func range(of index: Int) -> Range<Int> { (index == 0 ? 0 : ends[index - 1])..<ends[index] }
}
