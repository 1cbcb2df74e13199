import Diagnostics
import Language
import SourceText

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Why a file is not a routing table: the place, as a path such as `sites.shop.chain[0].server`, and what is wrong
/// there.
public struct TableError: Error, Equatable, CustomStringConvertible {
  /// The place, and what is wrong there, without a full stop; never the value itself, which may be a secret.
  public let description: String

  init(_ path: String = "", _ problem: String) {
    description = path.isEmpty ? problem : "\(path) \(problem)"
  }
}

extension Router {
  /// Whether a file is meant to be a routing table: JSON with a version of the table's format. Everything else is
  /// considered a configuration, which may be written as JSON as well.
  package static func isTable(_ bytes: [UInt8]) -> Bool {
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    guard let first = bytes[start...].first(where: { !$0.isJSONBlank }), first == UInt8(ascii: "{") else {
      return false
    }
    return bytes.firstRange(of: Array("\"formatVersion\"".utf8)) != nil
  }

  /// Reads a routing table, as `smtpconf build` writes it, in any layout.
  ///
  /// - Throws: ``TableError`` if it is not a routing table.
  public init(tableJSON bytes: [UInt8]) throws(TableError) {
    let document: TableDocument
    do {
      let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
      document = try JSONDecoder().decode(TableDocument.self, from: Data(bytes[start...]))
    } catch let error as DecodingError {
      throw TableError(error)
    } catch {
      throw TableError("", "it is not valid JSON")
    }
    try self.init(document)
  }

  private init(_ document: TableDocument) throws(TableError) {
    guard document.formatVersion == RoutingTable.formatVersion else {
      throw TableError("formatVersion", "must be \(RoutingTable.formatVersion)")
    }
    var servers: [String: Server] = [:]
    for (id, entry) in document.servers.inOrder {
      try check(id: id, at: "servers")
      servers[id] = Server(id: id, delivery: try entry.delivery(at: "servers.\(id)"))
    }
    var names = Set<SiteName>()
    var sites: [(name: String, chain: Chain)] = []
    var senderDomains: [String: String] = [:]
    for (name, entry) in document.sites.inOrder {
      try check(id: name, at: "sites")
      guard let key = SiteName(name), names.insert(key).inserted else {
        throw TableError("sites", "names a site twice, in different case")
      }
      sites.append((name: name, chain: try entry.chain(of: servers, at: "sites.\(name)")))
      for (place, domain) in (entry.senderDomains ?? []).enumerated() {
        let isKnown = (try? SenderDomain(domain))?.name == domain
        guard isKnown, senderDomains.updateValue(name, forKey: domain) == nil else {
          let problem = isKnown ? "is listed for the second time" : "is not a domain in lower case"
          throw TableError("sites.\(name).senderDomains[\(place)]", problem)
        }
      }
    }
    self.init(
      global: try document.global.chain(of: servers, at: "global"), sites: sites,
      senderDomains: senderDomains, serverIDs: document.servers.inOrder.map(\.key))
  }
}

private func check(id: String, at path: String) throws(TableError) {
  let isValid = Array(id.utf8).withUnsafeBufferPointer(EntryID.isValid)
  if !isValid { throw TableError(path, "contains a name that is not an id") }
}

// MARK: Document

private struct TableDocument: Decodable {
  let formatVersion: Int
  let global: ScopeEntry
  let servers: [String: ServerEntry]
  let sites: [String: ScopeEntry]
}

private struct ScopeEntry: Decodable {
  let chain: [LinkEntry]
  let senderDomains: [String]?

  func chain(of servers: [String: Server], at path: @autoclosure () -> String) throws(TableError) -> Chain {
    var links: [Chain.Link] = []
    var seen = Set<String>()
    for (place, entry) in chain.enumerated() {
      func wrong(_ key: String, _ problem: String) -> TableError {
        TableError("\(path()).chain[\(place)].\(key)", problem)
      }
      guard let server = servers[entry.server] else { throw wrong("server", "names a server that `servers` lacks") }
      guard seen.insert(entry.server).inserted else { throw wrong("server", "names a server for the second time") }
      guard let priority = Priority(rawValue: entry.priority) else {
        throw wrong("priority", "must be \(Priority.allCases.map(\.rawValue).listed())")
      }
      guard let via = Chain.Origin(rawValue: entry.via) else {
        throw wrong("via", "must be \(Chain.Origin.allCases.map(\.rawValue).listed())")
      }
      guard !via.isDefault || place == 0 else {
        throw wrong("via", "is a default server, but not the first in the chain")
      }
      links.append(Chain.Link(server: server, priority: priority, via: via))
    }
    return Chain(links: links)
  }
}

private struct LinkEntry: Decodable {
  let priority: String
  let server: String
  let via: String
}

private struct ServerEntry: Decodable {
  let deliveryMethod: String
  let host: String?
  let hostKind: String?
  let port: Int?
  let tls: String?
  let credentials: CredentialsEntry?
  let pickupDirectory: String?

