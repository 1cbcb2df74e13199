import Language
import LocatedYAML
import SourceText

/// Makes routes under the same conditions, one at a time and without preparing anything again for each.
///
/// Takes time in proportion to the steps of a route and to what its scope lists.
struct RouteBuilder {
  /// A scope of the routing.
  enum Place {
    case global
    /// The site at this place among ``Router/siteNames``.
    case site(Int)
  }

  private let router: Router
  /// For each server, why it does not send anything; nil if it does.
  private let obstacles: [Route.Decision?]
  /// What only a configuration knows; nil for a table.
  private var declared: Declared?

  /// A builder of routes while some servers, given by their ids, are busy and others are down.
  init(_ router: Router, busy: Set<String>, down: Set<String>) {
    self.router = router
    declared = router.configuration.map { Declared($0) }
    obstacles = router.serverIDs.indices.map { server in
      if let configuration = router.configuration, !configuration.servers[server].isEnabled { return .disabled }
      let id = router.serverIDs[server]
      return down.contains(id) ? .down : busy.contains(id) ? .busy : nil
    }
  }

  /// The route of a message of a scope.
  mutating func route(of place: Place) -> Route {
    let (scope, chain): (Scope, Int) =
      switch place {
      case .global: (.global, router.globalIndex)
      case .site(let site): (.site(router.siteNames[site]), router.chainIndices[site])
      }
    var decisions = Decisions(obstacles)
    var steps: [Route.Step] = []
    if declared != nil {
      declared?.select(place, of: router)
      steps.reserveCapacity(declared?.steps.count ?? 0)
      for step in declared?.steps ?? [] {
        steps.append(
          Route.Step(
            listed: ListedServer(router.servers, step.server), priority: step.priority, via: step.via,
            decision: decisions.next(step.server), place: declared?.place(of: step)))
      }
    } else {
      let links = router.chains[chain].links
      steps.reserveCapacity(links.count)
      for link in links {
        let decision = decisions.next(link.listed.place)
        steps.append(
          Route.Step(listed: link.listed, priority: link.priority, via: link.via, decision: decision, place: nil))
      }
    }
    let outcome: Outcome =
      if let sender = decisions.sender {
        .available(router.servers[sender])
      } else {
        decisions.isWaiting ? .temporarilyUnavailable : .permanentlyUnavailable
      }
    return Route(scope: scope, steps: steps, outcome: outcome)
  }
}

/// The decisions about the servers of a chain, in its order.
private struct Decisions {
  private let obstacles: [Route.Decision?]
  /// The server that sends the message; nil if there is none so far.
  private(set) var sender: Int?
  /// Whether a server was considered that is not disabled.
  private(set) var isWaiting = false

  init(_ obstacles: [Route.Decision?]) {
    self.obstacles = obstacles
  }

  /// The decision about the next server.
  mutating func next(_ server: Int) -> Route.Decision {
    if obstacles[server] == .disabled { return .disabled }
    isWaiting = true
    if sender != nil { return .notNeeded }
    if let obstacle = obstacles[server] { return obstacle }
    sender = server
    return .takes
  }
}

/// The chains of a configuration with the disabled servers, and where everything is written.
private struct Declared {
  private let configuration: ValidConfiguration
  private var builder: ChainBuilder
  /// The servers of the chain of the selected scope.
  private(set) var steps: [ChainBuilder.Step] = []
  private var scope: ResolvedScope
  /// For each server, where it is disabled.
  private let disablings: [SourceSpan?]
  private let globalListings: Listings
  private var listings: Listings

  init(_ configuration: ValidConfiguration) {
    self.configuration = configuration
    builder = ChainBuilder(configuration, includesDisabled: true)
    scope = configuration.global
    disablings = configuration.servers.indices.map { configuration.placeOfDisabling($0) }
    var listings = Listings(count: configuration.servers.count)
    self.listings = listings
    listings.read(configuration.global, of: configuration)
    globalListings = listings
  }

  /// Builds the chain of a scope.
  mutating func select(_ place: RouteBuilder.Place, of router: Router) {
    switch place {
    case .global: steps = builder.globalChain()
    case .site(let site):
      scope = configuration.sites[router.declaredSites.lowerBound + site]
      builder.build(scope, into: &steps)
      listings.read(scope, of: configuration)
    }
  }

  /// Where it is written that a server is in the chain, or that it is disabled.
  func place(of step: ChainBuilder.Step) -> SourceSpan? {
    if let place = disablings[step.server] { return place }
    return switch step.via {
    case .siteDefault: configuration.placeOfDefaultServer(in: scope)
    case .globalDefault: configuration.placeOfDefaultServer(in: configuration.global)
    case .site: listings.place(of: step.server, in: configuration)
    case .global: globalListings.place(of: step.server, in: configuration)
    }
  }
}

/// Where a scope lists each server for the first time. The next scope is read into the same memory.
private struct Listings {
  private var items: [(scope: Int, node: NodeID)]
  private var scope = 0

  init(count: Int) {
    items = Array(repeating: (0, .none), count: count)
  }

  mutating func read(_ declared: ResolvedScope, of configuration: ValidConfiguration) {
    scope += 1
    for assignment in configuration.assignments(in: declared) where items[assignment.server].scope != scope {
      items[assignment.server] = (scope, assignment.item.node)
    }
  }

  func place(of server: Int, in configuration: ValidConfiguration) -> SourceSpan? {
    let item = items[server]
    return item.scope == scope ? configuration.documents.place(of: item.node) : nil
  }
}
