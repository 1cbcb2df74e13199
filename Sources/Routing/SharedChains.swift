/// The different chains of a routing, each kept once.
struct SharedChains {
  /// The chains, in the order in which they were added.
  private(set) var list = NumberedChains()
  private var known = HashIndex()
  private var wanted: [UInt64] = []

  /// The index of a chain, which is added if it is new.
  mutating func index(of chain: [ChainBuilder.Step]) -> Int {
    wanted.removeAll(keepingCapacity: true)
    for step in chain { wanted.append(step.number) }
    let hash = wanted.withUnsafeBytes(HashIndex.hash)
    if let index = known.position(hash, where: { list[$0].elementsEqual(wanted) }) { return index }
    known.insert(hash, list.count)
    list.append(wanted)
    return list.count - 1
  }
}
