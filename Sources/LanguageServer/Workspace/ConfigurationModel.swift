import Analysis
import Diagnostics
import Language
import LanguageServerProtocol
import Linting
import LocatedYAML
import Routing
import SourceText

/// A configuration as far as it is known, also while it has errors: for everything that is shown besides findings.
struct ConfigurationModel: Sendable {
  /// The check, of text that can be read.
  let checked: CheckedConfiguration
  /// What its files declare together; nil if a file is missing or cannot be read at all.
  let declarations: Configuration?
  /// The files.
  let files: SnapshotFiles

  /// The configuration in an open document.
  init(_ document: OpenDocument, _ snapshot: Snapshot) {
    files = SnapshotFiles(snapshot, recovering: true)
    var options = files.options
    options.keepsLists = true
    // Findings do not matter here.
    options.findingLimit = 1
    options.inspectFolder = nil
    let workspace = files.workspace(options)
    checked = files.check(document, in: workspace)
    if let known = checked.declarations {
      declarations = known
    } else {
      let layers = checked.files.compactMap(\.check.layer)
      declarations = layers.last.map { Configuration(Array(layers.dropLast()), $0) { _ in } }
    }
  }

  /// The routing; nil if what is declared does not determine it.
  var router: Router? {
    declarations.flatMap { ValidConfiguration($0) }.map { Router(RoutingTable($0)) }
  }

  /// The server of an id, with its index.
  func server(_ id: String) -> (index: Int, declaration: ServerDeclaration)? {
    guard let declarations else { return nil }
    let found = declarations.servers.firstIndex { declarations.documents.text(of: $0.id.node) == id }
    return found.map { ($0, declarations.servers[$0]) }
  }

  /// The ids of all servers.
  var serverIDs: [String] {
    declarations.map { all in all.servers.map { all.documents.text(of: $0.id.node) } } ?? []
  }

  /// The names of all sites.
  var siteNames: [String] {
    declarations.map { all in all.sites.map { all.documents.text(of: $0.key.node) } } ?? []
  }

  /// How a server is reached, in a few words; nothing secret is in it.
  func endpoint(of server: ServerDeclaration) -> String? {
    guard let documents = declarations?.documents else { return nil }
    switch server.method {
    case .pickupDirectoryFromIIS?: return "the pickup folder of IIS"
    case .pickupDirectory?:
      return server.pickupDirectory?.content.map { node in
        isSecret(NodeUse(node)) ? FileReport.mask : documents.text(of: node)
      }
    case .network?, nil:
      return server.serverName?.content.map { name in
        if case .ipv6(let address) = name.host {
          "[\(address)]:\(name.port)"
        } else {
          "\(name.host.description):\(name.port)"
        }
      }
    }
  }

  /// The priority of a server, and whether it is disabled, in a few words.
  func summary(of server: ServerDeclaration) -> String {
    let priority = (server.priority?.content ?? .normal).rawValue
    let parts = [endpoint(of: server), priority, server.isEnabled == false ? "disabled" : nil]
    return parts.compactMap { $0 }.joined(separator: ", ")
  }

  /// Whether a node must not be shown.
  func isSecret(_ place: NodeUse) -> Bool {
    let file = checked.files.first { $0.check.file.tree.contains(place.node) }?.check.file
    return file.map { $0.secrets.hide($0.tree.span(of: place.node)) } ?? true
  }
}
