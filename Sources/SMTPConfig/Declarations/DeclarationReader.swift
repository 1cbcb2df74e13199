import Diagnostics
import LocatedYAML
import SourceText

/// Reads what a document declares. A wrong entry does not hide the others, and of every value one thing at most is
/// reported.
struct DeclarationReader {
  private(set) var configuration: Configuration
  private let tree: YAMLTree
  private let report: (DeclarationProblem) -> Void

  /// Finds servers by their ids.
  private var serverTable = TextTable(.exact)

  init(_ tree: YAMLTree, report: @escaping (DeclarationProblem) -> Void) {
    configuration = Configuration(tree: tree)
    self.tree = tree
    self.report = report
  }

  /// Reads the whole document.
  mutating func read() {
    guard let written = tree.root else { return }
    let root = occurrence(written)
    guard !tree.isFaulty(root.node) else { return forgetScopes() }
    guard let mapping = mapping(root, orReport: "") else { return forgetScopes() }
    let entries = entries(of: mapping)
    configuration.firstKey = tree.firstChild(of: root.node).map { occurrence($0) }
    let known = knownKeys(RootKey.self, entries, in: .document) { !$0.starts(with: Self.extensionPrefix) }
    reportMissingRootKeys(known, isPartial: entries.isPartial, at: root)
    if let version = known[.version] { readVersion(version) }
    if let servers = known[.servers] { readServers(servers) }
    configuration.knowsGlobal = !known.doubtful.contains(.global) && !entries.isPartial
    configuration.knowsAllScopes = configuration.knowsGlobal && !known.doubtful.contains(.sites)
    if let global = known[.global] { readGlobal(global) }
    if let sites = known[.sites] { readSites(sites) }
    // Without both nothing is routed, which is one error and no reason for findings about routing.
    if known.isMissing(.global), known.isMissing(.sites) { forgetScopes() }
  }

  /// A home for anchors, at the top level only.
  private static let extensionPrefix = Array("x-".utf8)

  private mutating func forgetScopes() {
    configuration.knowsGlobal = false
    configuration.knowsAllScopes = false
  }

  // MARK: The document

  private func reportMissingRootKeys(_ known: KnownKeys<RootKey>, isPartial: Bool, at root: Occurrence) {
    guard !isPartial else { return }
    var missing: [String] = []
    if known.isMissing(.version) { missing.append("version") }
    if known.isMissing(.servers) { missing.append("servers") }
    if known.isMissing(.global), known.isMissing(.sites) { missing.append("global` or `sites") }
    guard !missing.isEmpty else { return }
    report(.missingKeys(missing, at: placeOfMissingRootKeys(root), in: .document))
  }

  private func placeOfMissingRootKeys(_ root: Occurrence) -> MissingPlace {
    if let firstKey = configuration.firstKey { return .at(firstKey) }
    return tree.span(of: root.node).isEmpty && tree.documentMarker != nil ? .documentMarker : .at(root)
  }

  private func readVersion(_ entry: MappingEntry) {
    guard !tree.isFaulty(entry.value.node) else { return }
    guard tree.shape(of: entry.value.node) == .scalar, case .integer(let number) = tree.value(of: entry.value.node)
    else {
      return report(.wrongType(entry.value, key: "version", expected: .integer))
    }
    if number != Self.languageVersion { report(.invalidValue(entry.value, key: "version", .version)) }
  }

  /// The one version of the language there is.
  static let languageVersion = 1

  // MARK: Servers

  private mutating func readServers(_ entry: MappingEntry) {
    guard let value = mapping(entry.value, orReport: "servers") else { return }
    let entries = entries(of: value)
    if entries.list.isEmpty {
      if !entries.isPartial { report(.invalidValue(entry.value, key: "servers", .emptyMapping)) }
      return
    }
    checkIDs(entries, of: .server)
    serverTable = TextTable(.exact, capacity: entries.list.count)
    configuration.servers.reserveCapacity(entries.list.count)
    for entry in entries.list {
      _ = serverTable.insert(entry.key.node, configuration.servers.count, in: tree)
      configuration.servers.append(readServer(entry))
    }
    for entry in entries.duplicates { _ = readServer(entry) }
    configuration.knowsServers = !entries.isPartial
  }

