import LocatedYAML

/// The names that a configuration declares, and where they are used.
package struct SymbolTable: Sendable {
  /// A name, where it is declared, and where it is used.
  package struct Symbol: Sendable, Equatable {
    /// The key that declares it.
    package let declaration: NodeUse
    /// The places that use it, in the order in which they were read.
    package fileprivate(set) var references: [NodeUse] = []
  }

  /// The servers, in the order in which they are declared.
  package private(set) var servers: [Symbol]

  /// The sites, in the order in which they are declared. Nothing in a configuration refers to a site.
  package let sites: [Symbol]

  /// Collects the names of a configuration, which may have errors, in time proportional to its declarations.
  package init(_ configuration: Configuration) {
    servers = configuration.servers.map { Symbol(declaration: $0.id) }
    sites = configuration.sites.map { Symbol(declaration: $0.key) }
    let scopes = (configuration.global.map { [$0] } ?? []) + configuration.sites
    for scope in scopes {
      if case .server(let server, let place) = scope.defaultServer { servers[server].references.append(place) }
      for assignment in configuration.assignments[scope.assignments] {
        servers[assignment.server].references.append(assignment.item)
      }
    }
  }
}
