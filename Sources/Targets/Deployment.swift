package import Language
import Routing
package import SourceText

/// What a target is made from: a configuration, and what is known only on the machine that sends.
package struct Deployment: Sendable {
  /// The routing.
  package let configuration: ValidConfiguration
  /// The user that writes into pickup folders; nil if there are none.
  package let pickupUser: String?
  /// The first of the two ports of gates.
  package let gatePort: Int
  private let secrets: Secrets

  /// Where user names and passwords come from.
  package enum Secrets: Sendable {
    /// Every password is empty, so that a login fails and never succeeds by mistake.
    case withheld
    /// Those in the configuration, and the values of its references.
    case read([SecretReference: Secret])
  }

  /// A user name and a password.
  struct Login {
    let user: Secret
    /// The password; an empty string for none.
    let password: Secret
  }

  /// The port of gates, unless another is given: privileged, so that no other user of the machine can take their place.
  package static let defaultGatePort = 825

  /// What a target is made from, from its parts.
  package init(
    _ configuration: ValidConfiguration, secrets: Secrets, pickupUser: String? = nil, gatePort: Int = defaultGatePort
  ) {
    self.configuration = configuration
    self.secrets = secrets
    self.pickupUser = pickupUser
    self.gatePort = gatePort
  }

  /// How to log in to a server; nil if it is used without a login.
  func login(to server: Server) -> Login? {
    guard case .network(_, let credentials?, _) = server.delivery else { return nil }
    switch secrets {
    case .withheld:
      return Login(user: credentials.username.value { _ in nil } ?? Self.unknownUser, password: Secret(""))
    case .read(let values):
      return Login(
        user: credentials.username.value { values[$0] } ?? Self.unknownUser,
        password: credentials.password?.value { values[$0] } ?? Secret(""))
    }
  }

  /// In place of a user name that was not read: engines would take an empty one for none, and send without a login.
  private static let unknownUser = Secret("unknown")

  /// The routing, without its chains.
  var table: RoutingTable { RoutingTable(configuration) }
}

extension ValidConfiguration {
  /// Whether a server that is in a chain writes mail to a folder.
  package var usesPickupFolders: Bool { RoutingTable(self).usedServers.contains(where: \.isPickup) }
}

extension RoutingTable {
  /// The servers that are in at least one chain, in the order of their ids.
  var sortedServers: [Server] { usedServers.sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) } }
}
