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
    guard let value = values.mapping(entry.value, orReport: tree.text(of: entry.key.node)) else {
      server.isPartial = true
      return server
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
    server.username = known[.username].map {
      declared($0, values.readText($0, key: ServerKey.username.rawValue, limit: 50))
    }
    server.password = known[.password].map { declared($0, readPassword($0)) }
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
    guard values.isShortEnough(text, entry.value, key: key, limit: 200) else { return nil }
    if let control = text.unicodeScalars.first(where: { $0.isControl && !$0.isTabOrLineEnd }) {
      values.report(.invalidValue(entry.value, key: key, .controlCharacter(control)))
      return nil
    }
    do throws(ServerNameDefect) {
      return try ServerName(text)
    } catch {
      values.report(.serverName(entry.value, error))
      return nil
    }
  }

  private func readPickupDirectory(_ entry: MappingEntry, of server: ServerDeclaration) -> NodeID? {
    guard let node = values.readText(entry, key: ServerKey.pickupDirectory.rawValue, limit: 450) else { return nil }
    guard PickupPath(tree.text(of: node)) == nil else { return node }
    // A wrong delivery method leaves open whether a folder is meant at all.
    let isMethodWrong = server.deliveryMethod.map { $0.content == nil } ?? false
    if !isMethodWrong { values.report(.relativePickupDirectory(entry.value)) }
    return nil
  }

  private func readPassword(_ entry: MappingEntry) -> PasswordDeclaration? {
    let key = ServerKey.password.rawValue
    guard !tree.isFaulty(entry.value.node) else { return nil }
    guard tree.shape(of: entry.value.node) == .mapping else {
      return values.readText(entry, key: key, limit: 200, expected: .password).map(PasswordDeclaration.literal)
    }
    let entries = values.entries(of: entry.value)
    let known = values.knownKeys(PasswordKey.self, entries, in: .password)
    switch (known[.env], known[.file]) {
    case (nil, nil):
      if known.isMissing(.env), known.isMissing(.file), !entries.isPartial {
        values.report(.missingKeys(["env` or `file"], at: .at(entry.value), in: .password))
      }
      return nil
    case (.some, .some):
      values.report(.invalidValue(entry.value, key: key, .bothPasswordSources))
      return nil
    case (let env?, nil): return readEnvironmentName(env)
    case (nil, let file?): return readPasswordFile(file)
    }
  }

  private func readEnvironmentName(_ entry: MappingEntry) -> PasswordDeclaration? {
    guard let node = values.readText(entry, key: PasswordKey.env.rawValue, limit: nil) else { return nil }
    let isName = tree.withText(of: node) { text in
      text.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || $0 == UInt8(ascii: "_") }
        && text.first.map { !$0.isASCIIDigit } ?? false
    }
    if isName { return .environment(node) }
    values.report(.invalidValue(entry.value, key: PasswordKey.env.rawValue, .environmentName))
    return nil
  }

  private func readPasswordFile(_ entry: MappingEntry) -> PasswordDeclaration? {
    guard let node = values.readText(entry, key: PasswordKey.file.rawValue, limit: nil) else { return nil }
    if PickupPath(tree.text(of: node)) != nil { return .file(node) }
    values.report(.invalidValue(entry.value, key: PasswordKey.file.rawValue, .relativePath))
    return nil
  }
}
