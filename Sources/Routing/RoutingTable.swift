public import Language

/// The resolved routing: for mail of no site and for each site the chain of servers.
///
/// Chains are built when they are asked for, so a table of any size costs no more than its configuration.
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

  /// The chain of a site, named without regard to case as in the product; nil for a site that is not declared.
  ///
  /// The sites are looked through one by one; for many questions ask a ``Router``.
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

  /// Whether the written table holds a password in clear, so that nobody else should be able to read it.
  public var holdsLiteralPassword: Bool {
    zip(configuration.servers, isUsed).contains { server, isUsed in
      guard isUsed, case .network(_, let credentials, _) = server.server.delivery else { return false }
      if case .literal? = credentials?.password { return true }
      return false
    }
  }

  /// For each server whether it stands in at least one chain: it does where it is enabled and any scope names it.
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
