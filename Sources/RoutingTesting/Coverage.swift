import Language
package import Routing

/// Which chains, servers and fall-backs of a routing are touched by its tests.
///
/// A test touches the chain it asks about, the servers up to the one that handles the message, and the fall-backs between
/// them. A test that expects a complete chain touches all of it. Invariants look at everything, so they do not count.
package struct Coverage: Sendable {
  /// The step from a server that is busy to the next one.
  package struct FallBack: Sendable, Hashable {
    package let from: String
    package let to: String
  }

  /// Things of one kind, which tests should touch.
  package struct Part<Item: Hashable & Sendable>: Sendable {
    /// All of them, in order.
    package let all: [Item]
    /// The indices of those that were touched.
    package fileprivate(set) var touched: Set<Int> = []
    /// The index of each.
    private let places: [Item: Int]

    /// Those that were not touched.
    package var missed: [Item] { all.indices.filter { !touched.contains($0) }.map { all[$0] } }

    fileprivate init(_ items: some Sequence<Item>) {
      var all: [Item] = []
      var places: [Item: Int] = [:]
      for item in items where places.updateValue(places[item] ?? all.count, forKey: item) == nil { all.append(item) }
      self.all = all
      self.places = places
    }

    fileprivate mutating func touch(_ item: Item) {
      if let place = places[item] { touched.insert(place) }
    }
  }

  /// The different chains, as the ids of their servers.
  package private(set) var chains: Part<[String]>
  /// The servers in the chains.
  package private(set) var servers: Part<String>
  /// The fall-backs in the chains.
  package private(set) var fallBacks: Part<FallBack>

  /// For each of the router's chains, how many of its first servers were touched and need not be touched again.
  private var walked: [Int]
  /// For each of the router's chains, whether it was touched.
  private var isTouched: [Bool]
  private let chainIDs: [[String]]

  /// The coverage of a routing before any test.
  package init(_ router: Router) {
    chainIDs = router.chains.map(\.ids)
    walked = Array(repeating: 0, count: chainIDs.count)
    isTouched = Array(repeating: false, count: chainIDs.count)
    let ids = chainIDs.filter { !$0.isEmpty }
    chains = Part(ids)
    servers = Part(ids.joined())
    fallBacks = Part(ids.lazy.flatMap { Self.fallBacks(in: $0[...]) })
  }

  /// Counts what a test touches.
  mutating func add(_ question: RoutingTest, _ router: Router) {
    guard let index = router.chainIndex(of: question.scope.value), !chainIDs[index].isEmpty else { return }
    for expectation in question.expectations {
      switch expectation {
      case .chain: touch(index, upTo: chainIDs[index].count)
      case .server, .outcome:
        let skipped = Set(question.busyIDs + question.downIDs)
        let handling = chainIDs[index].firstIndex { !skipped.contains($0) } ?? chainIDs[index].count - 1
        touch(index, upTo: handling + 1)
      case .never: touch(index, upTo: 0)
      }
    }
  }

  /// Counts a chain and its first servers.
  private mutating func touch(_ index: Int, upTo count: Int) {
    let chain = chainIDs[index]
    if !isTouched[index] { chains.touch(chain) }
    isTouched[index] = true
    guard walked[index] < count else { return }
    for id in chain[walked[index]..<count] { servers.touch(id) }
    for step in Self.fallBacks(in: chain[max(0, walked[index] - 1)..<count]) { fallBacks.touch(step) }
    walked[index] = count
  }

  private static func fallBacks(in chain: ArraySlice<String>) -> [FallBack] {
    zip(chain, chain.dropFirst()).map { FallBack(from: $0, to: $1) }
  }

  /// What is touched here or in another coverage of the same routing.
  package func joined(with other: Coverage) -> Coverage {
    var joined = self
    joined.chains.touched.formUnion(other.chains.touched)
    joined.servers.touched.formUnion(other.servers.touched)
    joined.fallBacks.touched.formUnion(other.fallBacks.touched)
    return joined
  }

  /// How many things there are to touch.
  package var total: Int { chains.all.count + servers.all.count + fallBacks.all.count }

  /// How many of them were touched.
  package var touched: Int { chains.touched.count + servers.touched.count + fallBacks.touched.count }

  /// Whether less than this percentage was touched.
  package func isBelow(_ percent: Double) -> Bool { Double(touched) * 100 < percent * Double(total) }

  /// The percentage, rounded down: 100 only if nothing was missed.
  package var percent: Int { total == 0 ? 100 : touched * 100 / total }
}
