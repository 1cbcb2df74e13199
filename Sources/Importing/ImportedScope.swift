/// The servers of a site, or of all of them.
package struct ImportedScope: Equatable, Sendable {
  /// The server that is tried first.
  package enum DefaultServer: Equatable, Sendable {
    /// That of `global`; for `global` itself, none.
    case inherited
    /// None.
    case none
    /// The server with an id.
    case server(String)
  }

  /// The server that is tried first.
  package var defaultServer: DefaultServer
  /// The ids of its other servers, in their order.
  package var servers: [String]
  /// What to know about it.
  package var notes: [ImportNote] = []
}

/// A site.
package struct ImportedSite: Equatable, Sendable {
  /// The id it is declared under.
  package var id: String
  /// Its servers.
  package var scope: ImportedScope
}
