/// A configuration with precomputed answers, so that no rule has to go through all servers or the whole list of
/// `global` for every site.
package final class ConfigurationView: Sendable {
  /// What is declared.
  package let declared: Configuration

  /// Whether each server is enabled; nil if that is not known.
  package let isEnabled: [Bool?]

  /// The delivery method of each server; nil if that is not known.
  package let methods: [DeliveryMethod?]

  /// The default server of `global` and where it is named; nil for none.
  package let globalDefault: (server: Int, place: NodeUse)?

  /// The items of `servers` in `global`.
  package let globalAssignments: ArraySlice<Assignment>

  /// The first different servers of that list, disabled ones included: as many as messages need.
  package let firstGlobalServers: [Int]

  /// The first different servers of that list that are not known to be disabled: as many as rules count.
  package let firstEnabledGlobalServers: [Int]

  /// The first item of each server in that list, by the server's index; nil if it is not in the list.
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

  /// Calls a function with `global` and every site, as far as they and `global` have no errors.
  package func forEachKnownScope(_ body: (ScopeDeclaration) -> Void) {
    guard declared.knowsGlobal else { return }
    if let global = declared.global, !global.isFaulty { body(global) }
    for site in declared.sites where !site.isFaulty { body(site) }
  }

  /// For each server, whether it is enabled and named by `global` or a site, so that it is in a chain. Takes time in
  /// proportion to the number of declarations.
  package var usedServers: [Bool] {
    var isUsed = namedServers
    for index in isUsed.indices where isEnabled[index] != true { isUsed[index] = false }
    return isUsed
  }

  /// For each server, whether `global` or a site names it.
  package var namedServers: [Bool] {
    var isNamed = [Bool](repeating: false, count: declared.servers.count)
    for assignment in globalAssignments { isNamed[assignment.server] = true }
    if let globalDefault { isNamed[globalDefault.server] = true }
    var last = 0..<0
    for site in declared.sites {
      if case .server(let server, _) = site.defaultServer { isNamed[server] = true }
      // All sites may share one list.
      guard site.assignments != last else { continue }
      last = site.assignments
      for assignment in declared.assignments[last] { isNamed[assignment.server] = true }
    }
    return isNamed
  }

  /// The items of the `servers` of a site or `global`.
  package func assignments(of scope: ScopeDeclaration) -> ArraySlice<Assignment> {
    declared.assignments[scope.assignments]
  }

  /// The first different servers that may be in the chain of a site or `global`, including disabled ones: the default
  /// server, its own and, for a site, those of `global`. At most one more than a message lists.
  package func firstCandidates(of scope: ScopeDeclaration) -> [Int] {
    var found: [Int] = []
    func add(_ server: Int) {
      if found.count < Self.mostCandidates, !found.contains(server) { found.append(server) }
    }
    if let defaultServer = defaultServer(of: scope) { add(defaultServer) }
    for assignment in assignments(of: scope) { add(assignment.server) }
    if scope.isSite { firstGlobalServers.forEach(add) }
    return found
  }

  /// Where the chain of a site or `global` gets a server from; its own declarations come first.
  package func place(of server: Int, in scope: ScopeDeclaration) -> NodeUse? {
    if case .server(server, let place) = scope.defaultServer { return place }
    if let assignment = assignments(of: scope).first(where: { $0.server == server }) { return assignment.item }
    guard scope.isSite else { return nil }
    if case .absent = scope.defaultServer, let inherited = globalDefault, inherited.server == server {
      return inherited.place
    }
    return globalPlaces[server]
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

  /// The default server of `global`, or the one that a site has or inherits; nil for none.
  package func defaultServer(of scope: ScopeDeclaration) -> Int? {
    switch scope.defaultServer {
    case .server(let server, _): server
    case .absent where scope.isSite: globalDefault?.server
    case .absent, .none, .undeclared, .faulty: nil
    }
  }

  /// Whether a chain has a server that is not known to be disabled.
  package func hasServer(_ scope: ScopeDeclaration) -> Bool {
    scope.isSite && !firstEnabledGlobalServers.isEmpty || anyTwoServers(of: scope).one != nil
  }

  /// Two different servers of a chain that are not known to be disabled.
  package func anyTwoServers(of scope: ScopeDeclaration) -> (one: Int?, other: Int?) {
    var one = defaultServer(of: scope).flatMap { isEnabled[$0] == false ? nil : $0 }
    let range = scope.assignments
    // There may be a million sites, and a slice would be retained and released for each.
    let other = declared.assignments.withUnsafeBufferPointer { assignments -> Int? in
      for index in range {
        let server = assignments[index].server
        guard server != one, isEnabled[server] != false else { continue }
        if one != nil { return server }
        one = server
      }
      return nil
    }
    if other != nil || !scope.isSite { return (one, other) }
    for server in firstEnabledGlobalServers where server != one {
      if one != nil { return (one, server) }
      one = server
    }
    return (one, nil)
  }

  /// Whether a list may name a server that the scope gets at another place as well. It is certain that it does not if the
  /// answer is no; a long list is not examined.
  package func mayRepeatServer(in scope: ScopeDeclaration) -> Bool {
    let range = scope.assignments
    if range.isEmpty { return false }
    if range.count > Self.mostExamined { return true }
    let own: Int? = if case .server(let server, _) = scope.defaultServer { server } else { nil }
    let isSite = scope.isSite
    return declared.assignments.withUnsafeBufferPointer { assignments in
      for index in range {
        let server = assignments[index].server
        if server == own || isSite && globalPlaces[server] != nil { return true }
        for earlier in range.lowerBound..<index where assignments[earlier].server == server { return true }
      }
      return false
    }
  }

  /// The length of a list in which a repeated server is found fast without a table.
  private static let mostExamined = 16
  /// How many names a message lists at most.
  package static let mostListed = 9
  /// How many servers of `global` are enough for two servers of any chain.
  private static let mostCounted = 3
  /// One more than messages list, to know whether there are more.
  private static let mostCandidates = mostListed + 1
}
