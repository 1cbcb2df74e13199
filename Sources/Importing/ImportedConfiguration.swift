package import Language

/// A configuration that does what a database says, with notes for whoever reads it.
package struct ImportedConfiguration: Equatable, Sendable {
  /// The servers, in the order in which they are declared.
  package var servers: [ImportedServer]
  /// The settings for all sites, and for mail that belongs to none.
  package var global: ImportedScope
  /// The sites.
  package var sites: [ImportedSite]
  /// What is about none of these alone.
  package var notes: [ImportNote]

  /// A note and what it is about, as messages name it.
  package struct Remark: Equatable, Sendable {
    /// What it is about: a server or site by its id; nil for the whole.
    package let place: String?
    /// The note.
    package let note: ImportNote
  }

  /// All notes, in the order of the configuration.
  package var remarks: [Remark] {
    notes.map { Remark(place: nil, note: $0) }
      + servers.flatMap { server in server.notes.map { Remark(place: "server `\(server.id)`", note: $0) } }
      + global.notes.map { Remark(place: "global", note: $0) }
      + sites.flatMap { site in site.scope.notes.map { Remark(place: "site `\(site.id)`", note: $0) } }
  }
}

/// A server.
package struct ImportedServer: Equatable, Sendable {
  /// The id it is declared under.
  package var id: String
  /// What it is in the database.
  package var origin: Origin
  /// A host, or a host and a port, perhaps not a valid one; nil for a server with a folder that has none.
  package var serverName: String?
  /// When it is tried.
  package var priority = Priority.normal
  /// Whether it is used.
  package var isEnabled = true
  /// How messages reach it.
  package var delivery: Delivery
  /// What to know about it.
  package var notes: [ImportNote] = []

  /// Where the database has a server.
  package enum Origin: Equatable, Sendable {
    /// In the row of `CMS_SMTPServer` with this id.
    case row(Int)
    /// In the settings for all sites.
    case globalSettings
    /// In the settings of the site with this id.
    case settings(ofSite: String)
  }

  /// How messages reach a server.
  package enum Delivery: Equatable, Sendable {
    /// Over the network.
    case network(Login?, usesSSL: Bool)
    /// In a folder; nil if the database names none.
    case pickupDirectory(String?)
    /// In the folder that is defined in IIS.
    case pickupDirectoryFromIIS
  }

  /// Whom to log in as.
  package struct Login: Equatable, Sendable {
    /// The user.
    package var userName: String
    /// The environment variable that must have the password; nil if there is none.
    package var passwordVariable: String?
  }
}

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