  func delivery(at path: String) throws(TableError) -> Delivery {
    switch DeliveryMethod(rawValue: deliveryMethod) {
    case .pickupDirectoryFromIIS: return .pickupDirectoryFromIIS
    case .pickupDirectory:
      guard let pickupDirectory else { throw TableError(path, "has no `pickupDirectory`") }
      return .pickupDirectory(path: pickupDirectory)
    case .network:
      guard tls == "none" || tls == "startTLS" else { throw TableError("\(path).tls", "must be `none` or `startTLS`") }
      return .network(
        endpoint: try endpoint(at: path), credentials: try credentials?.credentials(at: "\(path).credentials"),
        requiresTLS: tls == "startTLS")
    case nil:
      throw TableError("\(path).deliveryMethod", "must be \(DeliveryMethod.allCases.map(\.rawValue).listed())")
    }
  }

  private func endpoint(at path: String) throws(TableError) -> ServerName {
    guard let host, let port else { throw TableError(path, "has no `host` or no `port`") }
    let name = hostKind == "ipv6" ? "[\(host)]:\(port)" : "\(host):\(port)"
    guard let endpoint = try? ServerName(name) else { throw TableError(path, "has no valid `host` and `port`") }
    return endpoint
  }
}

private struct CredentialsEntry: Decodable {
  let username: UsernameEntry
  let password: [String: String]?

  /// A user name in the table, or the source it is read from.
  enum UsernameEntry: Decodable {
    case literal(String)
    case elsewhere([String: String])

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let name = try? container.decode(String.self) {
        self = .literal(name)
      } else {
        self = .elsewhere(try container.decode([String: String].self))
      }
    }
  }

  func credentials(at path: String) throws(TableError) -> Credentials {
    Credentials(username: try usernameSource(at: path), password: try passwordSource(at: path))
  }

  private func usernameSource(at path: String) throws(TableError) -> UsernameSource {
    switch username {
    case .literal(let name): return .literal(name)
    case .elsewhere(let members):
      if let reference = Self.reference(members) { return .reference(reference) }
      throw TableError("\(path).username", "must be a string, or have one of \(Self.keys.listed("and"))")
    }
  }

  private func passwordSource(at path: String) throws(TableError) -> PasswordSource? {
    guard let password else { return nil }
    if let reference = Self.reference(password) { return .reference(reference) }
    if let secret = password["literal"], password.count == 1 { return .literal(Secret(secret)) }
    throw TableError("\(path).password", "must have one of \((Self.keys + ["literal"]).listed("and"))")
  }

  private static let keys = ReferenceKey.allCases.map(\.name)

  private static func reference(_ members: [String: String]) -> SecretReference? {
    guard members.count == 1, let (name, text) = members.first, let key = ReferenceKey(name: name) else {
      return nil
    }
    return SecretReference(key, text)
  }
}

// MARK: Messages

extension TableError {
  /// The decoder's own messages may contain a value.
  fileprivate init(_ error: DecodingError) {
    switch error {
    case .keyNotFound(let key, let context): self.init(Self.path(context.codingPath + [key]), "is missing")
    case .typeMismatch(_, let context) where context.codingPath.isEmpty: self.init("", "it must be an object")
    case .typeMismatch(let type, let context):
      self.init(Self.path(context.codingPath), "must be \(Self.name(of: type))")
    case .valueNotFound(let type, let context):
      self.init(Self.path(context.codingPath), "must be \(Self.name(of: type)), not null")
    case .dataCorrupted(let context):
      self.init(Self.path(context.codingPath), context.codingPath.isEmpty ? "it is not valid JSON" : "is not valid")
    @unknown default: self.init("", "it is not valid JSON")
    }
  }

  private static func name(of type: any Any.Type) -> String {
    switch type {
    case is String.Type: "a string"
    case is Int.Type: "a whole number"
    case is [Any].Type: "an array"
    default: "an object"
    }
  }

  /// The path to a value. A key inside `password` may be a secret, and so may a key that is not an id.
  private static func path(_ keys: [any CodingKey]) -> String {
    var isSecret = false
    return YAMLPath(
      keys.map { key in
        if let index = key.intValue { return .index(index) }
        let isMember = ReferenceKey(name: key.stringValue) != nil || key.stringValue == "literal"
        let isID = Array(key.stringValue.utf8).withUnsafeBufferPointer(EntryID.isValid)
        let mayBeShown = isSecret ? isMember : isID
        if key.stringValue == "password" { isSecret = true }
        return .key(mayBeShown ? key.stringValue : FileReport.mask)
      }
    ).description
  }
}

extension Dictionary where Key == String {
  /// The members ordered by the code points of their names, as in a written table.
  fileprivate var inOrder: [(key: String, value: Value)] {
    sorted { $0.key.unicodeScalars.lexicographicallyPrecedes($1.key.unicodeScalars) }
  }
}

extension UInt8 {
  /// Whether the byte is allowed between the tokens of JSON (RFC 8259, section 2).
  fileprivate var isJSONBlank: Bool {
    self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") || self == UInt8(ascii: "\n") || self == UInt8(ascii: "\r")
  }
}
