import LocatedYAML

/// What layers declare under a name: a layer can change it key by key.
protocol LayeredEntry: Sendable {
  associatedtype Key: DeclarationKey

  /// What it is.
  static var kind: EntryKind { get }

  /// The name it is declared under, where the latest layer writes it.
  var name: NodeUse { get set }

  /// Whether a key is certainly absent.
  func lacks(_ key: Key) -> Bool

  /// Applies what a layer says about it.
  ///
  /// - Parameters:
  ///   - upper: What the layer says.
  ///   - removals: The keys that the layer takes away first.
  ///   - tree: The layer's document.
  mutating func change(by upper: Self, without removals: [KeyRemoval<Key>], in tree: YAMLTree)
}

extension LayeredEntry {
  /// The keys that are, or may be, there.
  var presentKeys: [Key] { Key.allCases.filter { !lacks($0) } }
}

// MARK: Servers

extension ServerDeclaration: LayeredEntry {
  static var kind: EntryKind { .server }

  var name: NodeUse {
    get { id }
    set { id = newValue }
  }

  mutating func change(by upper: ServerDeclaration, without removals: [KeyRemoval<ServerKey>], in tree: YAMLTree) {
    let methodBelow = method
    for removal in removals { remove(removal.key) }
    if let method = upper.deliveryMethod?.content, let methodBelow {
      if method != methodBelow { removeKeys(of: methodBelow, exceptIn: tree) }
    } else if upper.deliveryMethod != nil {
      // It is unknown which keys are still there.
      isPartial = true
    }
    if let new = upper.serverName { serverName = new }
    if let new = upper.priority { priority = new }
    if let new = upper.enabled { enabled = new }
    if let new = upper.deliveryMethod { deliveryMethod = new }
    if let new = upper.username { username = new }
    if let new = upper.password { password = new }
    if let new = upper.useSSL { useSSL = new }
    if let new = upper.pickupDirectory { pickupDirectory = new }
    doubtful.formUnion(upper.doubtful)
    if upper.isPartial { isPartial = true }
  }

  private mutating func remove(_ key: ServerKey) {
    switch key {
    case .serverName: serverName = nil
    case .priority: priority = nil
    case .enabled: enabled = nil
    case .deliveryMethod: deliveryMethod = nil
    case .username: username = nil
    case .password: password = nil
    case .useSSL: useSSL = nil
    case .pickupDirectory: pickupDirectory = nil
    case .remove: break
    }
  }

  /// Removes the keys that only one delivery method has, unless a document itself writes them.
  private mutating func removeKeys(of method: DeliveryMethod, exceptIn tree: YAMLTree) {
    func isKept(_ key: NodeUse?) -> Bool { key.map { tree.contains($0.node) } ?? true }
    switch method {
    case .network:
      if !isKept(username?.key) { username = nil }
      if !isKept(password?.key) { password = nil }
      if !isKept(useSSL?.key) { useSSL = nil }
    case .pickupDirectory:
      if !isKept(pickupDirectory?.key) { pickupDirectory = nil }
    case .pickupDirectoryFromIIS: break
    }
  }
}

// MARK: Sites and `global`

extension ScopeDeclaration: LayeredEntry {
  static var kind: EntryKind { .site }

  var name: NodeUse {
    get { key }
    set { key = newValue }
  }

  func lacks(_ key: ScopeKey) -> Bool {
    guard !isFaulty else { return false }
    return switch key {
    case .defaultServer: if case .absent = defaultServer { true } else { false }
    case .servers, .senderDomains, .remove: !keys.contains(key)
    }
  }

  mutating func change(by upper: ScopeDeclaration, without removals: [KeyRemoval<ScopeKey>], in tree: YAMLTree) {
    for removal in removals { remove(removal.key) }
    if upper.keys.contains(.servers) { assignments = upper.assignments }
    switch upper.defaultServer {
    case .absent: break
    case .none, .server, .undeclared, .faulty: defaultServer = upper.defaultServer
    }
    keys.formUnion(upper.keys)
    if upper.isFaulty { isFaulty = true }
  }

  private mutating func remove(_ key: ScopeKey) {
    keys.remove(key)
    switch key {
    case .defaultServer: defaultServer = .absent
    case .servers: assignments = 0..<0
    case .senderDomains, .remove: break
    }
  }
}
