import LocatedYAML
import SourceText

/// Reads what is declared under the id of a server.
struct ServerReader {
  private let values: ValueReader
  /// The entries of the server that is being read.
  private var entries: MappingEntries

  private var tree: YAMLTree { values.tree }

  init(_ values: ValueReader) {
    self.values = values
    entries = MappingEntries(in: values.tree)
  }

  mutating func read(_ entry: MappingEntry) -> ServerDeclaration {
    var server = ServerDeclaration(id: entry.key)
    guard let value = values.mapping(entry.value, orReport: tree.text(of: entry.key.node), as: .entry(.server)) else {
      return ServerDeclaration(unreadable: entry.key)
    }
    entries.readAnew(value, report: values.report)
    let known = values.knownKeys(ServerKey.self, entries, in: .server)
    server.doubtful = known.doubtful
    server.isPartial = entries.isPartial
    server.serverName = known[.serverName].map { declared($0, readServerName($0)) }
    server.priority = known[.priority].map { declared($0, values.readWord(Priority.self, $0, key: .priority)) }
    server.enabled = known[.enabled].map { declared($0, values.readBoolean($0, key: .enabled)) }
    server.deliveryMethod = known[.deliveryMethod].map {
      declared($0, values.readWord(DeliveryMethod.self, $0, key: .deliveryMethod))
    }
    server.username = known[.username].map { declared($0, readCredential($0, .username)) }
    server.password = known[.password].map { declared($0, readCredential($0, .password)) }
    server.useSSL = known[.useSSL].map { declared($0, values.readBoolean($0, key: .useSSL)) }
    server.pickupDirectory = known[.pickupDirectory].map { declared($0, readPickupDirectory($0, of: server)) }
    reportMissingServerName(server)
    return server
  }

  private func reportMissingServerName(_ server: ServerDeclaration) {
    guard server.serverName == nil, !server.doubtful.contains(.serverName), !server.isPartial else { return }
    guard server.method == .network else { return }
    values.report(.missingKeys([ServerKey.serverName.rawValue], at: .at(server.id), in: .server))
  }

  private func declared<Content: Sendable>(_ entry: MappingEntry, _ content: Content?) -> Declared<Content> {
    Declared(key: entry.key, value: entry.value, content: content)
  }

  private func readServerName(_ entry: MappingEntry) -> ServerName? {
    let key = ServerKey.serverName.rawValue
    guard let node = values.string(entry, key: key, expected: .string) else { return nil }
    if tree.textLength(of: node) <= 200, let name = tree.withText(of: node, { ServerName(usual: $0) }) { return name }
    let text = tree.text(of: node)
    if isUnexpanded(tree.withText(of: node, VariableReference.first), entry, .serverName) { return nil }
    guard values.isShortEnough(text, entry.value, key: key, limit: 200) else { return nil }
    if let control = text.unicodeScalars.first(where: { $0.isControl && !$0.isTabOrLineEnd }) {
      values.report(.invalidValue(entry.value, key: key, .controlCharacter(control)))
      return nil
    }
    do throws(ServerNameProblem) {
      return try ServerName(text)
    } catch {
      values.report(.serverName(entry.value, error))
      return nil
    }
  }

  private func readPickupDirectory(_ entry: MappingEntry, of server: ServerDeclaration) -> NodeID? {
    let key = ServerKey.pickupDirectory
    guard let string = values.string(entry, key: key.rawValue, expected: .string) else { return nil }
    if isUnexpanded(tree.withText(of: string, VariableReference.first), entry, key) { return nil }
    guard let node = values.readText(entry, key: key.rawValue, limit: 450) else { return nil }
    guard PickupPath(tree.text(of: node)) == nil else { return node }
    // A wrong delivery method leaves open whether a folder is meant at all.
    let isMethodWrong = server.deliveryMethod.map { $0.content == nil } ?? false
    if !isMethodWrong { values.report(.relativePickupDirectory(entry.value)) }
    return nil
  }

  // MARK: User names and passwords

  /// How a user name or a password is kept.
  private func readCredential(_ entry: MappingEntry, _ key: ServerKey) -> CredentialDeclaration? {
    guard !tree.isFaulty(entry.value.node) else { return nil }
    guard tree.shape(of: entry.value.node) == .mapping else { return readLiteral(entry, key) }
    if tree.isTemplate(entry.value.node) {
      values.report(.wrongType(entry.value, key: key.rawValue, expected: .stringOrReference))
      return nil
    }
    let entries = values.entries(of: entry.value)
    let container = key == .username ? Container.username : .password
    let known = values.knownKeys(ReferenceKey.self, entries, in: container)
    let references = ReferenceKey.allCases.compactMap { kind in known[kind].map { (kind: kind, entry: $0) } }
    guard let reference = references.first else {
      if ReferenceKey.allCases.allSatisfy(known.isMissing), !entries.isPartial {
        let keys = ReferenceKey.allCases.map(\.rawValue)
        values.report(.missingKeys(keys, at: .at(entry.value), in: container))
      }
      return nil
    }
    guard references.count == 1 else {
      values.report(.invalidValue(entry.value, key: key.rawValue, .severalSources))
      return nil
    }
    return readReference(reference.kind, reference.entry)
  }

  private func readLiteral(_ entry: MappingEntry, _ key: ServerKey) -> CredentialDeclaration? {
    guard let node = values.string(entry, key: key.rawValue, expected: .stringOrReference) else { return nil }
    if isUnexpanded(tree.withText(of: node, VariableReference.init(whole:)), entry, key) { return nil }
    let limit = key == .username ? 50 : 200
    return values.readText(entry, key: key.rawValue, limit: limit, expected: .stringOrReference)
      .map(CredentialDeclaration.literal)
  }

  private func readReference(_ kind: ReferenceKey, _ entry: MappingEntry) -> CredentialDeclaration? {
    guard let node = values.readText(entry, key: kind.rawValue, limit: nil) else { return nil }
    let problem: ValueProblem? =
      switch kind {
      case .env: tree.withText(of: node, EnvironmentName.isValid) ? nil : .environmentName
      case .file: PickupPath(tree.text(of: node)) != nil ? nil : .relativePath
      case .credential: tree.withText(of: node, CredentialName.isValid) ? nil : .credentialName
      }
    guard let problem else { return .reference(kind, node) }
    values.report(.invalidValue(entry.value, key: kind.rawValue, problem))
    return nil
  }

  /// Reports a variable that nothing expands. Whether that is all there is to say of the value: if the user wants it to
  /// stand as it is written, it is judged as any other.
  private func isUnexpanded(_ variable: VariableReference?, _ entry: MappingEntry, _ key: ServerKey) -> Bool {
    guard let variable else { return false }
    let problem = DeclarationProblem.unexpandedVariable(entry.value, key: key, variable)
    values.report(problem)
    return values.isError(problem, entry.value)
  }
}
