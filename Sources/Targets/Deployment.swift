package import Language
import Routing
package import SourceText

/// What a target is made from: a configuration, and what is known only on the machine that sends.
package struct Deployment: Sendable {
  /// The routing.
  package let configuration: ValidConfiguration
  /// How to log in to servers, by their ids; a server that is not there is used without a login.
  package let logins: [String: Login]
  /// The user that writes into pickup folders; nil if there are none.
  package let pickupUser: String?
  /// The first of the two ports of gates.
  package let gatePort: Int

  /// A user name and a password, wherever they come from.
  package struct Login: Sendable, Equatable {
    /// The user name.
    package let user: Secret
    /// The password; an empty string for none.
    package let password: Secret

    /// A login from its parts.
    package init(user: Secret, password: Secret) {
      self.user = user
      self.password = password
    }
  }

  /// The port of gates, unless another is given: privileged, so that no other user of the machine can take their place.
  package static let defaultGatePort = 825

  /// What a target is made from, from its parts.
  package init(
    _ configuration: ValidConfiguration, logins: [String: Login] = [:], pickupUser: String? = nil,
    gatePort: Int = defaultGatePort
  ) {
    self.configuration = configuration
    self.logins = logins
    self.pickupUser = pickupUser
    self.gatePort = gatePort
  }

  /// The routing, with every chain.
  var router: Router { Router(RoutingTable(configuration)) }
}

extension Router {
  /// The servers that are in at least one chain, in the order of their ids.
  var usedServers: [Server] {
    let servers = Dictionary(chains.flatMap(\.links).map { ($0.server.id, $0.server) }) { first, _ in first }
    return servers.values.sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
  }
}

/// Something that the format of a target cannot represent.
package struct UnsupportedValue: Error, Sendable, Equatable {
  /// The id of the server that has it.
  package let server: String
  /// What it is: "a user name that contains `:`".
  package let reason: String
}