  private func readServer(_ entry: MappingEntry) -> ServerDeclaration {
    var server = ServerDeclaration(id: entry.key)
    guard let value = mapping(entry.value, orReport: tree.text(of: entry.key.node)) else {
      server.isPartial = true
      return server
    }
    let entries = entries(of: value)
    let known = knownKeys(ServerKey.self, entries, in: .server)
    server.doubtful = known.doubtful
    server.isPartial = entries.isPartial
    server.serverName = known[.serverName].map { declared($0, readServerName($0)) }
    server.priority = known[.priority].map { declared($0, readWord(Priority.self, $0, key: .priority)) }
    server.enabled = known[.enabled].map { declared($0, readBoolean($0, key: .enabled)) }
    server.deliveryMethod = known[.deliveryMethod].map {
      declared($0, readWord(DeliveryMethod.self, $0, key: .deliveryMethod))
    }
    server.username = known[.username].map { declared($0, readText($0, key: ServerKey.username.rawValue, limit: 50)) }
    server.password = known[.password].map { declared($0, readPassword($0)) }
    server.useSSL = known[.useSSL].map { declared($0, readBoolean($0, key: .useSSL)) }
    server.pickupDirectory = known[.pickupDirectory].map { declared($0, readPickupDirectory($0, of: server)) }
    reportMissingServerName(server)
    return server
  }

  private func reportMissingServerName(_ server: ServerDeclaration) {
    guard server.serverName == nil, !server.doubtful.contains(.serverName), !server.isPartial else { return }
    guard server.method == .network else { return }
    report(.missingKeys([ServerKey.serverName.rawValue], at: .at(server.id), in: .server))
  }

  private func declared<Content: Sendable>(_ entry: MappingEntry, _ content: Content?) -> Declared<Content> {
    Declared(key: entry.key, value: entry.value, content: content)
  }

  private func readServerName(_ entry: MappingEntry) -> ServerName? {
    let key = ServerKey.serverName.rawValue
    guard let node = string(entry, key: key, expected: .string) else { return nil }
    let text = tree.text(of: node)
    guard isShortEnough(text, entry.value, key: key, limit: 200) else { return nil }
    if let control = text.unicodeScalars.first(where: { $0.isControl && !$0.isTabOrLineEnd }) {
      report(.invalidValue(entry.value, key: key, .controlCharacter(control)))
      return nil
    }
    do throws(ServerNameDefect) {
      return try ServerName(text)
    } catch {
      report(.serverName(entry.value, error))
      return nil
    }
  }

  private func readPickupDirectory(_ entry: MappingEntry, of server: ServerDeclaration) -> NodeID? {
    guard let node = readText(entry, key: ServerKey.pickupDirectory.rawValue, limit: 450) else { return nil }
    guard PickupPath(tree.text(of: node)) == nil else { return node }
    // A wrong delivery method leaves open whether a folder is meant at all.
    let isMethodWrong = server.deliveryMethod.map { $0.content == nil } ?? false
    if !isMethodWrong { report(.relativePickupDirectory(entry.value)) }
    return nil
  }

  private func readPassword(_ entry: MappingEntry) -> PasswordDeclaration? {
    let key = ServerKey.password.rawValue
    guard !tree.isFaulty(entry.value.node) else { return nil }
    guard tree.shape(of: entry.value.node) == .mapping else {
      return readText(entry, key: key, limit: 200, expected: .password).map(PasswordDeclaration.literal)
    }
    let entries = entries(of: entry.value)
    let known = knownKeys(PasswordKey.self, entries, in: .password)
    switch (known[.env], known[.file]) {
    case (nil, nil):
      if known.isMissing(.env), known.isMissing(.file), !entries.isPartial {
        report(.missingKeys(["env` or `file"], at: .at(entry.value), in: .password))
      }
      return nil
    case (.some, .some):
      report(.invalidValue(entry.value, key: key, .bothPasswordSources))
      return nil
    case (let env?, nil): return readEnvironmentName(env)
    case (nil, let file?): return readPasswordFile(file)
    }
  }

