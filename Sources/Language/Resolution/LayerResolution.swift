import LocatedYAML

extension Configuration {
  /// The configuration that a file declares, with those that it extends.
  ///
  /// - Parameters:
  ///   - bases: What the files below declare, the lowest first.
  ///   - root: What the file itself declares.
  ///   - report: Called with what is wrong only in the whole: missing keys, references to servers that are not
  ///     declared, domains of several sites, and what layers say about others that are not as they expect.
  package init(_ bases: [Layer] = [], _ root: Layer, report: @escaping (DeclarationProblem) -> Void) {
    let layers = bases + [root]
    var merged = MergedLayers(layers[0], report: report)
    for layer in layers.dropFirst() { merged.add(layer) }
    let servers = merged.servers.declaredEntries
    for server in servers where server.lacksServerName {
      report(.missingKeys(MappingSpec.server.requirements, at: .at(server.id), in: .server))
    }
    // The keys that no layer has.
    let missing = layers.reduce(into: layers[0].missing) { $0.formIntersection($1.missing) }
    let knowsServers = !missing.contains(.servers) && layers.allSatisfy(\.knowsServers)
    var references = ReferenceResolution(merged, knowsServers: knowsServers, report: report)
    references.resolve()
    documents = merged.documents
    self.servers = servers
    global = references.global
    sites = references.sites
    assignments = references.assignments
    senderDomains = merged.senderDomains
    choicesForEverySite = merged.choicesForEverySite.sorted { $0.node < $1.node }
    firstKey = root.firstKey
    self.knowsServers = knowsServers
    // Without both nothing is routed: that is one error, and further findings about routing would not help.
    let isGlobalKnown = layers.contains(where: \.hasScopes) && layers.allSatisfy(\.knowsGlobal)
    knowsGlobal = isGlobalKnown && !(references.global?.isFaulty ?? false)
    knowsAllScopes =
      knowsGlobal && layers.allSatisfy(\.knowsSites) && !references.sites.contains(where: \.isFaulty)
    reportMissing(missing, in: layers, report)
    reportDuplicateDomains(report)
    if layers.count > 1 { merged.reportInheritedCredentials(report) }
  }

  /// Reports the keys of the top level that no layer has, and the version where a complete file lacks it; reading
  /// reports it in other files.
  private func reportMissing(
    _ missing: KeySet<RootKey>, in layers: [Layer], _ report: (DeclarationProblem) -> Void
  ) {
    for layer in layers.dropLast() where layer.kind == .complete && layer.missing.contains(.version) {
      if let place = layer.placeOfMissingKeys { report(.missingKeys([.version], at: place, in: .root)) }
    }
    guard let root = layers.last, let place = root.placeOfMissingKeys else { return }
    var missing = missing
    missing.remove(.version)
    if root.kind == .complete, root.missing.contains(.version) { missing.insert(.version) }
    // If all servers were removed and something names one, that is the error.
    if servers.isEmpty, knowsServers, knowsAllScopes { missing.insert(.servers) }
    let requirements = MappingSpec.root.requirements.filter { requirement in
      RootKey.allCases.allSatisfy { key in !requirement.keys.contains { $0 === key.spec } || missing.contains(key) }
    }
    if !requirements.isEmpty { report(.missingKeys(requirements, at: place, in: .root)) }
  }

  /// Reports sender domains that are listed twice, in one site or in two.
  private func reportDuplicateDomains(_ report: (DeclarationProblem) -> Void) {
    guard !senderDomains.isEmpty else { return }
    var listed: [SenderDomain: NodeUse] = [:]
    for declaration in senderDomains {
      guard let first = listed.updateValue(declaration.item, forKey: declaration.domain) else { continue }
      // The later one in the text is the one to fix, even if a merge changes their order.
      let isInOrder = documents.isBefore(first.node, declaration.item.node)
      let (earlier, later) = isInOrder ? (first, declaration.item) : (declaration.item, first)
      listed[declaration.domain] = earlier
      report(.duplicateSenderDomain(later, first: earlier))
    }
  }
}

extension ServerDeclaration {
  /// Whether the server certainly needs a name and has none.
  fileprivate var lacksServerName: Bool { serverName == nil && lacks(.serverName) && method == .network }
}

