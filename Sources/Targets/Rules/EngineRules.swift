import Language
import LibC
package import Linting
import Routing

/// The rules of mail engines: what they cannot do as a configuration says. To add one, write a file with its value and add
/// its name to the list.
package enum EngineRules {
  /// All rules, in the order in which they are listed.
  package static let all: [Rule] = [
    targetSiteWithoutDomains,
    targetUnsupportedDelivery,
    targetUnsupportedValue,
    targetUnsupportedTLS,
    targetOwnEndpoint,
  ]
}

/// The routing of a configuration, for rules about servers that are in a chain.
struct EngineView {
  /// The routing.
  let table: RoutingTable
  /// The servers that are in a chain, as they are declared.
  let servers: [(declared: ServerDeclaration, server: Server)]

  /// The routing of a configuration; nil if it has errors, of which there is more to say than of engines.
  init?(_ view: ConfigurationView) {
    guard view.declared.knowsServers, view.declared.knowsAllScopes,
      let configuration = ValidConfiguration(view.declared)
    else { return nil }
    table = RoutingTable(configuration)
    servers = zip(view.usedServers, zip(view.declared.servers, configuration.servers)).filter(\.0)
      .map { ($0.1.0, $0.1.1.server) }
  }
}

extension Rule.Example {
  /// A file for an engine, with one server that has the given lines, and is the only one; `secrets` are the values of
  /// references, by their names.
  static func server(_ lines: String, for engine: MailEngine, secrets: [String: String]? = nil) -> Rule.Example {
    let indented = lines.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n")
    return Rule.Example(
      "version: 1\nservers:\n  relay:\n\(indented)\nglobal:\n  servers: [relay]\n", engine: engine,
      secrets: secrets?.mapValues { .content(SecretBytes(Array($0.utf8))) })
  }
}
