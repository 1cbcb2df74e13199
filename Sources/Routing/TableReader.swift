import Diagnostics
import JSONReading
import Language
import SourceText

extension Router {
  /// Whether a file is meant to be a routing table: JSON with a version of the table's format. Everything else is
  /// considered a configuration, which may be written as JSON as well.
  package static func isTable(_ bytes: [UInt8]) -> Bool {
    guard let first = bytes[textStart(of: bytes)...].first(where: { !$0.isBlank && !$0.isLineEnd }),
      first == UInt8(ascii: "{")
    else { return false }
    return bytes.firstRange(of: Array("\"formatVersion\"".utf8)) != nil
  }

  /// Reads a routing table, as `smtpconf build` writes it, in any layout and with its members in any order.
  ///
  /// Takes time in proportion to the size, and n log n for sorting n sites that are not in order.
  ///
  /// - Throws: ``TableError`` if it is not a routing table.
  public init(tableJSON bytes: [UInt8]) throws(TableError) {
    let result = bytes.withUnsafeBufferPointer { buffer in
      Result { () throws(TableError) in
        try TableReader.router(UnsafeBufferPointer(rebasing: buffer[Self.textStart(of: bytes)...]))
      }
    }
    self = try result.get()
  }

  /// The number of bytes of a byte order mark.
  private static func textStart(of bytes: [UInt8]) -> Int { bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }
}

/// Reads a routing table in one pass; `JSONDecoder` needs ten times the instructions.
///
/// The servers of chains are numbered as they are met, because a table usually describes them later.
private struct TableReader {
  private var json: JSONReader
  private var mentioned = MentionedServers()
  /// The servers that are described, by their ids.
  private var servers: [String: Server] = [:]
  private var chains = SharedChains()
  private var sites = SiteNames()
  /// The index of each site's chain.
  private var chainIndices: [Int] = []
  private var senderDomains: [String: String] = [:]
  /// The chain that is being read, and for each server the number of the last chain that contains it.
  private var steps: [ChainBuilder.Step] = []
  private var lastTaken: [Int] = []
  private var chainNumber = 0

  private var knownLinks: KnownLinks

  private let linkMembers = KnownNames<LinkMember>()
  private let scopeMembers = KnownNames<ScopeMember>()
  private let priorities = KnownNames<Priority>()
  private let origins = KnownNames<Chain.Origin>()

  /// A table itself is six levels deep; what later versions add may be deeper.
  private static let deepest = 100

  private enum DocumentMember: String, CaseIterable { case formatVersion, global, servers, sites }
  private enum ScopeMember: String, CaseIterable { case chain, senderDomains }
  private enum LinkMember: String, CaseIterable { case priority, server, via }

  private init(_ bytes: UnsafeBufferPointer<UInt8>) {
    json = Self.json(bytes)
    knownLinks = KnownLinks(tableSize: bytes.count)
  }

  /// Reads a table.
  ///
  /// - Throws: The reason why it is not one.
  static func router(_ bytes: UnsafeBufferPointer<UInt8>) throws(TableError) -> Router {
    var reader = TableReader(bytes)
    do {
      return try reader.readDocument()
    } catch let problem as TableProblem where isJSON(bytes) {
      throw problem.error
    } catch {
      throw TableError([], "it is not valid JSON")
    }
  }

  private static func json(_ bytes: UnsafeBufferPointer<UInt8>) -> JSONReader {
    JSONReader(bytes, deepest: deepest, halfPairs: .refused)
  }

  private static func isJSON(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var json = json(bytes)
    do throws(JSONReader.Malformed) {
      try json.skipValue()
      try json.finish()
      return true
    } catch {
      return false
    }
  }

  // MARK: The document

  private mutating func readDocument() throws -> Router {
    guard try json.kind() == .object else { throw TableProblem("it must be an object") }
    try json.openObject()
    var members = MemberCheck(KnownNames<DocumentMember>())
    var globalIndex = 0
    while let name = try json.nextName() {
      switch try members.member(name, in: json) {
      case .formatVersion: try within(.key("formatVersion")) { try $0.readFormatVersion() }
      case .global: globalIndex = try within(.key("global")) { try $0.readScope(site: nil, named: "") }
      case .servers: try within(.key("servers")) { try $0.readServers() }
      case .sites: try within(.key("sites")) { try $0.readSites() }
      case nil: try json.skipValue()
      }
    }
    try members.require()
    try json.finish()
    return try router(globalIndex: globalIndex)
  }

