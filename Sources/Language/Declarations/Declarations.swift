package import LocatedYAML
import SourceText

/// A server as it is declared.
package struct ServerDeclaration: Sendable {
  /// The id; in a configuration of several files, where the latest of them writes it.
  package internal(set) var id: NodeUse
  package internal(set) var serverName: Declared<ServerName>?
  package internal(set) var priority: Declared<Priority>?
  package internal(set) var enabled: Declared<Bool>?
  package internal(set) var deliveryMethod: Declared<DeliveryMethod>?
  package internal(set) var username: Declared<CredentialDeclaration>?
  package internal(set) var password: Declared<CredentialDeclaration>?
  package internal(set) var useSSL: Declared<Bool>?
  /// The content is the scalar with the text.
  package internal(set) var pickupDirectory: Declared<NodeID>?

  /// The keys that unknown ones may have been meant as: nothing is certain about them.
  package internal(set) var doubtful = KeySet<ServerKey>()
  /// Whether keys may be missing because a merge or the whole value is wrong.
  package internal(set) var isPartial = false

  init(id: NodeUse) {
    self.id = id
  }

  /// A server about which nothing is known.
  init(unreadable id: NodeUse) {
    self.id = id
    isPartial = true
  }
}

/// A user name or a password as it is declared; the node is the scalar with the text.
package enum CredentialDeclaration: Sendable {
  /// Written in the file.
  case literal(NodeID)
  /// Kept elsewhere: the key says where, and the node is the name or path.
  case reference(ReferenceKey, NodeID)
}

/// `global` or a site as it is declared.
package struct ScopeDeclaration: Sendable {
  // There may be a million of them, so the layout keeps each at 40 bytes.

  /// The key it is declared under; in a configuration of several files, where the latest of them writes it.
  package internal(set) var key: NodeUse
  /// What it says about a default server.
  package internal(set) var defaultServer = DefaultServer.absent
  /// Whether it is `global` or a site.
  package let kind: Kind
  /// Whether anything in it is wrong, so that nothing can be said about its routing.
  package internal(set) var isFaulty = false
  /// The keys that are written.
  var keys = KeySet<ScopeKey>()
  @usableFromInline var firstAssignment: UInt32 = 0
  @usableFromInline var endOfAssignments: UInt32 = 0

  init(kind: Kind, key: NodeUse) {
    self.kind = kind
    self.key = key
  }

  /// The servers it lists: a range of ``Layer/assignments``, and in a configuration of ``Configuration/assignments``.
  @inlinable package internal(set) var assignments: Range<Int> {
    get { Int(firstAssignment)..<Int(endOfAssignments) }
    set {
      // There are fewer than bytes in the source.
      firstAssignment = UInt32(newValue.lowerBound)
      endOfAssignments = UInt32(newValue.upperBound)
    }
  }

  package enum Kind: Sendable {
    case global, site
  }

  /// Whether it is a site.
  package var isSite: Bool { kind == .site }

  /// The key `defaultServer` of a site or `global`.
  package enum DefaultServer: Sendable {
    /// Absent: a site inherits the one of `global`.
    case absent
    /// `null`, where it is written: none.
    case none(NodeUse)
    /// A declared server, by its index among the servers, and where it is named.
    case server(Int, NodeUse)
    /// A server that is not declared, where it is named.
    case undeclared(NodeUse)
    /// Wrong.
    case faulty
  }
}

/// A server in the list of a site or `global`.
package struct Assignment: Sendable {
  @usableFromInline private(set) var serverNumber: UInt32
  /// The item of the list.
  package let item: NodeUse

  /// An item that names the server with that index; nil if it is not declared.
  init(server: Int?, item: NodeUse) {
    serverNumber = server.map { UInt32($0) } ?? .max
    self.item = item
  }

  /// The server's index in ``Configuration/servers``. In the list of a scope without errors, every server is declared.
  @inlinable package var server: Int { Int(serverNumber) }

  /// The server's index among those that the file declares, or in ``MergedEntries/slots``; nil if it is not there.
  var declaredServer: Int? {
    get { serverNumber == .max ? nil : Int(serverNumber) }
    set { serverNumber = newValue.map { UInt32($0) } ?? .max }
  }
}

/// A sender domain in the list of a site.
package struct SenderDomainDeclaration: Sendable {
  /// The domain.
  package let domain: SenderDomain
  /// The item of the list.
  package let item: NodeUse
  /// The site's index in ``Configuration/sites``.
  package internal(set) var site: Int
}

/// A whole configuration as it is declared, errors included: what is wrong is absent or marked.
package struct Configuration: Sendable {
  /// The documents that declare it.
  package let documents: YAMLDocuments
  package let servers: [ServerDeclaration]
  package let global: ScopeDeclaration?
  package let sites: [ScopeDeclaration]
  /// The lists of `global` and all sites, and of extended files also those that were replaced: only the ranges of the
  /// scopes count.
  package let assignments: [Assignment]
  /// The sender domains of all sites, in the order of the sites.
  package let senderDomains: [SenderDomainDeclaration]
  /// Where files say for every site at once which server it uses, in the order of the nodes.
  let choicesForEverySite: [NodeUse]
  /// The first key of the file that is named.
  package let firstKey: NodeUse?
  /// Whether all servers could be read, so that it is certain which ones exist.
  package let knowsServers: Bool
  /// Whether it is certain which servers `global` and each site name.
  package let knowsAllScopes: Bool
  /// Whether `global` has no errors, or is absent and need not be there.
  package let knowsGlobal: Bool

  /// Whether a file says at a place which server every site uses. Takes logarithmic time.
  package func isChoiceForEverySite(_ place: NodeUse) -> Bool {
    let first = choicesForEverySite.partitioningIndex { !($0.node < place.node) }
    return choicesForEverySite[first...].prefix { $0.node == place.node }.contains(place)
  }
}
