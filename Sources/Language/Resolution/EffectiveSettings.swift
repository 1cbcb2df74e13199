import LocatedYAML
package import SourceText

/// A value of a configuration, with the place where it is written and the values that it replaced.
package struct EffectiveSetting: Sendable {
  /// The keys that lead to the value.
  package let path: [String]
  /// The value.
  package let value: Written
  /// The values of layers below that it replaced, the latest first.
  package let replaced: [Written]

  /// A value as a layer writes it.
  package struct Written: Sendable {
    /// The value; nil if it must not be shown.
    package let value: Literal?
    /// Where it is written.
    package let place: SourceSpan
  }
}

/// Finds out what each value of a configuration is, and where it comes from.
///
/// Takes time in proportion to the number of declarations times the number of layers.
package struct EffectiveSettings {
  private let layers: [Layer]
  private let documents: YAMLDocuments
  /// What the layers declare together: after the first, after the first two, and so on.
  private let states: [MergedLayers]
  private let isSecret: (NodeUse) -> Bool
  /// The settings of a configuration without errors, in the order of a file: the version, the servers, `global`, the
  /// sites.
  ///
  /// - Parameters:
  ///   - layers: What its files declare, the lowest first. They must know where lists are written.
  ///   - isSecret: Whether a value must not be shown.
  /// - Returns: The settings.
  package static func all(of layers: [Layer], isSecret: @escaping (NodeUse) -> Bool) -> [EffectiveSetting] {
    guard let first = layers.first else { return [] }
    var states = [MergedLayers(first) { _ in }]
    for layer in layers.dropFirst() {
      var state = states[states.count - 1]
      state.add(layer)
      states.append(state)
    }
    let all = EffectiveSettings(layers: layers, states: states, isSecret: isSecret)
    return all.settings
  }

  private init(layers: [Layer], states: [MergedLayers], isSecret: @escaping (NodeUse) -> Bool) {
    self.layers = layers
    self.states = states
    self.isSecret = isSecret
    documents = states[states.count - 1].documents
  }

  private var settings: [EffectiveSetting] {
    let merged = states[states.count - 1]
    let version = layers.last?.version.map { [$0] } ?? []
    let head = setting([RootKey.version.name], version) {
      .integer(Int(documents.text(of: $0.node)) ?? languageVersion)
    }
    let servers = merged.servers.declaredSlots.flatMap(server)
    let global = merged.global.map { scope([RootKey.global.name], $0.key, states.map(\.global)) } ?? []
    let sites = merged.sites.declaredSlots.flatMap { slot in
      let key = merged.sites.slots[slot].key
      return scope([RootKey.sites.name, documents.text(of: key.node)], key, states.map { $0.sites.entry(in: slot) })
    }
    return [head].compactMap { $0 } + servers + global + sites
  }

  /// The different places from the last one down to one that is nil: what was there before was removed.
  private static func latest(_ places: [NodeUse?]) -> [NodeUse] {
    var found: [NodeUse] = []
    for place in places.reversed() {
      guard let place else { break }
      if found.last != place { found.append(place) }
    }
    return found
  }

  /// A setting; nil if it is not written.
  private func setting(_ path: [String], _ places: [NodeUse], _ value: (NodeUse) -> Literal) -> EffectiveSetting? {
    let written = places.map { place in
      // `nil` alone would be read as the literal `null`.
      EffectiveSetting.Written(
        value: isSecret(place) ? Literal?.none : value(place), place: documents.place(of: place.node))
    }
    return written.first.map { EffectiveSetting(path: path, value: $0, replaced: Array(written.dropFirst())) }
  }

  // MARK: Servers

  private func server(_ slot: Int) -> [EffectiveSetting] {
    let history = states.map { $0.servers.entry(in: slot) }
    guard let id = history.last??.id else { return [] }
    return ServerKey.allCases.compactMap { key in
      let path = [RootKey.servers.name, documents.text(of: id.node), key.name]
      return setting(path, Self.latest(history.map { $0?.value(of: key) })) { place in
        switch key {
        case .enabled, .useSSL: .boolean(documents.tree(of: place.node).value(of: place.node) == .boolean(true))
        case .username, .password: credential(place)
        case .serverName, .priority, .deliveryMethod, .pickupDirectory, .remove: text(place)
        }
      }
    }
  }

  private func text(_ place: NodeUse) -> Literal { .string(documents.text(of: place.node)) }

  private func credential(_ place: NodeUse) -> Literal {
    let tree = documents.tree(of: place.node)
    guard tree.shape(of: place.node) == .mapping else { return text(place) }
    let entries = MappingEntries(of: place, in: tree) { _ in }
    return .mapping(entries.list.map { Literal.Member(key: tree.text(of: $0.key.node), value: text($0.value)) })
  }

  // MARK: Sites and `global`

  private func scope(_ path: [String], _ key: NodeUse, _ history: [ScopeDeclaration?]) -> [EffectiveSetting] {
    let defaults = Self.latest(history.map { $0?.defaultServer.place })
    let settings = [
      setting(path + [ScopeKey.defaultServer.name], defaults) { place in
        documents.tree(of: place.node).value(of: place.node) == .null ? .null : text(place)
      },
      list(.servers, path, history), list(.senderDomains, path, history),
    ].compactMap { $0 }
    return settings.isEmpty ? [setting(path, [key]) { _ in .null }].compactMap { $0 } : settings
  }

  private func list(_ key: ScopeKey, _ path: [String], _ history: [ScopeDeclaration?]) -> EffectiveSetting? {
    setting(path + [key.name], Self.latest(lists(key, history))) { place in
      let tree = documents.tree(of: place.node)
      return .list(tree.children(of: place.node).map { .string(tree.text(of: tree.resolve($0))) })
    }
  }

  /// Where a list is written after each layer; nil if it is not.
  private func lists(_ key: ScopeKey, _ scopes: [ScopeDeclaration?]) -> [NodeUse?] {
    var current: NodeUse?
    var wasBelow = false
    return zip(layers, scopes).map { layer, scope in
      defer { wasBelow = scope != nil }
      guard let scope, scope.keys.contains(key) else {
        current = nil
        return nil
      }
      // The layer writes it for this scope, or for all sites that were there before, or leaves it as it is.
      let own = layer.lists[ListKey(scope: scope.key.node, key: key)]
      let every =
        wasBelow && scope.isSite && !isRemoved(scope, by: layer)
        ? layer.sites.every.flatMap { layer.lists[ListKey(scope: $0.entry.key.node, key: key)] } : nil
      current = own ?? every ?? current
      return current
    }
  }

  /// Whether a layer removes a site, which it then declares anew.
  private func isRemoved(_ site: ScopeDeclaration, by layer: Layer) -> Bool {
    let name = documents.text(of: site.key.node)
    return layer.sites.removed.contains { documents.text(of: $0.node) == name }
  }
}

extension ScopeDeclaration.DefaultServer {
  /// Where it is written; nil if it is absent.
  fileprivate var place: NodeUse? {
    switch self {
    case .absent, .faulty: nil
    case .none(let place), .server(_, let place), .undeclared(let place): place
    }
  }
}

extension ServerDeclaration {
  /// Where the value of a key is written; nil if it is absent.
  fileprivate func value(of key: ServerKey) -> NodeUse? {
    switch key {
    case .serverName: serverName?.value
    case .priority: priority?.value
    case .enabled: enabled?.value
    case .deliveryMethod: deliveryMethod?.value
    case .username: username?.value
    case .password: password?.value
    case .useSSL: useSSL?.value
    case .pickupDirectory: pickupDirectory?.value
    case .remove: nil
    }
  }
}
