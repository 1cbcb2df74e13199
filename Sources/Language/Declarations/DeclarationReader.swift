package import LocatedYAML
import SourceText

/// Reads what a file declares. A wrong entry does not hide the others, and at most one problem is reported for each value.
package struct DeclarationReader {
  /// What is declared, as far as it has been read.
  package private(set) var layer: Layer
  private let values: ValueReader
  private let isError: (DeclarationProblem, NodeUse) -> Bool
  private var tree: YAMLTree { values.tree }

  /// What is declared under `servers`, in the order of the servers: finds servers by their ids.
  private var servers: MappingEntries?

  /// The keys of the top level that are among the servers.
  private var indented: [(RootKey, NodeID)] = []

  /// The entries of the site or `global` that is being read.
  private var scopeEntries: MappingEntries

  // There may be many sites, so their keys are looked up once.
  private let defaultServer = ScopeKey.defaultServer.spec
  private let scopeServers = ScopeKey.servers.spec

  /// The sender domains that have been read, and where each is listed first.
  private var senderDomains: [SenderDomain: NodeUse] = [:]

  /// A reader of a layer.
  ///
  /// - Parameters:
  ///   - tree: The document.
  ///   - report: Called with each problem.
  ///   - isError: Whether a problem at a place is an error under the user's settings.
  package init(
    _ tree: YAMLTree, report: @escaping (DeclarationProblem) -> Void,
    isError: @escaping (DeclarationProblem, NodeUse) -> Bool
  ) {
    layer = Layer(tree: tree)
    values = ValueReader(tree, report: report)
    self.isError = isError
    scopeEntries = MappingEntries(in: tree)
  }

  /// Reads the whole document.
  package mutating func read() {
    guard let written = tree.root else { return }
    let root = values.nodeUse(written)
    guard !tree.isFaulty(root.node) else { return forgetScopes() }
    guard let mapping = values.mapping(root, .root, as: .mapping(.root)) else { return forgetScopes() }
    let entries = values.entries(of: mapping)
    layer.firstKey = tree.firstChild(of: root.node).map { values.nodeUse($0) }
    var known = values.knownKeys(RootKey.self, entries, in: .root)
    indented = known[.servers].map { keysIndented(into: $0, known) } ?? []
    for (key, _) in indented { known.doubt(key) }
    // What seems to be missing may be in the part of the document that was not read.
    let isPartial = entries.isPartial || tree.hasFurtherDocument
    reportMissingRootKeys(known, isPartial: isPartial, at: root)
    if let version = known[.version] { values.readVersion(version.value, of: RootKey.version.spec) }
    if let servers = known[.servers] { readServers(servers) }
    // Without `global` and `sites` that is all there is to say about the routing.
    let hasScopes = known[.global] != nil || known[.sites] != nil
    layer.knowsGlobal = hasScopes && !known.doubtful.contains(.global) && !isPartial
    layer.knowsAllScopes = layer.knowsGlobal && !known.doubtful.contains(.sites)
    if let global = known[.global] { readGlobal(global) }
    if let sites = known[.sites] { readSites(sites) }
    // Without both nothing is routed: that is one error, and further findings about routing would not help.
    if known.isMissing(.global), known.isMissing(.sites) { forgetScopes() }
  }

  private mutating func forgetScopes() {
    layer.knowsGlobal = false
    layer.knowsAllScopes = false
  }

  // MARK: The top level

  /// The keys of the top level that are missing there, and are in the mapping of servers with what belongs to them: they
  /// are indented too far.
  private func keysIndented(into servers: MappingEntry, _ known: KnownKeys<RootKey>) -> [(RootKey, NodeID)] {
    guard tree.shape(of: servers.value.node) == .mapping else { return [] }
    var found: [(RootKey, NodeID)] = []
    var children = tree.children(of: servers.value.node)
    while let key = children.next(), let value = children.next() {
      guard tree.shape(of: key) == .scalar, let root = tree.withText(of: key, RootKey.named), known[root] == nil,
        root == .global || root == .sites, !isServer(value)
      else { continue }
      found.append((root, key))
    }
    return found
  }

  /// Whether a value may be meant as a server: it is empty, or has any of a server's keys.
  private func isServer(_ value: NodeID) -> Bool {
    let node = tree.resolve(value)
    guard tree.shape(of: node) == .mapping, !tree.isEmpty(node) else { return true }
    var children = tree.children(of: node)
    while let key = children.next() {
      _ = children.next()
      let resolved = tree.resolve(key)
      if tree.shape(of: resolved) != .scalar { return true }
      if tree.withText(of: resolved, { ServerKey.named($0) != nil || $0.elementsEqual("<<".utf8) }) { return true }
    }
    return false
  }

  private func reportMissingRootKeys(_ known: KnownKeys<RootKey>, isPartial: Bool, at root: NodeUse) {
    guard !isPartial else { return }
    let missing = MappingSpec.root.requirements.filter { requirement in
      RootKey.allCases.allSatisfy { key in !requirement.keys.contains { $0 === key.spec } || known.isMissing(key) }
    }
    guard !missing.isEmpty else { return }
    values.report(.missingKeys(missing, at: placeOfMissingRootKeys(root), in: .root))
  }

  private func placeOfMissingRootKeys(_ root: NodeUse) -> MissingPlace {
    if let firstKey = layer.firstKey { return .at(firstKey) }
    return tree.span(of: root.node).isEmpty && tree.documentMarker != nil ? .documentMarker : .at(root)
  }

  // MARK: Servers

  private mutating func readServers(_ entry: MappingEntry) {
    let key = RootKey.servers.spec
    guard let value = values.mapping(entry.value, .value(of: key), as: key.type) else { return }
    let entries = values.entries(of: value)
    if entries.list.isEmpty {
      if !entries.isPartial { values.report(.invalidValue(entry.value, .value(of: key), .emptyMapping)) }
      return
    }
    checkIDs(entries, of: .server)
    servers = entries
    var reader = ServerReader(values, isError: isError)
    layer.servers = entries.list.map { entry in
      guard let (key, _) = indented.first(where: { $0.1 == entry.key.node }) else { return reader.read(entry) }
      values.report(.indentedRootKey(entry.key, key.spec))
      return ServerDeclaration(unreadable: entry.key)
    }
    layer.knowsServers = !entries.isPartial
  }

  // MARK: Scopes

  private mutating func readGlobal(_ entry: MappingEntry) {
    let key = RootKey.global.spec
    guard let value = values.mapping(entry.value, .value(of: key), as: key.type) else {
      var scope = ScopeDeclaration(kind: .global, key: entry.key)
      scope.isFaulty = true
      layer.global = scope
      return forgetScopes()
    }
    layer.global = readScope(entry.key, value, .global)
  }

  private mutating func readSites(_ entry: MappingEntry) {
    let key = RootKey.sites.spec
    guard let value = values.mapping(entry.value, .value(of: key), as: key.type) else {
      layer.knowsAllScopes = false
      return
    }
    let entries = values.entries(of: value)
    if entries.isPartial { layer.knowsAllScopes = false }
    checkIDs(entries, of: .site)
    layer.sites.reserveCapacity(entries.list.count)
    for entry in entries.list { layer.sites.append(readSite(entry)) }
  }

  private mutating func readSite(_ entry: MappingEntry) -> ScopeDeclaration {
    guard let value = values.mapping(entry.value, .entry(.site, id: entry.key), as: .mapping(.site)) else {
      var scope = ScopeDeclaration(kind: .site, key: entry.key)
      scope.isFaulty = true
      return scope
    }
    return readScope(entry.key, value, .site)
  }

  private mutating func readScope(_ key: NodeUse, _ value: NodeUse, _ kind: ScopeDeclaration.Kind) -> ScopeDeclaration {
    var scope = ScopeDeclaration(kind: kind, key: key)
    scopeEntries.readAnew(value, report: values.report)
    let known = values.knownKeys(ScopeKey.self, scopeEntries, in: kind == .site ? .site : .global)
    if known.hasUnknown || scopeEntries.isPartial { scope.isFaulty = true }
    if let entry = known[.defaultServer] { scope.defaultServer = readDefaultServer(entry) }
    if case .faulty = scope.defaultServer { scope.isFaulty = true }
    let start = layer.references.count
    if let entry = known[.servers], !readAssignments(entry) { scope.isFaulty = true }
    scope.assignments = start..<layer.references.count
    if let entry = known[.senderDomains] { readSenderDomains(entry) }
    return scope
  }

  private mutating func readDefaultServer(_ entry: MappingEntry) -> ScopeDeclaration.DefaultServer {
    let node = entry.value.node
    if !tree.isFaulty(node), tree.shape(of: node) == .scalar, tree.value(of: node) == .null { return .none }
    guard let text = values.text(entry.value, of: defaultServer) else { return .faulty }
    return server(text).map { .server($0, entry.value) } ?? .undeclared(entry.value)
  }

  /// Reads the list of servers of a site or `global`; false if anything in it is wrong.
  private mutating func readAssignments(_ entry: MappingEntry) -> Bool {
    guard !tree.isFaulty(entry.value.node) else { return false }
    if values.isNothing(entry.value.node) { return true }
    guard tree.shape(of: entry.value.node) == .sequence else {
      values.report(.wrongType(entry.value, .value(of: scopeServers), expected: scopeServers.type))
      return false
    }
    var isRight = true
    for item in tree.children(of: entry.value.node) {
      let place = values.nodeUse(item, use: entry.value.use)
      if let text = values.item(place, of: scopeServers) {
        layer.references.append(ServerReference(server: server(text), item: place))
      } else {
        isRight = false
      }
    }
    return isRight
  }

  /// The index of the server with an id.
  private mutating func server(_ id: NodeID) -> Int? {
    let server = servers?.place(of: id)
    if server == nil { layer.hasUndeclaredServers = true }
    return server
  }

  // MARK: Sender domains

  /// Reads the sender domains of the site that will be the next one.
  private mutating func readSenderDomains(_ entry: MappingEntry) {
    let key = ScopeKey.senderDomains.spec
    for item in values.items(entry.value, of: key) ?? [] {
      guard let node = values.string(item, .item(of: key), as: .string(key.string ?? StringType())) else { continue }
      do throws(SenderDomainProblem) {
        let domain = try SenderDomain(tree.text(of: node))
        add(SenderDomainDeclaration(domain: domain, item: item, site: layer.sites.count))
      } catch {
        values.report(.senderDomain(item, error))
      }
    }
  }

  private mutating func add(_ declaration: SenderDomainDeclaration) {
    layer.senderDomains.append(declaration)
    guard let first = senderDomains.updateValue(declaration.item, forKey: declaration.domain) else { return }
    // The later one in the text is the one to fix, even if a merge changes their order.
    let (earlier, later) = first.node < declaration.item.node ? (first, declaration.item) : (declaration.item, first)
    senderDomains[declaration.domain] = earlier
    values.report(.duplicateSenderDomain(later, first: earlier))
  }

  // MARK: Ids

  private func checkIDs(_ entries: MappingEntries, of kind: EntryKind) {
    var table = entries.mayHoldCaseTwins ? ScalarMap(.ignoringCase, capacity: entries.list.count) : nil
    // The later one in the text is the one to fix, even if a merge changes their order.
    var inTextOrder = entries.list
    if zip(inTextOrder, inTextOrder.dropFirst()).contains(where: { $1.key.node < $0.key.node }) {
      inTextOrder.sort { $0.key.node < $1.key.node }
    }
    for (index, entry) in inTextOrder.enumerated() {
      if !tree.withText(of: entry.key.node, EntryID.isValid) {
        values.report(.invalidID(entry.key, of: kind))
      } else if kind == .site, isReserved(entry.key.node) {
        values.report(.reservedSiteName(entry.key))
      } else if let first = table?.insert(entry.key.node, index, in: tree) {
        values.report(.duplicateID(entry.key, first: inTextOrder[first].key, of: kind))
      }
    }
  }

  private func isReserved(_ key: NodeID) -> Bool {
    tree.textLength(of: key) == EntryID.reservedSiteName.utf8.count
      && tree.withText(of: key) { $0.lazy.map(\.lowercasedASCII).elementsEqual(EntryID.reservedSiteName.utf8) }
  }
}
