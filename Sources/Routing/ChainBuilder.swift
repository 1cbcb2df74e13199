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
    var server: Int
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

  private let assignments: [Assignment]
  private let priorities: [Priority]
  /// The servers that are left out: the disabled ones, unless they are wanted as well.
  private let isLeftOut: [Bool]
  /// The servers of the global list, each once, in the order of the priorities.
  private let globalServers: [Int]
  /// For each priority, the end of its servers in that list.
  private let globalEnds: [Int]
  private let globalDefault: Int?
  private static let priorities = Priority.allCases
  /// For each server, the number of the chain that included it last.
  private var lastTaken: [Int]
  private var chainNumber = 0

  /// A builder of chains.
  ///
  /// - Parameters:
  ///   - configuration: The configuration.
  ///   - includesDisabled: Whether chains contain disabled servers at the places they would have if they were enabled.
  init(_ configuration: ValidConfiguration, includesDisabled: Bool = false) {
    assignments = configuration.assignments
    let isLeftOut = configuration.servers.map { !$0.isEnabled && !includesDisabled }
    self.isLeftOut = isLeftOut
    lastTaken = Array(repeating: 0, count: configuration.servers.count)
    let priorities = configuration.servers.map(\.priority)
    self.priorities = priorities
    let listed = configuration.assignments(in: configuration.global).map(\.server)
    var globalServers: [Int] = []
    var isListed = Array(repeating: false, count: configuration.servers.count)
    globalEnds = Priority.allCases.map { priority in
      for server in listed where !isLeftOut[server] && priorities[server] == priority && !isListed[server] {
        isListed[server] = true
        globalServers.append(server)
      }
      return globalServers.count
    }
    self.globalServers = globalServers
    globalDefault = if case .server(let server) = configuration.global.defaultServer { server } else { nil }
  }

  /// The chain of mail that belongs to no site.
  mutating func globalChain() -> [Step] {
    var steps: [Step] = []
    build(default: globalDefault.map { ($0, .globalDefault) }, own: 0..<0, into: &steps)
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
    let own = site.assignments
    switch site.defaultServer {
    case .inherited: build(default: globalDefault.map { ($0, .globalDefault) }, own: own, into: &steps)
    case .none: build(default: nil, own: own, into: &steps)
    case .server(let server): build(default: (server, .siteDefault), own: own, into: &steps)
    }
  }

  private mutating func build(
    default defaultServer: (Int, Chain.Origin)?, own: Range<Int>, into steps: inout [Step]
  ) {
    chainNumber += 1
    // In a chain the default server counts as High, whatever its own priority.
    if let (server, via) = defaultServer { take(server, .high, via, into: &steps) }
    var global = 0
    for (place, priority) in Self.priorities.enumerated() {
      for index in own {
        let server = assignments[index].server
        if priorities[server] == priority { take(server, priority, .site, into: &steps) }
      }
      while global < globalEnds[place] {
        take(globalServers[global], priority, .global, into: &steps)
        global += 1
      }
    }
  }

  private mutating func take(_ server: Int, _ priority: Priority, _ via: Chain.Origin, into steps: inout [Step]) {
    guard !isLeftOut[server], lastTaken[server] != chainNumber else { return }
    lastTaken[server] = chainNumber
    steps.append(Step(server: server, priority: priority, via: via))
  }
}

extension ChainBuilder.Step {
  /// The link that a ``number`` means.
  init(number: UInt64) {
    self.init(
      server: Int(number >> 4), priority: Priority.allCases[Int(number >> 2 & 3)],
      via: Chain.Origin.allCases[Int(number & 3)])
  }
}
