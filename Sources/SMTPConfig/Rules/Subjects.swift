package import FolderAccess

/// An enabled server that drops mail into a folder, and what a look at the folder found.
package struct PickupFolder: Sendable {
  /// The server.
  package let server: ServerDeclaration
  /// Where the folder is written: the value of `pickupDirectory`, or of `deliveryMethod` where IIS defines the folder.
  package let place: Occurrence
  /// What is known of the folder.
  package let state: State

  package enum State: Sendable {
    /// A folder of this machine. `asRoot`: it was looked at as root, who can write nearly anywhere.
    case inspected(path: String, FolderCondition, asRoot: Bool)
    /// A folder of a Windows machine, which this one is not.
    case elsewhere(path: String)
    /// The folder that IIS defines.
    case definedByIIS
  }
}

/// A scope without errors, in a configuration whose global scope has none either.
package struct ScopeView {
  /// The whole configuration.
  package let configuration: ConfigurationView
  /// The scope.
  package let scope: ScopeDeclaration

  /// The servers of the scope's own list.
  package var assignments: ArraySlice<Assignment> { configuration.declared.assignments[scope.assignments] }

  /// The server that is the scope's own default, or that a site inherits; nil for none.
  package var defaultServer: Int? {
    switch scope.defaultServer {
    case .server(let server, _): server
    case .absent where scope.kind == .site: configuration.globalDefault
    case .absent, .none, .faulty: nil
    }
  }

  /// All servers that may be in the chain, disabled and repeated ones included: the default, the scope's own, and for a
  /// site those of the global scope.
  package var candidates: [Int] {
    let global = scope.kind == .site ? configuration.globalAssignments : []
    return (defaultServer.map { [$0] } ?? []) + assignments.map(\.server) + global.map(\.server)
  }

  /// How many different servers of the chain are not known to be disabled, counted up to `limit`.
  package func chainLength(upTo limit: Int) -> Int {
    var found: [Int] = []
    func take(_ server: Int) {
      if found.count < limit, configuration.declared.servers[server].isEnabled != false, !found.contains(server) {
        found.append(server)
      }
    }
    if let defaultServer { take(defaultServer) }
    for assignment in assignments where found.count < limit { take(assignment.server) }
    if scope.kind == .site {
      for server in configuration.firstEnabledGlobalServers.prefix(limit + 1) { take(server) }
    }
    return found.count
  }
}

/// A configuration with what rules ask of it again and again.
package struct ConfigurationView {
  /// What is declared.
  package let declared: Configuration

  /// The list of the global scope.
  package let globalAssignments: ArraySlice<Assignment>

  /// The first different servers of the global list that are not known to be disabled: as many as rules count.
  package let firstEnabledGlobalServers: [Int]

  /// Where each server stands in the global list first.
  package let globalPlaces: [Int: Occurrence]

  init(_ declared: Configuration) {
    self.declared = declared
    globalAssignments = declared.assignments[declared.global?.assignments ?? 0..<0]
    globalPlaces = Dictionary(globalAssignments.map { ($0.server, $0.item) }) { first, _ in first }
    var enabled: [Int] = []
    for assignment in globalAssignments where enabled.count < Self.mostCounted {
      let isOut = declared.servers[assignment.server].isEnabled == false
      if !isOut, !enabled.contains(assignment.server) { enabled.append(assignment.server) }
    }
    firstEnabledGlobalServers = enabled
  }

  /// More servers in a chain than this no rule asks for.
  private static let mostCounted = 3

  /// The default server of the global scope; nil for none.
  package var globalDefault: Int? {
    guard case .server(let server, _)? = declared.global?.defaultServer else { return nil }
    return server
  }
}
