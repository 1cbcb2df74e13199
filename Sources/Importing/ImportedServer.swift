package import Language

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

extension ImportedServer.Origin: CustomStringConvertible {
  /// Where it is in the database, in a few words.
  package var description: String {
    switch self {
    case .row(let id): "ServerID \(id)"
    case .globalSettings: "the default server in the settings"
    case .settings(let site): "the default server in the settings of \(site)"
    }
  }
}