  private mutating func readFormatVersion() throws {
    guard try readWholeNumber() == RoutingTable.formatVersion else {
      throw TableProblem("must be \(RoutingTable.formatVersion)")
    }
  }

  /// The router of what was read, with servers and sites in the order of their names, which are ASCII.
  private func router(globalIndex: Int) throws -> Router {
    let ids = servers.keys.sorted()
    let places = Dictionary(uniqueKeysWithValues: zip(ids, 0...))
    let numbers = try zip(mentioned.ids, mentioned.firstMentions).map { id, mention in
      if let place = places[id] { return place }
      let problem = TableProblem("names a server that `servers` lacks").inside(.key("server"))
        .inside(.index(mention.place)).inside(.key("chain"))
      guard let site = mention.site else { throw problem.inside(.key("global")) }
      throw problem.inside(.key(sites.names[site])).inside(.key("sites"))
    }
    let names = sites.names
    let isInOrder = zip(names, names.dropFirst()).allSatisfy { $0 < $1 }
    let order = isInOrder ? nil : names.indices.sorted { names[$0] < names[$1] }
    return Router(
      servers: ids.compactMap { servers[$0] }, chains.list.renumbered { numbers[$0] }, globalIndex: globalIndex,
      sites: order.map { SiteNames($0.map { names[$0] }) } ?? sites,
      chainIndices: order.map { $0.map { chainIndices[$0] } } ?? chainIndices, senderDomains: senderDomains)
  }

  // MARK: Scopes

  private mutating func readSites() throws {
    try openObject()
    while let name = try json.nextName() {
      let text = try json.text(of: name)
      let chain = try within(.key(text)) { try $0.readScope(site: $0.chainIndices.count, named: text) }
      try check(id: text)
      if let known = sites.append(text) {
        if sites.names[known] == text { throw TableProblem("is there twice").inside(.key(text)) }
        throw TableProblem("names a site twice, in different case")
      }
      chainIndices.append(chain)
    }
  }

  /// Reads `global`, whose place is nil, or a site.
  ///
  /// - Returns: The index of its chain.
  private mutating func readScope(site: Int?, named name: String) throws -> Int {
    try openObject()
    var members = MemberCheck(scopeMembers)
    var chain = 0
    while let member = try json.nextName() {
      switch try members.member(member, in: json) {
      case .chain: chain = try within(.key("chain")) { try $0.readChain(of: site) }
      case .senderDomains: try within(.key("senderDomains")) { try $0.readSenderDomains(of: site, named: name) }
      case nil: try json.skipValue()
      }
    }
    try members.require { $0 == .chain }
    return chain
  }

  private mutating func readChain(of site: Int?) throws -> Int {
    try openArray()
    steps.removeAll(keepingCapacity: true)
    chainNumber += 1
    while try json.nextElement() {
      let mention = MentionedServers.Mention(site: site, place: steps.count)
      try within(.index(mention.place)) { try $0.take(try $0.readLink(mention), at: mention.place) }
    }
    return chains.index(of: steps)
  }

  /// Adds a link to the chain.
  private mutating func take(_ step: ChainBuilder.Step, at place: Int) throws {
    if step.server == lastTaken.count { lastTaken.append(0) }
    if lastTaken[step.server] == chainNumber {
      throw TableProblem("names a server for the second time").inside(.key("server"))
    }
    lastTaken[step.server] = chainNumber
    if step.via.isDefault, place > 0 {
      throw TableProblem("is a default server, but not the first in the chain").inside(.key("via"))
    }
    steps.append(step)
  }

  private mutating func readLink(_ mention: MentionedServers.Mention) throws -> ChainBuilder.Step {
    let text = json.rest()
    if let (step, length) = knownLinks.link(at: text) {
      json.skipKnownValue(length)
      return step
    }
    let step = try readNewLink(mention)
    knownLinks.add(step, UnsafeBufferPointer(rebasing: text[..<(text.count - json.rest().count)]))
    return step
  }

  private mutating func readNewLink(_ mention: MentionedServers.Mention) throws -> ChainBuilder.Step {
    try openObject()
    var members = MemberCheck(linkMembers)
    var server = 0
    var priority = Priority.normal
    var via = Chain.Origin.site
    while let name = try json.nextName() {
      switch try members.member(name, in: json) {
      case .priority: priority = try within(.key("priority")) { try $0.readName($0.priorities) }
      case .server: server = try within(.key("server")) { try $0.readServer(mention) }
      case .via: via = try within(.key("via")) { try $0.readName($0.origins) }
      case nil: try json.skipValue()
      }
    }
    try members.require()
    return ChainBuilder.Step(server: server, priority: priority, via: via)
  }

