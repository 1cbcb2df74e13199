package import Language
import LocatedYAML
public import SourceText

/// Answers questions about one routing: every chain is built once, and sites with equal chains share one.
///
/// It is made from a configuration or read from a routing table. Only with a configuration does it know the disabled
/// servers and where everything is written.
public struct Router: Sendable {
  /// All different chains.
  public let chains: [Chain]

  /// The names of all sites, in the order of the declarations or of the table.
  public let siteNames: [String]

  /// The ids of all known servers: those of the configuration or of the table.
  public let serverIDs: [String]

  /// The site that each sender domain belongs to; domains are in lower case, without a trailing dot.
  public let senderDomains: [String: String]

  /// The configuration it was made from; nil if it was read from a table.
  package let configuration: ValidConfiguration?

  /// The file it was made from; nil if it was read from a table.
  public var source: SourceFile? { configuration?.source }

  /// The files that its configuration consists of; nil if it was read from a table.
  package var sources: SourceMap? { configuration.map { SourceMap($0.documents.trees.map(\.source)) } }

  /// The index of the global chain in ``chains``.
  let globalIndex: Int
  /// The index of each site's chain in ``chains``, in the order of ``siteNames``.
  let chainIndices: [Int]
  private let sites: [SiteName: Int]

  /// Builds all chains of a table.
  public init(_ table: RoutingTable) {
    let configuration = table.configuration
    var builder = ChainBuilder(configuration)
    var shared = SharedValues<[ChainBuilder.Step]>()
    let globalIndex = shared.index(of: builder.globalChain())
    let indices = configuration.sites.map { shared.index(of: builder.chain(of: $0)) }
    self.init(
      chains: shared.values.map(table.chain), globalIndex: globalIndex,
      sites: zip(table.siteNames, indices).map { (name: $0, chainIndex: $1) },
      senderDomains: Self.senderDomains(of: configuration, table.siteNames),
      serverIDs: configuration.servers.map(\.id), configuration: configuration)
  }

  /// Makes a router from known chains.
  init(
    global: Chain, sites: [(name: String, chain: Chain)], senderDomains: [String: String], serverIDs: [String]
  ) {
    var shared = SharedValues<Chain>()
    let globalIndex = shared.index(of: global)
    let indexed = sites.map { (name: $0.name, chainIndex: shared.index(of: $0.chain)) }
    self.init(
      chains: shared.values, globalIndex: globalIndex, sites: indexed, senderDomains: senderDomains,
      serverIDs: serverIDs,
      configuration: nil)
  }

  private static func senderDomains(of configuration: ValidConfiguration, _ names: [String]) -> [String: String] {
    configuration.senderDomains.reduce(into: [:]) { sites, entry in
      for domain in entry.value { sites[domain] = names[entry.key] }
    }
  }

  private init(
    chains: [Chain], globalIndex: Int, sites: [(name: String, chainIndex: Int)], senderDomains: [String: String],
    serverIDs: [String], configuration: ValidConfiguration?
  ) {
    self.chains = chains
    self.senderDomains = senderDomains
    self.globalIndex = globalIndex
    self.serverIDs = serverIDs
    self.configuration = configuration
    siteNames = sites.map(\.name)
    chainIndices = sites.map(\.chainIndex)
    let names = sites.enumerated().compactMap { place, site in SiteName(site.name).map { ($0, place) } }
    self.sites = Dictionary(names) { first, _ in first }
  }

  /// The chain of mail that belongs to no site.
  public var globalChain: Chain { chains[globalIndex] }

  /// All scopes: the global one, then the sites.
  public var scopes: [Scope] { [.global] + siteNames.map(Scope.site) }

  /// The index of a site in ``siteNames``, regardless of the case of the given name.
  package func siteIndex(_ name: String) -> Int? { SiteName(name).flatMap { sites[$0] } }

  /// The index of a scope's chain in ``chains``; nil for an undeclared site.
  package func chainIndex(of scope: Scope) -> Int? {
    switch scope {
    case .global: globalIndex
    case .site(let name): siteIndex(name).map { chainIndices[$0] }
    }
  }

  /// The chain of a scope; nil for an undeclared site.
  public func chain(of scope: Scope) -> Chain? { chainIndex(of: scope).map { chains[$0] } }

  /// The chain of a site, whose name is not case-sensitive, as in Kentico Xperience; nil for an undeclared site.
  public func chain(ofSite name: String) -> Chain? { chain(of: .site(name)) }

  /// What happens to a message of a scope while some servers are busy; nil for an undeclared site.
  public func outcome(of scope: Scope, busy: Set<String> = []) -> Outcome? { chain(of: scope)?.outcome(busy: busy) }
}

/// Different values, each kept once.
struct SharedValues<Value: Hashable> {
  private(set) var values: [Value] = []
  private var indices: [Value: Int] = [:]

  mutating func index(of value: Value) -> Int {
    if let index = indices[value] { return index }
    indices[value] = values.count
    values.append(value)
    return values.count - 1
  }
}
