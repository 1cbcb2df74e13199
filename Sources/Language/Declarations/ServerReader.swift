import LocatedYAML
import SourceText

/// Reads what is declared under the id of a server.
struct ServerReader {
  private let values: ValueReader
  /// Whether a problem at a place is an error under the user's settings.
  private let isError: (DeclarationProblem, NodeUse) -> Bool
  /// The entries of the server that is being read.
  private var entries: MappingEntries
  /// The keys that the server takes away from the one below.
  private(set) var removals: [KeyRemoval<ServerKey>] = []

  // There may be many servers, so their keys are looked up once.
  private let serverName = ServerKey.serverName.spec
  private let priority = ServerKey.priority.spec
  private let enabled = ServerKey.enabled.spec
  private let deliveryMethod = ServerKey.deliveryMethod.spec
  private let useSSL = ServerKey.useSSL.spec
  private let pickupDirectory = ServerKey.pickupDirectory.spec

  private var tree: YAMLTree { values.tree }

  init(_ values: ValueReader, isError: @escaping (DeclarationProblem, NodeUse) -> Bool) {
    self.values = values
    self.isError = isError
    entries = MappingEntries(in: values.tree)
  }

  /// Reads a server, or what applies to every server.
  mutating func read(_ entry: MappingEntry, in mapping: MappingSpec) -> ServerDeclaration {
    if !removals.isEmpty { removals = [] }
    var server = ServerDeclaration(id: entry.key)
    guard let value = values.mapping(entry.value, .entry(.server, id: entry.key), as: .mapping(.server)) else {
      return ServerDeclaration(unreadable: entry.key)
    }
    let known = values.knownKeys(ServerKey.self, of: value, in: mapping, &entries)
    server.doubtful = known.doubtful
    server.isPartial = known.isPartial
    server.serverName = known[.serverName].map { declared($0, readServerName($0)) }
    server.priority = known[.priority].map { declared($0, values.word(Priority.self, $0.value, of: priority)) }
    server.enabled = known[.enabled].map { declared($0, values.boolean($0.value, of: enabled)) }
    server.deliveryMethod = known[.deliveryMethod].map {
      declared($0, values.word(DeliveryMethod.self, $0.value, of: deliveryMethod))
    }
    server.username = known[.username].map { declared($0, readCredential($0, .username)) }
    server.password = known[.password].map { declared($0, readCredential($0, .password)) }
    server.useSSL = known[.useSSL].map { declared($0, values.boolean($0.value, of: useSSL)) }
    server.pickupDirectory = known[.pickupDirectory].map { declared($0, readPickupDirectory($0, of: server)) }
    if values.isLayer, let entry = known[.remove] { removals = values.keyNames(ServerKey.self, entry, in: mapping) }
    return server
  }

  private func declared<Content: Sendable>(_ entry: MappingEntry, _ content: Content?) -> Declared<Content> {
    Declared(key: entry.key, value: entry.value, content: content)
  }

  private func readServerName(_ entry: MappingEntry) -> ServerName? {
    let key = serverName
    guard let node = values.string(entry.value, .value(of: key), as: key.type) else { return nil }
    if tree.textLength(of: node) <= key.limit, let name = tree.withText(of: node, { ServerName(usual: $0) }) {
      return name
    }
    let text = tree.text(of: node)
    if isUnexpanded(tree.withText(of: node, VariableReference.first), entry, .serverName) { return nil }
    guard values.isShortEnough(text, entry.value, key) else { return nil }
    if let control = text.unicodeScalars.first(where: { $0.isControl && !$0.isTabOrLineEnd }) {
      values.report(.invalidValue(entry.value, .value(of: key), .controlCharacter(control)))
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
    let key = pickupDirectory
    guard let string = values.string(entry.value, .value(of: key), as: key.type) else { return nil }
    if isUnexpanded(tree.withText(of: string, VariableReference.first), entry, .pickupDirectory) { return nil }
    guard let node = values.text(entry.value, of: key) else { return nil }
    guard PickupPath(tree.text(of: node)) == nil else { return node }
    // With a wrong delivery method it is unknown whether a folder is needed.
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
      values.report(.wrongType(entry.value, .value(of: key.spec), expected: key.spec.type))
      return nil
    }
    var entries = MappingEntries(in: tree)
    let known = values.knownKeys(ReferenceKey.self, of: entry.value, in: .reference, &entries)
    let references = ReferenceKey.allCases.compactMap { kind in known[kind].map { (kind: kind, entry: $0) } }
    guard let reference = references.first else {
      if ReferenceKey.allCases.allSatisfy(known.isMissing), !known.isPartial {
        values.report(.missingKeys(MappingSpec.reference.requirements, at: .at(entry.value), in: .reference))
      }
      return nil
    }
    guard references.count == 1 else {
      let problem = ValueProblem.excluded(references[1].kind.spec, by: reference.kind.spec, in: .reference)
      values.report(.invalidValue(entry.value, .value(of: key.spec), problem))
      return nil
    }
    return readReference(reference.kind, reference.entry)
  }

  private func readLiteral(_ entry: MappingEntry, _ key: ServerKey) -> CredentialDeclaration? {
    guard let node = values.string(entry.value, .value(of: key.spec), as: key.spec.type) else { return nil }
    if isUnexpanded(tree.withText(of: node, VariableReference.init(whole:)), entry, key) { return nil }
    return values.text(entry.value, of: key.spec).map(CredentialDeclaration.literal)
  }

  private func readReference(_ kind: ReferenceKey, _ entry: MappingEntry) -> CredentialDeclaration? {
    guard let node = values.text(entry.value, of: kind.spec) else { return nil }
    let problem: ValueProblem? =
      switch kind {
      case .env: tree.withText(of: node, EnvironmentName.isValid) ? nil : .environmentName
      case .file: PickupPath(tree.text(of: node)) != nil ? nil : .relativePath
      case .credential: tree.withText(of: node, CredentialName.isValid) ? nil : .credentialName
      }
    guard let problem else { return .reference(kind, node) }
    values.report(.invalidValue(entry.value, .value(of: kind.spec), problem))
    return nil
  }

  /// Reports a variable that nothing expands, and returns whether that is an error. If it is not, because the user
  /// suppresses the rule, the value is checked like any other.
  private func isUnexpanded(_ variable: VariableReference?, _ entry: MappingEntry, _ key: ServerKey) -> Bool {
    guard let variable else { return false }
    let problem = DeclarationProblem.unexpandedVariable(entry.value, key: key, variable)
    values.report(problem)
    return isError(problem, entry.value)
  }
}
