/// A scope without errors, in a configuration whose global scope has none either.
package struct ScopeView {
  /// The whole configuration.
  package let configuration: ConfigurationView
  /// The scope.
  package let scope: ScopeDeclaration

  /// A scope of a configuration.
  package init(configuration: ConfigurationView, scope: ScopeDeclaration) {
    self.configuration = configuration
    self.scope = scope
  }

  /// Two different servers of the chain that are not known to be disabled, in no order that matters; nil for what there
  /// is not. Asked of every site by several rules, so it makes no list.
  package var anyTwoServers: (one: Int?, other: Int?) { configuration.anyTwoServers(of: scope) }

  /// The servers of the scope's own list.
  package var assignments: ArraySlice<Assignment> { configuration.declared.assignments[scope.assignments] }

  /// The server that is the scope's own default, or that a site inherits; nil for none.
  package var defaultServer: Int? { configuration.defaultServer(of: scope) }

  /// The first different servers that may be in the chain, disabled ones included: the default, the scope's own, and
  /// for a site those of the global scope; at most as many as a message lists, and one more where there are more.
  package var firstCandidates: [Int] {
    let limit = ConfigurationView.mostCandidates
    var found: [Int] = []
    func take(_ server: Int) {
      if found.count < limit, !found.contains(server) { found.append(server) }
    }
    if let defaultServer { take(defaultServer) }
    for assignment in assignments { take(assignment.server) }
    if scope.kind == .site { configuration.firstGlobalServers.forEach(take) }
    return found
  }

  /// Where the scope's chain gets the server from, its own words first.
  package func place(of server: Int) -> NodeUse? {
    if case .server(server, let place) = scope.defaultServer { return place }
    if let assignment = assignments.first(where: { $0.server == server }) { return assignment.item }
    guard scope.kind == .site else { return nil }
    if case .absent = scope.defaultServer, let inherited = configuration.globalDefault, inherited.server == server {
      return inherited.place
    }
    return configuration.globalPlaces[server]
  }
}

/// A configuration with what rules ask of it again and again, so that none of them goes through all servers or the
/// whole global list for every site.
package final class ConfigurationView: Sendable {
  /// What is declared.
  package let declared: Configuration

  /// Of every server whether it is enabled; nil where that is not known.
  package let isEnabled: [Bool?]

  /// Of every server how mail is handed to it; nil where that is not known.
  package let methods: [DeliveryMethod?]

  /// The default server of the global scope and where it is named; nil for none.
  package let globalDefault: (server: Int, place: NodeUse)?

  /// The list of the global scope.
  package let globalAssignments: ArraySlice<Assignment>

  /// The first different servers of the global list, disabled ones included: as many as messages list.
  package let firstGlobalServers: [Int]

  /// The first different servers of the global list that are not known to be disabled: as many as rules count.
  package let firstEnabledGlobalServers: [Int]

  /// Where each server stands in the global list first, by its place among the servers; nil for one that does not.
  package let globalPlaces: [NodeUse?]

  /// A view of a configuration.
  package init(_ declared: Configuration) {
    self.declared = declared
    let isEnabled = declared.servers.map(\.isEnabled)
    let assignments = declared.assignments[declared.global?.assignments ?? 0..<0]
    self.isEnabled = isEnabled
    methods = declared.servers.map(\.method)
    globalAssignments = assignments
    globalPlaces = assignments.reversed().reduce(into: Array(repeating: nil, count: isEnabled.count)) { places, item in
      places[item.server] = item.item
    }
    firstGlobalServers = Self.first(Self.mostCandidates, of: assignments) { _ in true }
    firstEnabledGlobalServers = Self.first(Self.mostCounted, of: assignments) { isEnabled[$0] != false }
    globalDefault =
      if case .server(let server, let place)? = declared.global?.defaultServer { (server, place) } else { nil }
  }

  /// Calls a function with the global scope and every site of which everything is known.
  package func forEachKnownScope(_ body: (ScopeView) -> Void) {
    guard declared.knowsGlobal else { return }
    if let global = declared.global, !global.isFaulty { body(ScopeView(configuration: self, scope: global)) }
    for site in declared.sites where !site.isFaulty { body(ScopeView(configuration: self, scope: site)) }
  }

  private static func first(
    _ limit: Int, of assignments: ArraySlice<Assignment>, where isMeant: (Int) -> Bool
  ) -> [Int] {
    var found: [Int] = []
    for assignment in assignments where isMeant(assignment.server) && !found.contains(assignment.server) {
      found.append(assignment.server)
      if found.count == limit { break }
    }
    return found
  }

  /// The server that is a scope's own default, or that a site inherits; nil for none.
  fileprivate func defaultServer(of scope: ScopeDeclaration) -> Int? {
    switch scope.defaultServer {
    case .server(let server, _): server
    case .absent where scope.kind == .site: globalDefault?.server
    case .absent, .none, .faulty: nil
    }
  }

  /// Two different servers of a scope's chain that are not known to be disabled.
  fileprivate func anyTwoServers(of scope: ScopeDeclaration) -> (one: Int?, other: Int?) {
    var one: Int?
    /// The second one, if the server is that.
    func second(_ server: Int) -> Int? {
      guard server != one, isEnabled[server] != false else { return nil }
      guard one == nil else { return server }
      one = server
      return nil
    }
    if let server = defaultServer(of: scope) { _ = second(server) }
    for assignment in declared.assignments[scope.assignments] {
      if let other = second(assignment.server) { return (one, other) }
    }
    if scope.kind == .site {
      for server in firstEnabledGlobalServers { if let other = second(server) { return (one, other) } }
    }
    return (one, nil)
  }

  /// How many names a message lists at most.
  package static let mostListed = 9
  /// One more than there can be among the same before a second one of a chain is found.
  fileprivate static let mostCounted = 3
  /// One more than messages list, which tells that there are more.
  fileprivate static let mostCandidates = mostListed + 1
}