  /// Reads the id of a server that may be described later.
  ///
  /// - Returns: Its number among those that are mentioned.
  private mutating func readServer(_ mention: MentionedServers.Mention) throws -> Int {
    let id = try readString()
    if let bytes = json.plainBytes(of: id) { return mentioned.number(of: bytes, at: mention) }
    var text = try json.text(of: id)
    return text.withUTF8 { mentioned.number(of: $0, at: mention) }
  }

  private mutating func readSenderDomains(of site: Int?, named name: String) throws {
    if try skipNull() { return }
    try openArray()
    var place = 0
    while try json.nextElement() {
      try within(.index(place)) { reader in
        let domain = try reader.json.text(of: try reader.readString())
        // Those of `global` mean nothing.
        guard site != nil else { return }
        guard (try? SenderDomain(domain))?.name == domain else {
          throw TableProblem("is not a domain in lower case")
        }
        guard reader.senderDomains.updateValue(name, forKey: domain) == nil else {
          throw TableProblem("is listed for the second time")
        }
      }
      place += 1
    }
  }

  // MARK: Servers

  private mutating func readServers() throws {
    try openObject()
    while let name = try json.nextName() {
      let id = try json.text(of: name)
      let delivery = try within(.key(id)) { try $0.readServerEntry().delivery() }
      try check(id: id)
      if servers.updateValue(Server(id: id, delivery: delivery), forKey: id) != nil {
        throw TableProblem("is there twice").inside(.key(id))
      }
    }
  }

  private mutating func readServerEntry() throws -> ServerEntry {
    try openObject()
    var entry = ServerEntry()
    var members = MemberCheck(KnownNames<ServerEntry.Member>())
    while let name = try json.nextName() {
      let member = try members.member(name, in: json)
      guard let member else {
        try json.skipValue()
        continue
      }
      try within(.key(member.rawValue)) { reader in
        // Only the method must be there.
        if member != .deliveryMethod, try reader.skipNull() { return }
        switch member {
        case .deliveryMethod: entry.deliveryMethod = try reader.readName(KnownNames<DeliveryMethod>())
        case .host: entry.host = try reader.readText()
        case .hostKind: entry.hostKind = try reader.readText()
        case .port: entry.port = try reader.readWholeNumber()
        case .tls: entry.tls = try reader.readText()
        case .credentials: entry.credentials = try reader.readCredentials()
        case .pickupDirectory: entry.pickupDirectory = try reader.readText()
        }
      }
    }
    try members.require { $0 == .deliveryMethod }
    return entry
  }

  private mutating func readCredentials() throws -> CredentialsEntry {
    try openObject()
    var entry = CredentialsEntry()
    var members = MemberCheck(KnownNames<CredentialsEntry.Member>())
    while let name = try json.nextName() {
      switch try members.member(name, in: json) {
      case .username: entry.username = try within(.key("username")) { try $0.readUsername() }
      case .password:
        entry.password = try within(.key("password")) { try $0.skipNull() ? nil : try $0.readTexts() }
      case nil: try json.skipValue()
      }
    }
    try members.require { $0 == .username }
    return entry
  }

  private mutating func readUsername() throws -> CredentialsEntry.Username {
    try json.kind() == .string ? .literal(try readText()) : .elsewhere(try readTexts())
  }

  // MARK: Values

  /// Reads something at the end of a further step of the path.
  @inline(__always)
  private mutating func within<Value>(
    _ step: @autoclosure () -> YAMLPath.Step, _ read: (inout TableReader) throws -> Value
  ) throws -> Value {
    do {
      return try read(&self)
    } catch let problem as TableProblem {
      throw problem.inside(step())
    }
  }

  /// Requires the next value to be of a kind.
  private mutating func expect(_ kind: JSONReader.Kind, _ name: StaticString) throws {
    let found = try json.kind()
    if found == kind { return }
    throw TableProblem("must be \(name)" + (found == .null ? ", not null" : ""))
  }

  private mutating func openObject() throws {
    try expect(.object, "an object")
    try json.openObject()
  }

  private mutating func openArray() throws {
    try expect(.array, "an array")
    try json.openArray()
  }

  private mutating func readString() throws -> JSONString {
    try expect(.string, "a string")
    return try json.string()
  }

  private mutating func readText() throws -> String { try json.text(of: try readString()) }

