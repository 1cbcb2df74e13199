package import Routing
import SMTPConfig

/// Which chains, servers and fall-backs of a routing its tests have touched.
///
/// A test touches the chain it asks, the servers it walks over as far as the one that takes the mail, and the fall-backs
/// between them; one that expects the whole chain touches all of it. Invariants look at everything, and so count for
/// nothing.
package struct Coverage: Sendable {
  /// The step from a server that is busy to the next one.
  package struct FallBack: Sendable, Hashable {
    package let from: String
    package let to: String
  }

  /// Some things of which tests should touch each.
  package struct Part<Item: Hashable & Sendable>: Sendable {
    /// All there are, in order.
    package let all: [Item]
    /// Those that were touched.
    package fileprivate(set) var touched: Set<Item> = []

    /// Those that were not.
    package var missed: [Item] { all.filter { !touched.contains($0) } }

    fileprivate init(_ items: some Sequence<Item>) {
      var seen = Set<Item>()
      all = items.filter { seen.insert($0).inserted }
    }
  }

  /// The different chains, as the ids of their servers.
  package private(set) var chains: Part<[String]>
  /// The servers in them.
  package private(set) var servers: Part<String>
  /// The steps in them.
  package private(set) var fallBacks: Part<FallBack>

  /// The coverage of a routing by nothing yet.
  package init(_ router: Router) {
    let ids = router.chains.map(\.ids).filter { !$0.isEmpty }
    chains = Part(ids)
    servers = Part(ids.joined())
    fallBacks = Part(ids.lazy.flatMap { Self.fallBacks(in: $0[...]) })
  }

  /// Counts what a test touches.
  mutating func add(_ question: RoutingTest, _ router: Router) {
    guard let chain = router.chain(of: question.scope.value)?.ids, !chain.isEmpty else { return }
    chains.touched.insert(chain)
    for expectation in question.expectations {
      switch expectation {
      case .chain: touch(chain[...])
      case .server, .outcome:
        let skipped = Set(question.busyIDs + question.downIDs)
        let taking = chain.firstIndex { !skipped.contains($0) } ?? chain.count - 1
        touch(chain[...taking])
      case .never: break
      }
    }
  }

  private mutating func touch(_ walked: ArraySlice<String>) {
    servers.touched.formUnion(walked)
    fallBacks.touched.formUnion(Self.fallBacks(in: walked))
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

  /// How many of them were.
  package var touched: Int { chains.touched.count + servers.touched.count + fallBacks.touched.count }

  /// Whether less than so many percent were touched.
  package func isBelow(_ percent: Double) -> Bool { Double(touched) * 100 < percent * Double(total) }

  /// The percentage, rounded down: 100 only where nothing was missed.
  package var percent: Int { total == 0 ? 100 : touched * 100 / total }
}
