package import LocatedYAML
package import SourceText

/// A configuration without errors: all further steps succeed.
///
/// Only an ``Analysis`` creates one.
public struct ValidConfiguration: Sendable {
  /// The servers in the order in which they are declared.
  public let servers: [ResolvedServer]

  /// The settings of `global`; empty if it is absent.
  package let global: ResolvedScope

  /// The sites in the order in which they are declared.
  package var sites: Sites { Sites(declared: declared.sites) }

  private let declared: Configuration

  /// The sites as they are declared, each converted when it is accessed, which avoids a second list.
  package struct Sites: RandomAccessCollection, Sendable {
    fileprivate let declared: [ScopeDeclaration]

    package var startIndex: Int { declared.startIndex }
    package var endIndex: Int { declared.endIndex }
    package subscript(position: Int) -> ResolvedScope { ResolvedScope(declared[position]) }
  }

  /// Makes a configuration from declarations; nil if any of them is invalid.
  package init?(_ declared: Configuration) {
    let servers = declared.servers.compactMap { ResolvedServer($0, in: declared.documents) }
    guard servers.count == declared.servers.count, !declared.sites.contains(where: \.hasFaultyDefault),
      !(declared.global?.hasFaultyDefault ?? false)
    else { return nil }
    self.servers = servers
    global =
      declared.global.map { ResolvedScope($0) }
      ?? ResolvedScope(key: nil, defaultServer: .none, defaultServerPlace: nil, assignments: 0..<0)
    self.declared = declared
  }

  /// The lists of `global` and all sites, of which each has a range.
  package var assignments: [Assignment] { declared.assignments }

  /// The list of a site or `global`, in the order written.
  package func assignments(in scope: ResolvedScope) -> ArraySlice<Assignment> {
    declared.assignments[scope.assignments]
  }

  /// The sender domains of each site that has any, by the site's index: in lower case, without a trailing dot, sorted.
  ///
  /// Takes time proportional to n log n for n domains.
  package var senderDomains: [Int: [String]] {
    if declared.senderDomains.isEmpty { return [:] }
    return Dictionary(grouping: declared.senderDomains, by: \.site).mapValues { $0.map(\.domain.name).sorted() }
  }

  /// The name of a site.
  package func name(of site: ResolvedScope) -> String {
    site.key.map { declared.documents.text(of: $0) } ?? ""
  }

  /// The file it was read from.
  package var source: SourceFile { declared.documents.source }

  /// Where `defaultServer` of a site or `global` is written; nil if it is absent.
  package func placeOfDefaultServer(in scope: ResolvedScope) -> SourceSpan? {
    scope.defaultServerPlace.map(declared.documents.place(of:))
  }

  /// Where a server is disabled; nil if it is enabled.
  package func placeOfDisabling(_ server: Int) -> SourceSpan? {
    guard !servers[server].isEnabled, let enabled = declared.servers[server].enabled else { return nil }
    return declared.documents.place(of: enabled.value.node)
  }

  /// Where it is written what a server is reached by: its name or its folder, or else the server itself.
  package func placeOfDelivery(_ server: Int) -> SourceSpan {
    let declared = declared.servers[server]
    let place = declared.serverName?.value ?? declared.pickupDirectory?.value ?? declared.id
    return documents.place(of: place.node)
  }

  /// The documents, which contain the bytes of names.
  package var documents: YAMLDocuments { declared.documents }
}

/// `global` or a site: the servers it names, by their indices in ``servers``.
package struct ResolvedScope: Sendable {
  /// The key it is declared under; nil for a `global` that is absent.
  package let key: NodeID?
  /// What it says about a default server.
  package let defaultServer: DefaultServer
  fileprivate let defaultServerPlace: NodeID?
  /// The servers it lists: a range of ``ValidConfiguration/assignments``.
  package let assignments: Range<Int>

  /// What a site or `global` says about a default server.
  package enum DefaultServer: Sendable, Equatable {
    /// Nothing: a site inherits the one of `global`.
    case inherited
    /// It has none.
    case none
    /// It is this one.
    case server(Int)
  }
}

extension ResolvedScope {
  fileprivate init(_ declared: ScopeDeclaration) {
    switch declared.defaultServer {
    case .absent: (defaultServer, defaultServerPlace) = (.inherited, nil)
    // An invalid configuration never gets here.
    case .none, .undeclared, .faulty: (defaultServer, defaultServerPlace) = (.none, nil)
    case .server(let server, let place): (defaultServer, defaultServerPlace) = (.server(server), place.node)
    }
    key = declared.key.node
    assignments = declared.assignments
  }
}

extension ScopeDeclaration {
  fileprivate var hasFaultyDefault: Bool {
    switch defaultServer {
    case .undeclared, .faulty: true
    case .absent, .none, .server: false
    }
  }
}

extension ResolvedServer {
  fileprivate init?(_ declared: ServerDeclaration, in documents: YAMLDocuments) {
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
      delivery = .pickupDirectory(path: documents.text(of: path))
    case .network:
      guard let endpoint = declared.serverName?.content else { return nil }
      let credentials = declared.username?.content.map { username in
        Credentials(
          username: UsernameSource(username, in: documents),
          password: declared.password?.content.map { PasswordSource($0, in: documents) })
      }
      delivery = .network(endpoint: endpoint, credentials: credentials, requiresTLS: requiresTLS)
    }
    server = Server(id: documents.text(of: declared.id.node), delivery: delivery)
  }
}

extension UsernameSource {
  fileprivate init(_ declared: CredentialDeclaration, in documents: YAMLDocuments) {
    switch declared {
    case .literal(let node): self = .literal(documents.text(of: node))
    case .reference(let kind, let node): self = .reference(SecretReference(kind, documents.text(of: node)))
    }
  }
}

extension PasswordSource {
  fileprivate init(_ declared: CredentialDeclaration, in documents: YAMLDocuments) {
    switch declared {
    case .literal(let node): self = .literal(Secret(documents.text(of: node)))
    case .reference(let kind, let node): self = .reference(SecretReference(kind, documents.text(of: node)))
    }
  }
}

extension SecretReference {
  /// A reference with this key and value.
  package init(_ kind: ReferenceKey, _ text: String) {
    switch kind {
    case .env: self = .environment(text)
    case .file: self = .file(text)
    case .credential: self = .credential(text)
    }
  }

  /// Its key and value, as written in configurations and routing tables.
  package var written: (key: ReferenceKey, text: String) {
    switch self {
    case .environment(let name): (.env, name)
    case .file(let path): (.file, path)
    case .credential(let name): (.credential, name)
    }
  }
}