  private mutating func readWholeNumber() throws -> Int {
    try expect(.number, "a whole number")
    guard let number = try json.number().whole else { throw TableProblem("must be a whole number") }
    return number
  }

  /// Reads one of some names.
  private mutating func readName<Name>(_ names: KnownNames<Name>) throws -> Name {
    guard let (_, name) = try names.find(try readString(), in: json) else {
      throw TableProblem("must be \(Name.allCases.map(\.rawValue).listed())")
    }
    return name
  }

  /// Whether the next value was `null`, which is the same as a member that is absent.
  private mutating func skipNull() throws -> Bool {
    guard try json.kind() == .null else { return false }
    try json.null()
    return true
  }

  /// Reads an object whose members are strings.
  private mutating func readTexts() throws -> [String: String] {
    try openObject()
    var texts: [String: String] = [:]
    while let name = try json.nextName() {
      let key = try json.text(of: name)
      try within(.key(key)) { reader in
        if texts.updateValue(try reader.readText(), forKey: key) != nil { throw TableProblem("is there twice") }
      }
    }
    return texts
  }

  private func check(id: String) throws {
    var id = id
    if !id.withUTF8(EntryID.isValid) { throw TableProblem("contains a name that is not an id") }
  }
}

/// A server as it is described in a table.
private struct ServerEntry {
  enum Member: String, CaseIterable { case deliveryMethod, host, hostKind, port, tls, credentials, pickupDirectory }

  var deliveryMethod: DeliveryMethod?
  var host: String?
  var hostKind: String?
  var port: Int?
  var tls: String?
  var credentials: CredentialsEntry?
  var pickupDirectory: String?

  func delivery() throws -> Delivery {
    switch deliveryMethod {
    case .pickupDirectoryFromIIS: return .pickupDirectoryFromIIS
    case .pickupDirectory:
      guard let pickupDirectory else { throw TableProblem("has no `pickupDirectory`") }
      return .pickupDirectory(path: pickupDirectory)
    case .network:
      guard tls == "none" || tls == "startTLS" else {
        throw TableProblem("must be `none` or `startTLS`").inside(.key("tls"))
      }
      return .network(
        endpoint: try endpoint(), credentials: try credentials?.credentials(), requiresTLS: tls == "startTLS")
    case nil: throw TableProblem("is missing").inside(.key(Member.deliveryMethod.rawValue))
    }
  }

  private func endpoint() throws -> ServerName {
    guard let host, let port else { throw TableProblem("has no `host` or no `port`") }
    var name = hostKind == "ipv6" ? "[\(host)]:\(port)" : "\(host):\(port)"
    // Nearly all names are usual; reading them as such takes 7 % off reading a table with a server for ten sites.
    guard let endpoint = name.withUTF8({ ServerName(usual: $0) }) ?? (try? ServerName(name)) else {
      throw TableProblem("has no valid `host` and `port`")
    }
    return endpoint
  }
}

/// What is logged in with, as it is described in a table.
private struct CredentialsEntry {
  enum Member: String, CaseIterable { case username, password }

  /// A user name in the table, or the source it is read from.
  enum Username {
    case literal(String)
    case elsewhere([String: String])
  }

  var username: Username?
  var password: [String: String]?

  func credentials() throws -> Credentials {
    do {
      return Credentials(username: try usernameSource(), password: try passwordSource())
    } catch let problem as TableProblem {
      throw problem.inside(.key(ServerEntry.Member.credentials.rawValue))
    }
  }

  private func usernameSource() throws -> UsernameSource {
    switch username {
    case .literal(let name): return .literal(name)
    case .elsewhere(let members):
      if let reference = Self.reference(members) { return .reference(reference) }
      throw TableProblem("must be a string, or have one of \(Self.keys.listed("and"))").inside(.key("username"))
    case nil: throw TableProblem("is missing").inside(.key("username"))
    }
  }

  private func passwordSource() throws -> PasswordSource? {
    guard let password else { return nil }
    if let reference = Self.reference(password) { return .reference(reference) }
    if let secret = password["literal"], password.count == 1 { return .literal(Secret(secret)) }
    throw TableProblem("must have one of \((Self.keys + ["literal"]).listed("and"))").inside(.key("password"))
  }

  private static let keys = ReferenceKey.allCases.map(\.name)

  private static func reference(_ members: [String: String]) -> SecretReference? {
    guard members.count == 1, let (name, text) = members.first, let key = ReferenceKey(name: name) else {
      return nil
    }
    return SecretReference(key, text)
  }
}