  private func readEnvironmentName(_ entry: MappingEntry) -> PasswordDeclaration? {
    guard let node = readText(entry, key: PasswordKey.env.rawValue, limit: nil) else { return nil }
    let isName = tree.withText(of: node) { text in
      text.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || $0 == UInt8(ascii: "_") }
        && text.first.map { !$0.isASCIIDigit } ?? false
    }
    if isName { return .environment(node) }
    report(.invalidValue(entry.value, key: PasswordKey.env.rawValue, .environmentName))
    return nil
  }

  private func readPasswordFile(_ entry: MappingEntry) -> PasswordDeclaration? {
    guard let node = readText(entry, key: PasswordKey.file.rawValue, limit: nil) else { return nil }
    if PickupPath(tree.text(of: node)) != nil { return .file(node) }
    report(.invalidValue(entry.value, key: PasswordKey.file.rawValue, .relativePath))
    return nil
  }

  // MARK: Scopes

  private mutating func readGlobal(_ entry: MappingEntry) {
    let scope = readScope(entry, .global)
    configuration.global = scope
    if scope.isFaulty { forgetScopes() }
  }

  private mutating func readSites(_ entry: MappingEntry) {
    guard let value = mapping(entry.value, orReport: "sites") else {
      configuration.knowsAllScopes = false
      return
    }
    let entries = entries(of: value)
    if entries.isPartial { configuration.knowsAllScopes = false }
    checkIDs(entries, of: .site)
    configuration.sites.reserveCapacity(entries.list.count)
    for entry in entries.list {
      let site = readScope(entry, .site)
      if site.isFaulty { configuration.knowsAllScopes = false }
      configuration.sites.append(site)
    }
    for entry in entries.duplicates { _ = readScope(entry, .site) }
  }

  private mutating func readScope(_ entry: MappingEntry, _ kind: ScopeDeclaration.Kind) -> ScopeDeclaration {
    var scope = ScopeDeclaration(kind: kind, key: entry.key)
    scope.isFaulty = !configuration.knowsServers
    guard let value = mapping(entry.value, orReport: tree.text(of: entry.key.node)) else {
      scope.isFaulty = true
      return scope
    }
    let entries = entries(of: value)
    let known = knownKeys(ScopeKey.self, entries, in: .scope)
    if known.hasUnknown || entries.isPartial { scope.isFaulty = true }
    if let entry = known[.defaultServer] { scope.defaultServer = readDefaultServer(entry) }
    if case .faulty = scope.defaultServer { scope.isFaulty = true }
    let start = configuration.assignments.count
    if let entry = known[.servers], !readAssignments(entry) { scope.isFaulty = true }
    scope.assignments = start..<configuration.assignments.count
    return scope
  }

  private func readDefaultServer(_ entry: MappingEntry) -> ScopeDeclaration.DefaultServer {
    let node = entry.value.node
    if !tree.isFaulty(node), tree.shape(of: node) == .scalar, tree.value(of: node) == .null { return .none }
    let key = ScopeKey.defaultServer.rawValue
    guard let server = readReference(entry.value, key: key, expected: .serverOrNull) else { return .faulty }
    return .server(server, entry.value)
  }

  /// Reads a scope's list of servers; false where anything in it is wrong.
  private mutating func readAssignments(_ entry: MappingEntry) -> Bool {
    let key = ScopeKey.servers.rawValue
    guard !tree.isFaulty(entry.value.node) else { return false }
    if isNothing(entry.value.node) { return true }
    guard tree.shape(of: entry.value.node) == .sequence else {
      report(.wrongType(entry.value, key: key, expected: .list))
      return false
    }
    var isRight = true
    for item in tree.children(of: entry.value.node) {
      let resolved = tree.resolve(item)
      let occurrence = Occurrence(resolved, use: entry.value.use ?? (item == resolved ? nil : item))
      if let server = readReference(occurrence, key: key, expected: .string) {
        configuration.assignments.append(Assignment(server: server, item: occurrence))
      } else {
        isRight = false
      }
    }
    return isRight
  }

  /// Reads a reference to a server: its place among the servers.
  private func readReference(_ value: Occurrence, key: String, expected: ExpectedType) -> Int? {
    guard let node = text(value, key: key, limit: nil, expected: expected) else { return nil }
    if let server = serverTable.value(of: node, in: tree) { return server }
    guard configuration.knowsServers else { return nil }
    let known = configuration.servers.prefix(Self.mostCompared).map(\.id)
    let nearest = Suggestion.nearest(to: tree.text(of: node), among: known.lazy.map { tree.text(of: $0.node) })
    let suggestion = nearest.flatMap { nearest in known.first { tree.text(of: $0.node) == nearest } }
    report(.undefinedServer(value, suggestion: suggestion, known: Array(known.prefix(RuleContext.mostListed + 1))))
    return nil
  }

  /// How many servers a wrong reference is compared with, so that many of both do not cost their product.
  private static let mostCompared = 1000

  // MARK: Ids

  private func checkIDs(_ entries: MappingEntries, of kind: EntryKind) {
    var table = TextTable(.ignoringCase, capacity: entries.list.count)
    // The later of two in the text is the one to mend, also where a merge brings them in another order.
    var inTextOrder = entries.list
    if zip(inTextOrder, inTextOrder.dropFirst()).contains(where: { $1.key.node < $0.key.node }) {
      inTextOrder.sort { $0.key.node < $1.key.node }
    }
    for (index, entry) in inTextOrder.enumerated() {
      if !tree.withText(of: entry.key.node, EntryID.isValid) {
        report(.invalidID(entry.key, of: kind))
      } else if kind == .site, isReserved(entry.key.node) {
        report(.reservedSiteName(entry.key))
      } else if let first = table.insert(entry.key.node, index, in: tree) {
        report(.duplicateID(entry.key, first: inTextOrder[first].key, of: kind))
      }
    }
  }

  private func isReserved(_ key: NodeID) -> Bool {
    tree.withText(of: key) { $0.lazy.map(\.lowercasedASCII).elementsEqual(EntryID.reservedSiteName.utf8) }
  }

  // MARK: Values

  private func occurrence(_ written: NodeID) -> Occurrence {
    let resolved = tree.resolve(written)
    return Occurrence(resolved, use: written == resolved ? nil : written)
  }

  private func entries(of mapping: Occurrence) -> MappingEntries {
    MappingEntries(of: mapping, in: tree, report: report)
  }

  /// Whether nothing, or an explicit null, stands there: behind a key that takes a collection an empty one.
  private func isNothing(_ node: NodeID) -> Bool {
    tree.shape(of: node) == .scalar && tree.value(of: node) == .null
  }

  /// The value as a mapping, which nothing is as well; nil where it is something else.
  private func mapping(_ value: Occurrence, orReport key: String) -> Occurrence? {
    guard !tree.isFaulty(value.node) else { return nil }
    if tree.shape(of: value.node) == .mapping || isNothing(value.node) { return value }
    report(.wrongType(value, key: key, expected: .mapping))
    return nil
  }

  private func string(_ entry: MappingEntry, key: String, expected: ExpectedType) -> NodeID? {
    string(entry.value, key: key, expected: expected)
  }

  /// The value as a string; nil where it is something else.
  private func string(_ value: Occurrence, key: String, expected: ExpectedType) -> NodeID? {
    guard !tree.isFaulty(value.node) else { return nil }
    if tree.shape(of: value.node) == .scalar, tree.value(of: value.node) == .string { return value.node }
    report(.wrongType(value, key: key, expected: expected))
    return nil
  }

  private func readText(
    _ entry: MappingEntry, key: String, limit: Int?, expected: ExpectedType = .string
  ) -> NodeID? {
    text(entry.value, key: key, limit: limit, expected: expected)
  }

  /// The value as a string that is not empty, not too long and free of control characters.
  private func text(_ value: Occurrence, key: String, limit: Int?, expected: ExpectedType) -> NodeID? {
    guard let node = string(value, key: key, expected: expected) else { return nil }
    if isSimple(node, limit: limit) { return node }
    let text = tree.text(of: node)
    if text.isEmpty {
      report(.invalidValue(value, key: key, .empty))
      return nil
    }
    if let limit, !isShortEnough(text, value, key: key, limit: limit) { return nil }
    guard let control = text.unicodeScalars.first(where: \.isControl) else { return node }
    report(.invalidValue(value, key: key, .controlCharacter(control)))
    return nil
  }

  /// Whether a text is printable ASCII within the limit, as nearly all are.
  private func isSimple(_ node: NodeID, limit: Int?) -> Bool {
    tree.withText(of: node) { text in
      !text.isEmpty && text.count <= limit ?? .max && text.allSatisfy { (0x20..<0x7F).contains($0) }
    }
  }

  /// Lengths are counted as the product's database counts them: in UTF-16 code units.
  private func isShortEnough(_ text: String, _ value: Occurrence, key: String, limit: Int) -> Bool {
    guard text.utf8.count > limit else { return true }
    let length = text.utf16.count
    if length > limit { report(.valueTooLong(value, key: key, length: length, limit: limit)) }
    return length <= limit
  }

  private func readBoolean(_ entry: MappingEntry, key: ServerKey) -> Bool? {
    guard !tree.isFaulty(entry.value.node) else { return nil }
    if tree.shape(of: entry.value.node) == .scalar, case .boolean(let value) = tree.value(of: entry.value.node) {
      return value
    }
    report(.wrongType(entry.value, key: key.rawValue, expected: .boolean))
    return nil
  }

  private func readWord<Word: RawRepresentable<String> & CaseIterable>(
    _ type: Word.Type, _ entry: MappingEntry, key: ServerKey
  ) -> Word? {
    let words = Word.allCases.map(\.rawValue)
    guard let node = string(entry, key: key.rawValue, expected: .word(words)) else { return nil }
    let text = tree.text(of: node)
    if let word = Word(rawValue: text), Array(word.rawValue.utf8) == Array(text.utf8) { return word }
    if text.isEmpty {
      report(.invalidValue(entry.value, key: key.rawValue, .empty))
    } else if let control = text.unicodeScalars.first(where: \.isControl) {
      report(.invalidValue(entry.value, key: key.rawValue, .controlCharacter(control)))
    } else {
      let sameButCase = words.first { $0.lowercased() == text.lowercased() }
      let suggestion = sameButCase ?? Suggestion.nearest(to: text, among: words)
      report(
        .invalidValue(
          entry.value, key: key.rawValue, .notOneOf(words, suggestion: suggestion, isCertain: sameButCase != nil)))
    }
    return nil
  }

  // MARK: Keys

  private func knownKeys<Key: DeclarationKey>(
    _ type: Key.Type, _ entries: MappingEntries, in container: Container,
    refusing isRefused: (UnsafeBufferPointer<UInt8>) -> Bool = { _ in true }
  ) -> KnownKeys<Key> {
    var known = KnownKeys<Key>()
    var unknown: [MappingEntry] = []
    for entry in entries.list {
      let key: Key? = tree.withText(of: entry.key.node) { Key.named($0) }
      if let key {
        known.take(entry, as: key)
      } else if tree.withText(of: entry.key.node, isRefused) {
        unknown.append(entry)
      }
    }
    var suggested = KeySet<Key>()
    for entry in unknown { reportUnknownKey(entry, in: container, &known, &suggested) }
    return known
  }

  private func reportUnknownKey<Key: DeclarationKey>(
    _ entry: MappingEntry, in container: Container, _ known: inout KnownKeys<Key>, _ suggested: inout KeySet<Key>
  ) {
    let text = tree.text(of: entry.key.node)
    known.hasUnknown = true
    for key in Key.meant(by: text) { known.doubt(key) }
    let suggestion = Key.suggestion(for: text)
    let isFree = suggestion.map { known[$0] == nil && !suggested.contains($0) } ?? false
    if let suggestion { suggested.insert(suggestion) }
    report(.unknownKey(entry.key, in: container, suggestion: suggestion?.rawValue, isFree: isFree))
  }
}

/// The known keys of a mapping, and which of the others may have been meant by an unknown one.
private struct KnownKeys<Key: DeclarationKey> {
  private var entries = [MappingEntry?](repeating: nil, count: Key.spellings.count)
  private(set) var doubtful = KeySet<Key>()
  var hasUnknown = false

  subscript(key: Key) -> MappingEntry? { entries[key.ordinal] }

  mutating func take(_ entry: MappingEntry, as key: Key) { entries[key.ordinal] = entry }
  mutating func doubt(_ key: Key) { doubtful.insert(key) }

  /// Whether the key is not there and no unknown key looks like it.
  func isMissing(_ key: Key) -> Bool { self[key] == nil && !doubtful.contains(key) }
}

extension Unicode.Scalar {
  /// Whether the scalar is a control character (Unicode general category Cc).
  fileprivate var isControl: Bool { value < 0x20 || (0x7F...0x9F).contains(value) }
  fileprivate var isTabOrLineEnd: Bool { self == "\t" || self == "\n" || self == "\r" }
}
