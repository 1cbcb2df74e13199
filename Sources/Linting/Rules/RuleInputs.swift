package import FolderAccess
package import Language

/// An enabled server that writes mail to a folder, and what is known about the folder.
package struct PickupFolder: Sendable {
  /// The server.
  package let server: ServerDeclaration
  /// The value of `pickupDirectory`, or of `deliveryMethod` if IIS defines the folder.
  package let place: NodeUse
  /// What is known about the folder.
  package let state: State

  package enum State: Sendable {
    /// A folder of this machine. `asRoot`: it was inspected as root, who can write almost anywhere.
    case inspected(path: String, FolderCondition, asRoot: Bool)
    /// A folder of a Windows machine, which cannot be inspected here.
    case elsewhere(path: String)
    /// The folder that IIS defines.
    case definedByIIS
  }
}

/// A site or `global` without errors, in a configuration whose `global` has none either.
package struct ScopeView {
  /// The whole configuration.
  package let configuration: ConfigurationView
  /// The site or `global`.
  package let scope: ScopeDeclaration

  /// Makes a view of a site or `global`.
  package init(configuration: ConfigurationView, scope: ScopeDeclaration) {
    self.configuration = configuration
    self.scope = scope
  }

  /// Two different servers of the chain that are not known to be disabled, in any order; nil if there are fewer.
  /// Several rules ask this for every site, so it makes no list.
  package var anyTwoServers: (one: Int?, other: Int?) { configuration.anyTwoServers(of: scope) }

  /// The items of its own `servers`.
  package var assignments: ArraySlice<Assignment> { configuration.declared.assignments[scope.assignments] }

  /// Its own default server, or the one that a site inherits; nil for none.
  package var defaultServer: Int? { configuration.defaultServer(of: scope) }

  /// The first different servers that may be in the chain, disabled ones included: the default server, its own and, for
  /// a site, those of `global`. At most one more than a message lists.
  package var firstCandidates: [Int] {
    let limit = ConfigurationView.mostCandidates
    var found: [Int] = []
    func add(_ server: Int) {
      if found.count < limit, !found.contains(server) { found.append(server) }
    }
    if let defaultServer { add(defaultServer) }
    for assignment in assignments { add(assignment.server) }
    if scope.kind == .site { configuration.firstGlobalServers.forEach(add) }
    return found
  }

  /// Where the chain gets a server from; its own declarations come first.
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

/// A configuration with precomputed answers, so that no rule goes through all servers or the whole list of `global` for
/// every site.
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

  /// The identities of the servers' folders, by the servers' indices: links may lead from different paths to one
  /// folder. Empty if folders are not inspected.
  package let folderIdentities: [Int: FolderIdentity]

  /// Makes a view of a configuration.
  package init(_ declared: Configuration, folderIdentities: [Int: FolderIdentity] = [:]) {
    self.declared = declared
    self.folderIdentities = folderIdentities
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
  fileprivate func defaultServer(of scope: ScopeDeclaration) -> Int? {
    switch scope.defaultServer {
    case .server(let server, _): server
    case .absent where scope.kind == .site: globalDefault?.server
    case .absent, .none, .faulty: nil
    }
  }

  /// Two different servers of a chain that are not known to be disabled.
  fileprivate func anyTwoServers(of scope: ScopeDeclaration) -> (one: Int?, other: Int?) {
    var one: Int?
    /// The server, if it is the second one.
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

  /// Enough to find two servers of a chain: the site's own may be the same as some of these.
  fileprivate static let mostCounted = 3
  /// One more than messages list, to know that there are more.
  fileprivate static let mostCandidates = RuleContext.mostListed + 1
}
