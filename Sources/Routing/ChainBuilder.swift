import Language

/// Builds the chains of a configuration, one at a time and without preparing anything again for each.
///
/// The chain of a scope is its default server, if it exists and is enabled, followed by the enabled candidates: High
/// first, then Normal, then Low, and in the order written if the priority is equal. A server that occurs several times
/// is kept at its first place only.
///
/// The candidates of a site are its own servers, then the global ones.
struct ChainBuilder {
  /// A link, by the index of its server in the configuration, which is enough to write a table.
  struct Step: Hashable {
    let server: Int
    let priority: Priority
    let via: Chain.Origin

    /// All of it as one number: the server from the fifth bit on, and before it the places of the priority and of the
    /// origin among all cases.
    var number: UInt64 {
      let priority: UInt64 =
        switch priority {
        case .high: 0
        case .normal: 1
        case .low: 2
        }
      let via: UInt64 =
        switch via {
        case .siteDefault: 0
        case .globalDefault: 1
        case .site: 2
        case .global: 3
        }
      return UInt64(server) << 4 | priority << 2 | via
    }
  }

  private let configuration: ValidConfiguration
  private let priorities: [Priority]
  /// The servers that are left out: the disabled ones, unless they are wanted as well.
  private let isLeftOut: [Bool]
  /// The servers of the global list by priority, each once.
  private let globalServers: [[Int]]
  private let globalDefault: Int?
  /// For each server, the number of the chain that included it last.
  private var lastTaken: [Int]
  private var chainNumber = 0

  /// A builder of chains.
  ///
  /// - Parameters:
  ///   - configuration: The configuration.
  ///   - includesDisabled: Whether chains contain disabled servers at the places they would have if they were enabled.
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

  /// Builds the chain of a site in the memory of the previous one: for writing all of them.
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
