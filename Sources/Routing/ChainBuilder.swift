import SMTPConfig

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
    let listed = configuration.listed(in: configuration.global)
    globalServers = Priority.allCases.map { priority in
      var seen = Set<Int>()
      return listed.filter { server in
        !isLeftOut[server] && configuration.servers[server].priority == priority && seen.insert(server).inserted
      }
    }
    globalDefault = if case .server(let server) = configuration.global.defaultServer { server } else { nil }
  }

  /// The chain of mail that belongs to no site.
  mutating func globalChain() -> [Step] {
    build(default: globalDefault.map { ($0, .globalDefault) }, own: [])
  }

  /// The chain of a site.
  mutating func chain(of site: ValidConfiguration.Scope) -> [Step] {
    let own = Array(configuration.listed(in: site))
    return switch site.defaultServer {
    case .inherited: build(default: globalDefault.map { ($0, .globalDefault) }, own: own)
    case .none: build(default: nil, own: own)
    case .server(let server): build(default: (server, .siteDefault), own: own)
    }
  }

  private mutating func build(default defaultServer: (Int, Chain.Origin)?, own: [Int]) -> [Step] {
    chainNumber += 1
    var steps: [Step] = []
    // In a chain the default server counts as High, whatever its own priority.
    if let (server, via) = defaultServer { take(server, .high, via, into: &steps) }
    for (priority, global) in zip(Priority.allCases, globalServers) {
      for server in own where configuration.servers[server].priority == priority {
        take(server, priority, .site, into: &steps)
      }
      for server in global { take(server, priority, .global, into: &steps) }
    }
    return steps
  }

  private mutating func take(_ server: Int, _ priority: Priority, _ via: Chain.Origin, into steps: inout [Step]) {
    guard !isLeftOut[server], lastTaken[server] != chainNumber else { return }
    lastTaken[server] = chainNumber
    steps.append(Step(server: server, priority: priority, via: via))
  }
}
