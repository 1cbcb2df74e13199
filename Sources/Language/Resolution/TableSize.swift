extension ConfigurationView {
  /// Finds the site whose chain makes the routing table exceed the limit of rows; nil if there is none. Does not build
  /// the table.
  package func firstSiteBeyondLimit(_ limit: Int = mostTableRows) -> ScopeDeclaration? {
    let most = declared.sites.reduce(0) { $0 + $1.assignments.count + globalAssignments.count + 1 }
    // Counting each chain takes as long as building it, so it is done only if the table may be too large.
    guard most + globalAssignments.count + 1 > limit else { return nil }
    var size = TableSize(configuration: declared)
    let global = size.enabled(globalAssignments.map(\.server))
    var rows = size.count(global, default: globalDefault?.server, own: [])
    for site in declared.sites {
      rows += size.count(global, default: defaultServer(of: site), own: assignments(of: site).map(\.server))
      if rows > limit { return site }
    }
    return nil
  }

  /// The most rows that all chains of a table may have together. A long list in `global` and many sites multiply to far
  /// more rows than the size of the file suggests.
  package static let mostTableRows = 20_000_000
}

/// Counts the rows of chains.
private struct TableSize {
  private let configuration: Configuration
  /// For each server the number of the chain that counted it last.
  private var lastCounted: [Int]
  private var chainNumber = 0

  init(configuration: Configuration) {
    self.configuration = configuration
    lastCounted = Array(repeating: 0, count: configuration.servers.count)
  }

  /// The different enabled servers of a list.
  mutating func enabled(_ servers: [Int]) -> [Int] {
    chainNumber += 1
    return servers.filter { isNew($0) }
  }

  mutating func count(_ global: [Int], default defaultServer: Int?, own: [Int]) -> Int {
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
