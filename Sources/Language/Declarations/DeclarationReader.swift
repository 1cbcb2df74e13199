package import LocatedYAML
import SourceText

/// Reads what a file declares. A wrong entry does not hide the others, and at most one problem is reported for each value.
package struct DeclarationReader {
  /// What is declared, as far as it has been read.
  package private(set) var layer: Layer
  private var values: ValueReader
  private let isError: (DeclarationProblem, NodeUse) -> Bool
  private let keepsLists: Bool
  private var tree: YAMLTree { values.tree }

  /// The keys of the top level that are among the servers.
  private var indented: [(RootKey, NodeID)] = []

  /// The entries of the site or `global` that is being read, if they are listed.
  private var scopeEntries: MappingEntries

  // There may be many sites, so their keys are looked up once.
  private let defaultServer = ScopeKey.defaultServer.spec
  private let scopeServers = ScopeKey.servers.spec

  /// A reader of a layer.
  ///
  /// - Parameters:
  ///   - tree: The document.
  ///   - keepsLists: Whether the layer must know where lists are written.
  ///   - report: Called with each problem.
  ///   - isError: Whether a problem at a place is an error under the user's settings.
  package init(
    _ tree: YAMLTree, keepsLists: Bool = false, report: @escaping (DeclarationProblem) -> Void,
    isError: @escaping (DeclarationProblem, NodeUse) -> Bool
  ) {
    self.keepsLists = keepsLists
    layer = Layer(tree: tree)
    values = ValueReader(tree, report: report)
    self.isError = isError
    scopeEntries = MappingEntries(in: tree)
  }

  /// Reads the whole document.
  package mutating func read() {
    guard let written = tree.root else { return }
    let root = values.nodeUse(written)
    guard !tree.isFaulty(root.node), let mapping = values.mapping(root, .root, as: .mapping(.root)) else {
      return forgetAll()
    }
    let entries = values.entries(of: mapping)
    layer.firstKey = tree.firstChild(of: root.node).map { values.nodeUse($0) }
    layer.kind = kind(of: entries)
    values.isLayer = layer.isLayer
    var known = values.knownKeys(RootKey.self, entries, in: .root)
    indented = known[.servers].map { keysIndented(into: $0, known) } ?? []
    for (key, _) in indented { known.doubt(key) }
    // What seems to be missing may be in the part of the document that was not read.
    let isPartial = entries.isPartial || tree.hasFurtherDocument
    if !isPartial { for key in RootKey.allCases where known.isMissing(key) { layer.missing.insert(key) } }
    layer.placeOfMissingKeys = placeOfMissingKeys(root)
    layer.hasScopes = known[.global] != nil || known[.sites] != nil
    layer.knowsGlobal = !known.doubtful.contains(.global) && !isPartial
    layer.knowsSites = layer.knowsGlobal && !known.doubtful.contains(.sites)
    layer.knowsServers = !known.doubtful.contains(.servers) && !isPartial
    layer.knowsBases = !known.doubtful.contains(.extends)
    if let version = known[.version] {
      layer.version = version.value
      values.readVersion(version.value, of: RootKey.version.spec)
    }
    if layer.isLayer { readLayerKeys(known) }
    if let servers = known[.servers] { readServers(servers) }
    if let global = known[.global] { readGlobal(global) }
    if let sites = known[.sites] { readSites(sites) }
  }

  private mutating func forgetAll() {
    layer.knowsServers = false
    layer.knowsGlobal = false
    layer.knowsSites = false
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

  private func placeOfMissingKeys(_ root: NodeUse) -> MissingPlace {
    if let firstKey = layer.firstKey { return .at(firstKey) }
    return tree.span(of: root.node).isEmpty && tree.documentMarker != nil ? .documentMarker : .at(root)
  }

  // MARK: Layers

  /// What the file is for. One that probably means `extends` by a misspelt key is not a configuration of its own.
  private func kind(of entries: MappingEntries) -> Layer.Kind {
    var kind = Layer.Kind.complete
    for entry in entries.list {
      switch tree.withText(of: entry.key.node, RootKey.named) {
      // With a wrong value it is unknown what is meant, so that nothing can be said about the whole.
      case .partial? where !isFalse(entry.value.node): return .partial
      case .extends?: kind = .overlay
      case nil
      where !tree.withText(of: entry.key.node, MappingSpec.isExtension)
        && RootKey.table.meant(by: tree.text(of: entry.key.node)).contains(RootKey.extends.rawValue):
        kind = .overlay
      default: break
      }
    }
    return kind
  }

  private func isFalse(_ node: NodeID) -> Bool {
    tree.shape(of: node) == .scalar && tree.value(of: node) == .boolean(false)
  }

  /// Reads what only files with `extends` or `partial` have.
  private mutating func readLayerKeys(_ known: KnownKeys<RootKey>) {
    if layer.missing.contains(.version), let place = layer.placeOfMissingKeys {
      values.report(.missingKeys([.version], at: place, in: .root))
    }
    if let entry = known[.extends] { readBases(entry) }
    if let entry = known[.partial], values.boolean(entry.value, of: RootKey.partial.spec) == true {
      layer.partialKey = entry.key
    }
    guard let entry = known[.remove],
      let removed = values.keys(RemovalKey.self, of: entry.value, .value(of: RootKey.remove.spec), in: .removal)
    else { return }
    layer.servers.removed = names(removed[.servers], of: RemovalKey.servers.spec)
    layer.sites.removed = names(removed[.sites], of: RemovalKey.sites.spec)
  }

  private func names(_ entry: MappingEntry?, of key: KeySpec) -> [NodeUse] {
    guard let entry else { return [] }
    return (values.items(entry.value, of: key) ?? []).filter { values.item($0, of: key) != nil }
  }

  private mutating func readBases(_ entry: MappingEntry) {
    let key = RootKey.extends.spec
    guard !tree.isFaulty(entry.value.node) else {
      layer.knowsBases = false
      return
    }
    // An alias may stand for one path, not for a list.
    let isAlias = tree.shape(of: entry.writtenValue) == .alias
    guard tree.shape(of: entry.value.node) == .sequence, !isAlias else { return readBase(entry.value, .value(of: key)) }
    let items = tree.children(of: entry.value.node).map { values.nodeUse($0, use: entry.value.use) }
    if items.isEmpty || items.count > RootKey.mostBases {
      let problem = items.isEmpty ? ValueProblem.emptyList : .tooManyItems(RootKey.mostBases)
      values.report(.invalidValue(entry.value, .value(of: key), problem))
      layer.knowsBases = false
    } else {
      for item in items { readBase(item, .item(of: key)) }
    }
  }

  private mutating func readBase(_ place: NodeUse, _ subject: ValueSubject) {
    let key = RootKey.extends.spec
    let isItem = if case .item = subject { true } else { false }
    guard let node = isItem ? values.item(place, of: key) : values.text(place, of: key) else {
      layer.knowsBases = false
      return
    }
    if let problem = tree.withText(of: node, BasePathProblem.init) {
      values.report(.invalidValue(place, subject, .basePath(problem)))
      layer.knowsBases = false
    } else {
      layer.bases.append(place)
    }
  }

  // MARK: Servers

  private mutating func readServers(_ entry: MappingEntry) {
    let key = RootKey.servers.spec
    guard let value = values.mapping(entry.value, .value(of: key), as: key.type) else {
      layer.knowsServers = false
      return
    }
    let entries = values.entries(of: value)
    if entries.isPartial { layer.knowsServers = false }
    if entries.list.isEmpty {
      if !layer.isLayer {
        layer.knowsServers = false
        if !entries.isPartial { values.report(.invalidValue(entry.value, .value(of: key), .emptyMapping)) }
      }
      return
    }
    checkIDs(entries, of: .server)
    let every = every(in: entries)
    layer.servers.names = EntryNames(entries, every: every)
    var reader = ServerReader(values, isError: isError)
    layer.servers.list.reserveCapacity(entries.list.count)
    for (place, entry) in entries.list.enumerated() {
      if place == every {
        let server = reader.read(entry, in: .everyServer)
        layer.servers.every = LayerEntries.Every(entry: server, removals: reader.removals)
      } else if !layer.isLayer, tree.text(of: entry.key.node, equals: "*") {
        // Its id is wrong, and what is below it is not that of a server.
        layer.servers.list.append(ServerDeclaration(unreadable: entry.key))
      } else if let (key, _) = indented.first(where: { $0.1 == entry.key.node }) {
        values.report(.indentedRootKey(entry.key, key.spec))
        layer.servers.list.append(ServerDeclaration(unreadable: entry.key))
      } else {
        let server = reader.read(entry, in: .server)
        for removal in reader.removals { layer.servers.removals.append((layer.servers.list.count, removal)) }
        layer.servers.list.append(server)
      }
    }
  }

  /// The index of the entry that applies to everything below; nil if there is none, or nothing can be below.
  private func every(in entries: MappingEntries) -> Int? {
    guard layer.isLayer else { return nil }
    return entries.list.firstIndex { tree.text(of: $0.key.node, equals: "*") }
  }

  // MARK: Scopes

  private mutating func readGlobal(_ entry: MappingEntry) {
    let key = RootKey.global.spec
    guard let value = values.mapping(entry.value, .value(of: key), as: key.type) else {
      var scope = ScopeDeclaration(kind: .global, key: entry.key)
      scope.isFaulty = true
      layer.global = scope
      layer.knowsGlobal = false
      return
    }
    let (scope, removals) = readScope(entry.key, value, in: .global)
    layer.global = scope
    layer.globalRemovals = removals
  }

  private mutating func readSites(_ entry: MappingEntry) {
    let key = RootKey.sites.spec
    guard let value = values.mapping(entry.value, .value(of: key), as: key.type) else {
      layer.knowsSites = false
      return
    }
    var entries = values.entries(of: value)
    if entries.isPartial { layer.knowsSites = false }
    checkIDs(entries, of: .site)
    let every = every(in: entries)
    let list = entries.list
    // The table of the names is needed again only if another file extends this one: without it, a file with many sites
    // takes a tenth less memory.
    entries = MappingEntries(in: tree)
    if !list.isEmpty { layer.sites.names = EntryNames(of: value, in: tree, every: every) }
    layer.sites.list.reserveCapacity(list.count)
    for (place, entry) in list.enumerated() {
      let (scope, removals) = readSite(entry, in: place == every ? .everySite : .site)
      if place == every {
        layer.sites.every = LayerEntries.Every(entry: scope, removals: removals)
      } else {
        for removal in removals { layer.sites.removals.append((layer.sites.list.count, removal)) }
        layer.sites.list.append(scope)
      }
    }
  }

  private mutating func readSite(
    _ entry: MappingEntry, in mapping: MappingSpec
  ) -> (ScopeDeclaration, [KeyRemoval<ScopeKey>]) {
    guard let value = values.mapping(entry.value, .entry(.site, id: entry.key), as: .mapping(.site)) else {
      var scope = ScopeDeclaration(kind: .site, key: entry.key)
      scope.isFaulty = true
      return (scope, [])
    }
    return readScope(entry.key, value, in: mapping)
  }

  private mutating func readScope(
    _ key: NodeUse, _ value: NodeUse, in mapping: MappingSpec
  ) -> (ScopeDeclaration, [KeyRemoval<ScopeKey>]) {
    var scope = ScopeDeclaration(kind: mapping == .global ? .global : .site, key: key)
    let known = values.knownKeys(ScopeKey.self, of: value, in: mapping, &scopeEntries)
    if known.hasUnknown || known.isPartial { scope.isFaulty = true }
    if let entry = known[.defaultServer] { scope.defaultServer = readDefaultServer(entry) }
    if case .faulty = scope.defaultServer { scope.isFaulty = true }
    let start = layer.assignments.count
    if let entry = known[.servers] {
      scope.keys.insert(.servers)
      if keepsLists { layer.lists[ListKey(scope: key.node, key: .servers)] = entry.value }
      if !readAssignments(entry) { scope.isFaulty = true }
    }
    scope.assignments = start..<layer.assignments.count
    if let entry = known[.senderDomains] {
      scope.keys.insert(.senderDomains)
      if keepsLists { layer.lists[ListKey(scope: key.node, key: .senderDomains)] = entry.value }
      readSenderDomains(entry)
    }
    guard let entry = known[.remove], layer.isLayer else { return (scope, []) }
    return (scope, values.keyNames(ScopeKey.self, entry, in: mapping))
  }

  private mutating func readDefaultServer(_ entry: MappingEntry) -> ScopeDeclaration.DefaultServer {
    let node = entry.value.node
    if !tree.isFaulty(node), values.isNothing(node) { return .none(entry.value) }
    guard let text = values.text(entry.value, of: defaultServer) else { return .faulty }
    return server(text).map { .server($0, entry.value) } ?? .undeclared(entry.value)
  }

  /// Reads the list of servers of a site or `global`; false if anything in it is wrong.
  private mutating func readAssignments(_ entry: MappingEntry) -> Bool {
    let list = entry.value.node
    guard !tree.isFaulty(list) else { return false }
    guard tree.shape(of: list) == .sequence else {
      if values.isNothing(list) { return true }
      values.report(.wrongType(entry.value, .value(of: scopeServers), expected: scopeServers.type))
      return false
    }
    var isRight = true
    for item in tree.children(of: list) {
      let place = values.nodeUse(item, use: entry.value.use)
      if let text = values.item(place, of: scopeServers) {
        layer.assignments.append(Assignment(server: server(text), item: place))
      } else {
        isRight = false
      }
    }
    return isRight
  }

  /// The index of the server with an id.
  private mutating func server(_ id: NodeID) -> Int? {
    let server = layer.servers.names?.index(of: id)
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
        layer.senderDomains.append(
          SenderDomainDeclaration(domain: domain, item: item, site: layer.sites.list.count))
      } catch {
        values.report(.senderDomain(item, error))
      }
    }
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
      if layer.isLayer, tree.text(of: entry.key.node, equals: "*") { continue }
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

extension BasePathProblem {
  /// Why a path that is not empty cannot lead to a file that another one extends; nil if it can.
  fileprivate init?(_ path: UnsafeBufferPointer<UInt8>) {
    let isDrive = path.count > 1 && path[0].isASCIILetter && path[1] == UInt8(ascii: ":")
    if path.indices.contains(where: { path[$0...].starts(with: "://".utf8) }) {
      self = .url
    } else if path.contains(UInt8(ascii: "\\")) {
      self = .backslash
    } else if path.first == UInt8(ascii: "/") || isDrive && path.dropFirst(2).first == UInt8(ascii: "/") {
      self = .absolute
    } else if path.first == UInt8(ascii: "~") {
      self = .home
    } else if path.last == UInt8(ascii: "/") {
      self = .folder
    } else {
      return nil
    }
  }
}
