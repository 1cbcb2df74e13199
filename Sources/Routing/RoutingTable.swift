public import Language

/// The resolved routing: the chain of servers for mail that belongs to no site, and for each site.
///
/// Chains are built on request, so a table of any size costs no more than its configuration.
public struct RoutingTable: Sendable {
  /// The version of the table's format.
  public static let formatVersion = 1

  let configuration: ValidConfiguration

  /// The routing of a configuration.
  public init(_ configuration: ValidConfiguration) {
    self.configuration = configuration
  }

  /// The chain of mail that belongs to no site.
  public var globalChain: Chain {
    var builder = ChainBuilder(configuration)
    return chain(builder.globalChain())
  }

  /// The names of all sites, in the order in which they are declared.
  public var siteNames: [String] { configuration.sites.map(configuration.name(of:)) }

  /// The chain of a site, whose name is not case-sensitive, as in Kentico Xperience; nil for an undeclared site.
  ///
  /// Takes time in proportion to the number of sites; for many questions use a ``Router``.
  public func chain(ofSite name: String) -> Chain? {
    guard let wanted = SiteName(name),
      let site = configuration.sites.first(where: { SiteName(configuration.name(of: $0)) == wanted })
    else { return nil }
    var builder = ChainBuilder(configuration)
    return chain(builder.chain(of: site))
  }

  func chain(_ steps: [ChainBuilder.Step]) -> Chain {
    Chain(
      links: steps.map { step in
        Chain.Link(server: configuration.servers[step.server].server, priority: step.priority, via: step.via)
      })
  }

  /// Whether the written table contains a password in plain text, so that only its owner should be able to read it.
  public var holdsLiteralPassword: Bool {
    usedServers.contains { server in
      guard case .network(_, let credentials, _) = server.delivery else { return false }
      if case .literal? = credentials?.password { return true }
      return false
    }
  }

  /// Calls a function with each chain: first that of `global`, whose site is nil, then those of all sites, in the order in
  /// which they are declared. Servers are positions in the list of the configuration; no chain is kept.
  package func forEachChain<Failure>(
    _ body: (_ site: Int?, _ servers: [Int]) throws(Failure) -> Void
  ) throws(Failure) {
    var builder = ChainBuilder(configuration)
    var steps = builder.globalChain()
    var servers = steps.map(\.server)
    try body(nil, servers)
    let sites = configuration.sites
    for site in 0..<sites.count {
      builder.build(sites[site], into: &steps)
      servers.removeAll(keepingCapacity: true)
      for step in steps { servers.append(step.server) }
      try body(site, servers)
    }
  }

  /// The servers that are in at least one chain, in the order in which they are declared.
  package var usedServers: [Server] { zip(configuration.servers, isUsed).filter(\.1).map(\.0.server) }

  /// For each server, whether it is in at least one chain: it is enabled and a scope names it.
  var isUsed: [Bool] {
    var isUsed = Array(repeating: false, count: configuration.servers.count)
    func mark(_ scope: ResolvedScope) {
      if case .server(let server) = scope.defaultServer { isUsed[server] = true }
      for assignment in configuration.assignments(in: scope) { isUsed[assignment.server] = true }
    }
    mark(configuration.global)
    let sites = configuration.sites
    for place in 0..<sites.count { mark(sites[place]) }
    for (index, server) in configuration.servers.enumerated() where !server.isEnabled { isUsed[index] = false }
    return isUsed
  }
}
