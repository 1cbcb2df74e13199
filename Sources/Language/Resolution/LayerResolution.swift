import LocatedYAML

extension Configuration {
  /// The configuration that a file declares.
  ///
  /// - Parameters:
  ///   - layer: What the file declares.
  ///   - report: Called with what is wrong only in the whole: references to servers that are not declared, and keys
  ///     that a server needs.
  package init(_ layer: Layer, report: @escaping (DeclarationProblem) -> Void) {
    for server in layer.servers where server.lacksServerName {
      report(.missingKeys(MappingSpec.server.requirements, at: .at(server.id), in: .server))
    }
    var references = ReferenceResolution(layer, report: report)
    references.resolve()
    documents = YAMLDocuments(layer.tree)
    servers = layer.servers
    global = references.global
    sites = references.sites
    assignments = references.assignments
    senderDomains = layer.senderDomains
    firstKey = layer.firstKey
    knowsServers = layer.knowsServers
    knowsGlobal = layer.knowsGlobal && !(references.global?.isFaulty ?? false)
    knowsAllScopes = layer.knowsAllScopes && knowsGlobal && !references.sites.contains(where: \.isFaulty)
  }
}

extension ServerDeclaration {
  /// Whether the server certainly needs a name and has none.
  fileprivate var lacksServerName: Bool { serverName == nil && lacks(.serverName) && method == .network }
}

/// Finds the servers that `global` and sites name.
private struct ReferenceResolution {
  private let layer: Layer
  private let report: (DeclarationProblem) -> Void
  private(set) var global: ScopeDeclaration?
  private(set) var sites: [ScopeDeclaration]
  private(set) var assignments: [Assignment] = []

  /// The servers that wrong references are compared with: collected once, at the first such reference.
  private lazy var declared = DeclaredServers(layer.servers.map(\.id), in: layer.tree)

  init(_ layer: Layer, report: @escaping (DeclarationProblem) -> Void) {
    self.layer = layer
    self.report = report
    global = layer.global
    sites = layer.sites
  }

  mutating func resolve() {
    assignments.reserveCapacity(layer.references.count)
    if layer.knowsServers, !layer.hasUndeclaredServers {
      for reference in layer.references { append(reference) }
      return
    }
    global = global.map { resolved($0) }
    sites = sites.map { resolved($0) }
  }

  private mutating func resolved(_ scope: ScopeDeclaration) -> ScopeDeclaration {
    var scope = scope
    if !layer.knowsServers { scope.isFaulty = true }
    if case .undeclared(let place) = scope.defaultServer {
      refuse(place)
      scope.isFaulty = true
    }
    let start = assignments.count
    for reference in layer.references[scope.assignments] where !append(reference) {
      refuse(reference.item)
      scope.isFaulty = true
    }
    scope.assignments = start..<assignments.count
    return scope
  }

  /// Adds a reference as an assignment; false if the server is not declared.
  @discardableResult
  private mutating func append(_ reference: ServerReference) -> Bool {
    guard let server = reference.server else { return false }
    assignments.append(Assignment(server: server, item: reference.item))
    return true
  }

  private mutating func refuse(_ place: NodeUse) {
    if layer.knowsServers { report(.undefinedServer(place, declared: declared)) }
  }
}
