package import LocatedYAML
package import SourceText

/// A configuration without errors: whatever is left to do with it cannot fail.
///
/// It can be had from a ``Analysis`` alone.
public struct ValidConfiguration: Sendable {
  /// The servers in the order in which they are declared.
  public let servers: [ResolvedServer]

  /// The global scope; without anything where there is none.
  package let global: ResolvedScope

  /// The sites in the order in which they are declared.
  package var sites: Sites { Sites(declared: declared.sites) }

  private let declared: Configuration

  /// Sites as they are declared, each read anew when it is asked for: a list of them would be a second one.
  package struct Sites: RandomAccessCollection, Sendable {
    fileprivate let declared: [ScopeDeclaration]

    package var startIndex: Int { declared.startIndex }
    package var endIndex: Int { declared.endIndex }
    package subscript(position: Int) -> ResolvedScope { ResolvedScope(declared[position]) }
  }

  /// Takes what was declared; nil where any of it has no meaning.
  package init?(_ declared: Configuration) {
    let servers = declared.servers.compactMap { ResolvedServer($0, in: declared.tree) }
    guard servers.count == declared.servers.count, !declared.sites.contains(where: \.hasFaultyDefault),
      !(declared.global?.hasFaultyDefault ?? false)
    else { return nil }
    self.servers = servers
    global =
      declared.global.map { ResolvedScope($0) }
      ?? ResolvedScope(key: nil, defaultServer: .none, defaultServerPlace: nil, assignments: 0..<0)
    self.declared = declared
  }

  /// The list of a scope, in the order written.
  package func assignments(in scope: ResolvedScope) -> ArraySlice<Assignment> {
    declared.assignments[scope.assignments]
  }

  /// The sender domains of each site that has some, by the site's place: in lower case, without a trailing dot, sorted.
  ///
  /// Takes time in proportion to their number and its logarithm.
  package var senderDomains: [Int: [String]] {
    Dictionary(grouping: declared.senderDomains, by: \.site).mapValues { $0.map(\.domain.name).sorted() }
  }

  /// The name of a site.
  package func name(of site: ResolvedScope) -> String {
    site.key.map { declared.tree.text(of: $0) } ?? ""
  }

  /// The file it was read from.
  package var source: SourceFile { declared.tree.source }

  /// Where a scope says of a default server what it says; nil where it says nothing.
  package func placeOfDefaultServer(in scope: ResolvedScope) -> SourceSpan? {
    scope.defaultServerPlace.map(declared.tree.place(of:))
  }

  /// Where a scope lists a server for the first time; nil where it does not.
  package func placeOfListing(_ server: Int, in scope: ResolvedScope) -> SourceSpan? {
    declared.assignments[scope.assignments].first { $0.server == server }.map { declared.tree.place(of: $0.item.node) }
  }

  /// Where a server is disabled; nil where it is not.
  package func placeOfDisabling(_ server: Int) -> SourceSpan? {
    guard !servers[server].isEnabled, let enabled = declared.servers[server].enabled else { return nil }
    return declared.tree.place(of: enabled.value.node)
  }

  /// The document, for the bytes of names.
  package var tree: YAMLTree { declared.tree }
}

/// The global scope or a site: which servers it names, by their places among ``servers``.
package struct ResolvedScope: Sendable {
  /// The key it is declared under; nil for a global scope that is not there.
  package let key: NodeID?
  /// What it says of a default server.
  package let defaultServer: DefaultServer
  fileprivate let defaultServerPlace: NodeID?
  fileprivate let assignments: Range<Int>

  /// What a scope says of a default server.
  package enum DefaultServer: Sendable, Equatable {
    /// Nothing: a site takes that of the global scope.
    case inherited
    /// That there is none.
    case none
    /// That it is this one.
    case server(Int)
  }
}

extension ResolvedScope {
  fileprivate init(_ declared: ScopeDeclaration) {
    switch declared.defaultServer {
    case .absent: (defaultServer, defaultServerPlace) = (.inherited, nil)
    // A faulty one does not get here.
    case .none, .faulty: (defaultServer, defaultServerPlace) = (.none, nil)
    case .server(let server, let place): (defaultServer, defaultServerPlace) = (.server(server), place.node)
    }
    key = declared.key.node
    assignments = declared.assignments
  }
}

extension ScopeDeclaration {
  fileprivate var hasFaultyDefault: Bool { if case .faulty = defaultServer { true } else { false } }
}

extension ResolvedServer {
  fileprivate init?(_ declared: ServerDeclaration, in tree: YAMLTree) {
    guard let method = declared.method, let isEnabled = declared.isEnabled, let requiresTLS = declared.usesSSL,
      let priority = declared.priority.map(\.content) ?? .normal
    else { return nil }
    self.isEnabled = isEnabled
    self.priority = priority
    let delivery: Delivery
    switch method {
    case .pickupDirectoryFromIIS: delivery = .pickupDirectoryFromIIS
    case .pickupDirectory:
      guard let path = declared.pickupDirectory?.content else { return nil }
      delivery = .pickupDirectory(path: tree.text(of: path))
    case .network:
      guard let endpoint = declared.serverName?.content else { return nil }
      let credentials = declared.username?.content.map { username in
        Credentials(
          username: UsernameSource(username, in: tree),
          password: declared.password?.content.map { PasswordSource($0, in: tree) })
      }
      delivery = .network(endpoint: endpoint, credentials: credentials, requiresTLS: requiresTLS)
    }
    server = Server(id: tree.text(of: declared.id.node), delivery: delivery)
  }
}

extension UsernameSource {
  fileprivate init(_ declared: CredentialDeclaration, in tree: YAMLTree) {
    switch declared {
    case .literal(let node): self = .literal(tree.text(of: node))
    case .reference(let kind, let node): self = .reference(SecretReference(kind, tree.text(of: node)))
    }
  }
}

extension PasswordSource {
  fileprivate init(_ declared: CredentialDeclaration, in tree: YAMLTree) {
    switch declared {
    case .literal(let node): self = .literal(Secret(tree.text(of: node)))
    case .reference(let kind, let node): self = .reference(SecretReference(kind, tree.text(of: node)))
    }
  }
}

extension SecretReference {
  /// A reference from its key and what the key says.
  package init(_ kind: ReferenceKey, _ text: String) {
    switch kind {
    case .env: self = .environment(text)
    case .file: self = .file(text)
    case .credential: self = .credential(text)
    }
  }

  /// The key it is written with, in configurations and in routing tables, and what the key says.
  package var written: (key: ReferenceKey, text: String) {
    switch self {
    case .environment(let name): (.env, name)
    case .file(let path): (.file, path)
    case .credential(let name): (.credential, name)
    }
  }
}
