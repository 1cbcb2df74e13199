import Language

/// Builds the chains of a configuration, one at a time and without setting anything up again for each.
///
///     chain(scope) = the default server, if it is there and enabled
///                 ++ the enabled candidates, High first, then Normal, then Low; inside a priority in the order written
///                    with every server kept at its first place only
///
/// The candidates of a site are its own servers, then the global ones.
struct ChainBuilder {
  /// A link by the server's place among the configuration's, which is enough to write a table.
  struct Step: Hashable {
    let server: Int
    let priority: Priority
    let via: Chain.Origin
  }

  private let configuration: ValidConfiguration
  private let priorities: [Priority]
  /// The servers that are left out: the disabled ones, unless they are wanted as well.
  private let isLeftOut: [Bool]
  /// The servers of the global list by priority, each at its first place.
  private let globalServers: [[Int]]
  private let globalDefault: Int?
  /// For each server the number of the chain that took it last.
  private var lastTaken: [Int]
  private var chainNumber = 0

  /// A builder of chains.
  ///
  /// - Parameters:
  ///   - configuration: What the chains are made of.
  ///   - includesDisabled: Whether disabled servers stand in the chains where they would if they were enabled.
  init(_ configuration: ValidConfiguration, includesDisabled: Bool = false) {
    self.configuration = configuration
    let isLeftOut = configuration.servers.map { !$0.isEnabled && !includesDisabled }
    self.isLeftOut = isLeftOut
    lastTaken = Array(repeating: 0, count: configuration.servers.count)
    let priorities = configuration.servers.map(\.priority)
    self.priorities = priorities
    let listed = configuration.assignments(in: configuration.global).map(\.server)
    globalServers = Priority.allCases.map { priority in
      var seen = Set<Int>()
      return listed.filter { server in
        !isLeftOut[server] && priorities[server] == priority && seen.insert(server).inserted
      }
    }
    globalDefault = if case .server(let server) = configuration.global.defaultServer { server } else { nil }
  }

  /// The chain of mail that belongs to no site.
  mutating func globalChain() -> [Step] {
    var steps: [Step] = []
    build(default: globalDefault.map { ($0, .globalDefault) }, own: [], into: &steps)
    return steps
  }

  /// The chain of a site.
  mutating func chain(of site: ResolvedScope) -> [Step] {
    var steps: [Step] = []
    build(site, into: &steps)
    return steps
  }

  /// Builds the chain of a site into the memory of the one before: for writing all of them.
  mutating func build(_ site: ResolvedScope, into steps: inout [Step]) {
    steps.removeAll(keepingCapacity: true)
    let own = configuration.assignments(in: site)
    switch site.defaultServer {
    case .inherited: build(default: globalDefault.map { ($0, .globalDefault) }, own: own, into: &steps)
    case .none: build(default: nil, own: own, into: &steps)
    case .server(let server): build(default: (server, .siteDefault), own: own, into: &steps)
    }
  }

  private mutating func build(
    default defaultServer: (Int, Chain.Origin)?, own: ArraySlice<Assignment>, into steps: inout [Step]
  ) {
    chainNumber += 1
    // In a chain the default server counts as High, whatever its own priority.
    if let (server, via) = defaultServer { take(server, .high, via, into: &steps) }
    for (priority, global) in zip(Priority.allCases, globalServers) {
      for assignment in own where priorities[assignment.server] == priority {
        take(assignment.server, priority, .site, into: &steps)
      }
      for server in global { take(server, priority, .global, into: &steps) }
    }
  }

  private mutating func take(_ server: Int, _ priority: Priority, _ via: Chain.Origin, into steps: inout [Step]) {
    guard !isLeftOut[server], lastTaken[server] != chainNumber else { return }
    lastTaken[server] = chainNumber
    steps.append(Step(server: server, priority: priority, via: via))
  }
}
