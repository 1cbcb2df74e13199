import LocatedYAML

/// What several layers declare together, one put on the other.
///
/// Its sites and `global` name servers by their slots, or by names that no layer up to their own declares.
struct MergedLayers {
  /// The documents of the layers so far.
  private(set) var documents: YAMLDocuments
  private(set) var servers: MergedEntries<ServerDeclaration>
  private(set) var sites: MergedEntries<ScopeDeclaration>
  private(set) var global: ScopeDeclaration?
  /// The lists of all layers, one after the other, also those that were replaced.
  private(set) var assignments: [Assignment]
  /// Whether a server is named that no layer up to that one declares.
  private(set) var hasUndeclaredServers: Bool
  /// The sender domains of the lowest layer.
  private let lowestDomains: [SenderDomainDeclaration]
  /// The sender domains of each site that has any, by the site's slot; nil if there is only one layer.
  private var domains: [Int: ArraySlice<SenderDomainDeclaration>]?
  /// The server names that brought another host than those below had, by the server's slot.
  private(set) var newHosts: [Int: NodeUse] = [:]

  /// Where layers say for every site at once which server it uses.
  private(set) var choicesForEverySite: [NodeUse] = []

  private let report: (DeclarationProblem) -> Void

  /// The lowest layer. There is nothing below it, so what it says about other layers has no effect.
  init(_ layer: Layer, report: @escaping (DeclarationProblem) -> Void) {
    self.report = report
    documents = YAMLDocuments(layer.tree)
    servers = MergedEntries(layer.servers.list, layer.servers.names)
    sites = MergedEntries(layer.sites.list, layer.sites.names)
    global = layer.global
    assignments = layer.assignments
    hasUndeclaredServers = layer.hasUndeclaredServers
    lowestDomains = layer.senderDomains
    if layer.isLayer { reportRemovals(of: layer) }
  }

  private func reportRemovals(of layer: Layer) {
    for place in layer.servers.removed { report(.nothingToRemove(place, .entry(.server), nearest: nil)) }
    for place in layer.sites.removed { report(.nothingToRemove(place, .entry(.site), nearest: nil)) }
    reportRemovedKeys(in: layer.servers)
    reportRemovedKeys(in: layer.sites)
    for removal in layer.globalRemovals { report(.nothingToRemove(removal.item, .key(of: .global), nearest: nil)) }
  }

  private func reportRemovedKeys<Entry: LayeredEntry>(in entries: LayerEntries<Entry, Entry.Key>) {
    for (entry, removal) in entries.removals {
      let owner = RemovalSubject.RemovalOwner.entry(Entry.kind, id: entries.list[entry].name)
      report(.nothingToRemove(removal.item, .key(of: owner), nearest: nil))
    }
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
    let offset = assignments.count
    for var assignment in layer.assignments {
      let slot = assignment.declaredServer.map { slots[$0] } ?? slot(of: assignment.item, in: layer)
      if slot == nil { hasUndeclaredServers = true }
      assignment.declaredServer = slot
      assignments.append(assignment)
    }
    addGlobal(addition, slots, offset)
    addSites(addition, slots, offset)
  }

  /// The slot of a server that a layer names and does not declare itself.
  private func slot(of place: NodeUse, in layer: Layer) -> Int? {
    layer.tree.withText(of: place.node) { servers.slot(of: $0) }
  }

  /// What a layer says about a site or `global`, with slots instead of servers of its own.
  private mutating func leading(
    _ declaration: ScopeDeclaration, to slots: [Int], _ offset: Int, in layer: Layer
  ) -> ScopeDeclaration {
    var scope = declaration
    switch declaration.defaultServer {
    case .server(let server, let place): scope.defaultServer = .server(slots[server], place)
    case .undeclared(let place):
      if let slot = slot(of: place, in: layer) {
        scope.defaultServer = .server(slot, place)
      } else {
        hasUndeclaredServers = true
      }
    case .absent, .none, .faulty: break
    }
    let range = declaration.assignments
    scope.assignments = range.lowerBound + offset..<range.upperBound + offset
    return scope
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
    let leading = leading(upper, to: slots, offset, in: addition.layer)
    changed.change(by: leading, without: removals, in: addition.tree)
    changed.key = upper.key
    global = changed
  }

  private mutating func addSites(_ addition: LayerAddition, _ slots: [Int], _ offset: Int) {
    var entries = addition.layer.sites
    for index in entries.list.indices {
      entries.list[index] = leading(entries.list[index], to: slots, offset, in: addition.layer)
    }
    if let every = entries.every {
      let leading = leading(every.entry, to: slots, offset, in: addition.layer)
      entries.every = LayerEntries.Every(entry: leading, removals: every.removals)
      if case .server(_, let place) = leading.defaultServer { choicesForEverySite.append(place) }
      choicesForEverySite += assignments[leading.assignments].map(\.item)
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
    return sites.declaredSlots.enumerated().flatMap { index, slot in
      (domains[slot] ?? []).map { SenderDomainDeclaration(domain: $0.domain, item: $0.item, site: index) }
    }
  }
}
