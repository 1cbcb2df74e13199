import LocatedYAML

/// How large the routing table of a configuration is, told without building it.
struct TableSize {
  /// The most rows that the chains of a table may have in all: what a global list and many sites multiply to can be far
  /// more than the file suggests.
  static let mostRows = 20_000_000

  private let configuration: Configuration
  /// For each server the number of the chain that counted it last.
  private var lastCounted: [Int]
  private var chainNumber = 0

  /// Finds the site with whose chain the table gets more rows than it may have; nil where it does not.
  static func firstSiteBeyondLimit(of view: ConfigurationView, limit: Int = mostRows) -> ScopeDeclaration? {
    let declared = view.declared
    let most = declared.sites.reduce(0) { $0 + $1.assignments.count + view.globalAssignments.count + 1 }
    // Counting each chain takes as long as building it, so it is done only where the table may be too large.
    guard most + view.globalAssignments.count + 1 > limit else { return nil }
    var size = TableSize(configuration: declared)
    let global = size.enabled(view.globalAssignments.map(\.server))
    var rows = size.count(global, default: view.globalDefault?.server, own: [])
    for site in declared.sites {
      let scope = ScopeView(configuration: view, scope: site)
      rows += size.count(global, default: scope.defaultServer, own: scope.assignments.map(\.server))
      if rows > limit { return site }
    }
    return nil
  }

  private init(configuration: Configuration) {
    self.configuration = configuration
    lastCounted = Array(repeating: 0, count: configuration.servers.count)
  }

  /// The different enabled servers of a list.
  private mutating func enabled(_ servers: [Int]) -> [Int] {
    chainNumber += 1
    return servers.filter { isNew($0) }
  }

  private mutating func count(_ global: [Int], default defaultServer: Int?, own: [Int]) -> Int {
    chainNumber += 1
    var count = 0
    if let defaultServer, isNew(defaultServer) { count += 1 }
    for server in own where isNew(server) { count += 1 }
    for server in global where isNew(server) { count += 1 }
    return count
  }

  private mutating func isNew(_ server: Int) -> Bool {
    guard configuration.servers[server].isEnabled == true, lastCounted[server] != chainNumber else { return false }
    lastCounted[server] = chainNumber
    return true
  }
}