extension MergedLayers {
  /// Reports servers whose host is from a later layer than their user name or password.
  fileprivate func reportInheritedCredentials(_ report: (DeclarationProblem) -> Void) {
    for (slot, host) in newHosts.sorted(by: { $0.key < $1.key }) where servers.isDeclared(slot) {
      let server = servers.slots[slot]
      guard server.method == .network, let name = server.serverName, name.content != nil else { continue }
      let layer = documents.index(of: host.node)
      func isInherited(_ credential: Declared<CredentialDeclaration>?) -> NodeUse? {
        credential.flatMap { documents.index(of: $0.key.node) < layer ? $0.value : nil }
      }
      let password = isInherited(server.password)
      guard let credential = password ?? isInherited(server.username) else { continue }
      report(.inheritedCredentials(name.value, server, credential: credential, isPassword: password != nil))
    }
  }
}

/// Finds the servers that `global` and sites name: their indices among the declared ones.
private struct ReferenceResolution {
  private let merged: MergedLayers
  private let knowsServers: Bool
  private let report: (DeclarationProblem) -> Void
  /// The index of the server in each slot; nil if that is the slot itself.
  private let indices: [Int?]?
  private(set) var global: ScopeDeclaration?
  private(set) var sites: [ScopeDeclaration]
  private(set) var assignments: [Assignment]

  /// The lists that were resolved, because all sites may share one: by the place where they begin.
  private var lists: [Int: (range: Range<Int>, isFaulty: Bool)] = [:]

  /// The servers that wrong references are compared with: collected once, at the first such reference.
  private lazy var declared = DeclaredServers(merged.servers.declaredEntries.map(\.id), in: merged.documents)

  init(_ merged: MergedLayers, knowsServers: Bool, report: @escaping (DeclarationProblem) -> Void) {
    self.merged = merged
    self.knowsServers = knowsServers
    self.report = report
    global = merged.global
    sites = merged.sites.declaredEntries
    assignments = merged.assignments
    indices = merged.servers.declared.map { slots in
      var indices = [Int?](repeating: nil, count: merged.servers.slots.count)
      for (index, slot) in slots.enumerated() { indices[slot] = index }
      return indices
    }
  }

  /// Leaves everything as it is if all servers are declared and have the indices of their slots.
  mutating func resolve() {
    if knowsServers, !merged.hasUndeclaredServers, indices == nil { return }
    assignments = []
    assignments.reserveCapacity(merged.assignments.count)
    global = global.map { resolved($0) }
    for index in sites.indices { sites[index] = resolved(sites[index]) }
  }

  private mutating func resolved(_ scope: ScopeDeclaration) -> ScopeDeclaration {
    var scope = scope
    if !knowsServers { scope.isFaulty = true }
    switch scope.defaultServer {
    case .server(let slot, let place): scope.defaultServer = resolved(slot, place, &scope.isFaulty)
    case .undeclared(let place): scope.defaultServer = resolved(slot(of: place), place, &scope.isFaulty)
    case .absent, .none, .faulty: break
    }
    let list = resolved(scope.assignments)
    scope.assignments = list.range
    if list.isFaulty { scope.isFaulty = true }
    return scope
  }

  private mutating func resolved(_ list: Range<Int>) -> (range: Range<Int>, isFaulty: Bool) {
    if list.isEmpty { return (0..<0, false) }
    if let known = lists[list.lowerBound] { return known }
    let start = assignments.count
    var isFaulty = false
    for assignment in merged.assignments[list] {
      let slot = assignment.declaredServer ?? slot(of: assignment.item)
      if let slot, let server = index(slot) {
        assignments.append(Assignment(server: server, item: assignment.item))
      } else {
        refuse(assignment.item, slot)
        isFaulty = true
      }
    }
    let resolved = (range: start..<assignments.count, isFaulty: isFaulty)
    // A single layer has no list that several sites share.
    if merged.documents.trees.count > 1 { lists[list.lowerBound] = resolved }
    return resolved
  }

  private mutating func resolved(
    _ slot: Int?, _ place: NodeUse, _ isFaulty: inout Bool
  ) -> ScopeDeclaration.DefaultServer {
    if let slot, let server = index(slot) { return .server(server, place) }
    refuse(place, slot)
    isFaulty = true
    return .undeclared(place)
  }

  /// The slot of a server that no layer up to the one that names it declares.
  private func slot(of place: NodeUse) -> Int? {
    // A single layer knows its own servers.
    guard merged.documents.trees.count > 1 else { return nil }
    return merged.documents.withText(of: place.node) { merged.servers.slot(of: $0) }
  }

  /// The index of the server in a slot; nil if it was removed.
  private func index(_ slot: Int) -> Int? { indices == nil ? slot : indices?[slot] }

  private mutating func refuse(_ place: NodeUse, _ slot: Int?) {
    guard knowsServers else { return }
    report(.undefinedServer(place, declared: declared, removal: slot.flatMap { merged.servers.removals[$0] }))
  }
}
