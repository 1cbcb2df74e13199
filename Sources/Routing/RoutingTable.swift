public import Language
import LocatedYAML
import SourceText

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
    guard let place = place(ofSite: name) else { return nil }
    var builder = ChainBuilder(configuration)
    return chain(builder.chain(of: configuration.sites[place]))
  }

  /// The place of a site among those of the configuration, found without a string for each; nil if it is undeclared.
  func place(ofSite name: String) -> Int? {
    let sites = configuration.sites
    var name = name
    return name.withUTF8 { wanted in
      sites.indices.first { place in
        guard let key = sites[place].key else { return false }
        return configuration.documents.withText(of: key) { text in
          text.count == wanted.count && text.elementsEqual(wanted) { $0.lowercasedASCII == $1.lowercasedASCII }
        }
      }
    }
  }

  private func chain(_ steps: [ChainBuilder.Step]) -> Chain {
    Chain(links: Chain.Links(steps.map(\.number)[...], of: configuration.servers.map(\.server)))
  }

  /// Whether the written table contains a password in plain text, so that only its owner should be able to read it.
  public var holdsLiteralPassword: Bool {
    // Which servers are used is asked only if it matters: for most files it does not.
    guard configuration.servers.contains(where: \.server.hasLiteralPassword) else { return false }
    return usedServers.contains(where: \.hasLiteralPassword)
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
    let assignments = configuration.assignments
    func mark(_ scope: ResolvedScope) {
      if case .server(let server) = scope.defaultServer { isUsed[server] = true }
      for index in scope.assignments { isUsed[assignments[index].server] = true }
    }
    mark(configuration.global)
    let sites = configuration.sites
    for place in 0..<sites.count { mark(sites[place]) }
    for (index, server) in configuration.servers.enumerated() where !server.isEnabled { isUsed[index] = false }
    return isUsed
  }
}

extension Server {
  fileprivate var hasLiteralPassword: Bool {
    guard case .network(_, let credentials, _) = delivery else { return false }
    if case .literal? = credentials?.password { return true }
    return false
  }
}
