import LocatedYAML

/// What several layers declare together, one put on the other.
///
/// References lead to slots of servers, or to names that their own layer does not declare.
struct MergedLayers {
  /// The documents of the layers so far.
  private(set) var documents: YAMLDocuments
  private(set) var servers: MergedEntries<ServerDeclaration>
  private(set) var sites: MergedEntries<ScopeDeclaration>
  private(set) var global: ScopeDeclaration?
  /// The lists of all layers, one after the other, also those that were replaced.
  private(set) var references: [ServerReference]
  /// Whether a layer names a server that it does not declare itself.
  private(set) var hasUndeclaredServers: Bool
  /// The sender domains of the lowest layer.
  private let lowestDomains: [SenderDomainDeclaration]
  /// The sender domains of each site that has any, by the site's slot; nil if there is only one layer.
  private var domains: [Int: ArraySlice<SenderDomainDeclaration>]?
  /// The server names that brought another host than those below had, by the server's slot.
  private(set) var newHosts: [Int: NodeUse] = [:]

  private let report: (DeclarationProblem) -> Void

  /// The lowest layer. There is nothing below it, so what it says about other layers has no effect.
  init(_ layer: Layer, report: @escaping (DeclarationProblem) -> Void) {
    self.report = report
    documents = YAMLDocuments(layer.tree)
    servers = MergedEntries(layer.servers.list, layer.servers.names)
    sites = MergedEntries(layer.sites.list, layer.sites.names)
    global = layer.global
    references = layer.references
    hasUndeclaredServers = layer.hasUndeclaredServers
    lowestDomains = layer.senderDomains
    if layer.isLayer { reportRemovals(of: layer) }
  }

  private func reportRemovals(of layer: Layer) {
    for place in layer.servers.removed { report(.nothingToRemove(place, .entry(.server), nearest: nil)) }
    for place in layer.sites.removed { report(.nothingToRemove(place, .entry(.site), nearest: nil)) }
    for (entry, removal) in layer.servers.removals {
      let owner = RemovalSubject.RemovalOwner.entry(.server, id: layer.servers.list[entry].id)
      report(.nothingToRemove(removal.item, .key(of: owner), nearest: nil))
    }
    for (entry, removal) in layer.sites.removals {
      let owner = RemovalSubject.RemovalOwner.entry(.site, id: layer.sites.list[entry].key)
      report(.nothingToRemove(removal.item, .key(of: owner), nearest: nil))
    }
    for removal in layer.globalRemovals { report(.nothingToRemove(removal.item, .key(of: .global), nearest: nil)) }
  }

  private static func bySite(_ domains: [SenderDomainDeclaration]) -> [Int: ArraySlice<SenderDomainDeclaration>] {
    var bySite: [Int: ArraySlice<SenderDomainDeclaration>] = [:]
    var start = 0
    while start < domains.count {
      let end = domains[start...].firstIndex { $0.site != domains[start].site } ?? domains.count
      bySite[domains[start].site] = domains[start..<end]
      start = end
    }
    return bySite
  }

  /// Puts a layer on those below.
  mutating func add(_ layer: Layer) {
    documents = YAMLDocuments(documents.trees, layer.tree)
    let addition = LayerAddition(layer: layer, documents: documents, report: report)
    let slots = addServers(addition)
    let offset = references.count
    references += layer.references.lazy.map { $0.leading(to: slots) }
    if layer.hasUndeclaredServers { hasUndeclaredServers = true }
    addGlobal(addition, slots, offset)
    addSites(addition, slots, offset)
  }

  /// Returns the slots of the layer's servers.
  private mutating func addServers(_ addition: LayerAddition) -> [Int] {
    var newHosts = newHosts
    let outcome = servers.add(addition.layer.servers, of: addition) { slot, before, server in
      guard let name = server.serverName, let new = name.content, let old = before.serverName?.content else { return }
      if old.host != new.host { newHosts[slot] = name.value }
    }
    for slot in outcome.removed { newHosts[slot] = nil }
    self.newHosts = newHosts
    return outcome.slots
  }

  private mutating func addGlobal(_ addition: LayerAddition, _ slots: [Int], _ offset: Int) {
    guard let upper = addition.layer.global else { return }
    let removals = addition.layer.globalRemovals
    for removal in removals where global?.lacks(removal.key) ?? true {
      let nearest = removal.key.nearest(among: global?.presentKeys ?? [])
      report(.nothingToRemove(removal.item, .key(of: .global), nearest: nearest))
    }
    var changed = global ?? ScopeDeclaration(kind: .global, key: upper.key)
    changed.change(by: upper.leading(to: slots, offset: offset), without: removals, in: addition.tree)
    changed.key = upper.key
    global = changed
  }

  private mutating func addSites(_ addition: LayerAddition, _ slots: [Int], _ offset: Int) {
    var entries = addition.layer.sites
    entries.list = entries.list.map { $0.leading(to: slots, offset: offset) }
    entries.every = entries.every.map { every in
      LayerEntries.Every(entry: every.entry.leading(to: slots, offset: offset), removals: every.removals)
    }
    let outcome = sites.add(entries, of: addition)
    var domains = domains ?? Self.bySite(lowestDomains)
    for slot in outcome.removed { domains[slot] = nil }
    for (entry, removal) in entries.removals where removal.key == .senderDomains {
      domains[outcome.slots[entry]] = nil
    }
    let new = Self.bySite(addition.layer.senderDomains)
    for (index, site) in entries.list.enumerated() where site.keys.contains(.senderDomains) {
      domains[outcome.slots[index]] = new[index]
    }
    self.domains = domains
  }

  /// The sender domains of all declared sites, in the order of the sites.
  var senderDomains: [SenderDomainDeclaration] {
    guard let domains else { return lowestDomains }
    if domains.isEmpty { return [] }
    let slots = sites.declared ?? Array(sites.slots.indices)
    return slots.enumerated().flatMap { index, slot in
      (domains[slot] ?? []).map { SenderDomainDeclaration(domain: $0.domain, item: $0.item, site: index) }
    }
  }
}

extension ServerReference {
  /// The reference to a slot instead of a server of its own layer.
  fileprivate func leading(to slots: [Int]) -> ServerReference {
    var reference = self
    reference.server = server.map { slots[$0] }
    return reference
  }
}

extension ScopeDeclaration {
  /// The declaration with references to slots instead of servers of its own layer, in the list of all references.
  fileprivate func leading(to slots: [Int], offset: Int) -> ScopeDeclaration {
    var scope = self
    if case .server(let server, let place) = defaultServer { scope.defaultServer = .server(slots[server], place) }
    scope.assignments = assignments.lowerBound + offset..<assignments.upperBound + offset
    return scope
  }
}
