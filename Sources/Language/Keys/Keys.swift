import SourceText

/// The keys of one kind of mapping.
package protocol DeclarationKey: RawRepresentable<String>, CaseIterable, Hashable, Sendable {
  /// What else people call it, in lower case: words of other programs' configurations.
  var synonyms: [String] { get }
  /// Its place among all keys of the mapping.
  var ordinal: Int { get }
  /// The keys by their bytes.
  static var spellings: [Spelling<Self>] { get }
}

/// A key and its bytes, to compare with those of a file without making a string.
package struct Spelling<Key: Sendable>: Sendable {
  private let bytes: [UInt8]
  private let head: UInt64
  let key: Key

  init(_ bytes: [UInt8], of key: Key) {
    self.bytes = bytes
    self.key = key
    head = bytes.withUnsafeBufferPointer(Self.head)
  }

  /// Whether a text, whose head has been made, has just these bytes.
  func matches(_ text: UnsafeBufferPointer<UInt8>, head: UInt64) -> Bool {
    self.head == head && bytes.count == text.count
      && (text.count <= 8 || bytes.withUnsafeBufferPointer { $0.hasSameBytes(as: text) })
  }

  /// The first eight bytes as one number, in which few keys are alike.
  static func head(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
    let bytes = UnsafeRawBufferPointer(text)
    if bytes.count >= 8 { return UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)) }
    return bytes.reduce(0) { $0 << 8 | UInt64($1) }
  }
}

extension DeclarationKey {
  /// Makes the list of spellings, which a type of keys keeps.
  package static func makeSpellings() -> [Spelling<Self>] {
    allCases.map { Spelling(Array($0.rawValue.utf8), of: $0) }
  }

  /// The key with exactly this text.
  package static func named(_ text: UnsafeBufferPointer<UInt8>) -> Self? {
    let head = Spelling<Self>.head(text)
    return spellings.first { $0.matches(text, head: head) }?.key
  }

  /// The keys that a misspelt one may have meant: at most two edits away, or known by that other name.
  static func meant(by text: String) -> [Self] {
    let lowered = text.lowercased()
    return allCases.filter { Suggestion.isClose(text, $0.rawValue) || $0.synonyms.contains(lowered) }
  }

  /// The key to suggest for a misspelt one: a known other name of it first, then the nearest.
  package static func suggestion(for text: String) -> Self? {
    let lowered = text.lowercased()
    if let key = allCases.first(where: { $0.synonyms.contains(lowered) }) { return key }
    let nearest = Suggestion.nearest(to: text, among: allCases.map(\.rawValue))
    return nearest.flatMap(Self.init(rawValue:)) ?? meant(by: text).first
  }
}

/// The keys of the document.
package enum RootKey: String, DeclarationKey {
  case version, servers, global, sites

  package static let spellings = makeSpellings()
  package var ordinal: Int {
    switch self {
    case .version: 0
    case .servers: 1
    case .global: 2
    case .sites: 3
    }
  }
  package var synonyms: [String] {
    switch self {
    case .version: ["schemaversion", "formatversion", "apiversion"]
    case .servers: ["smtpservers", "relays", "smarthosts", "hosts"]
    case .global: ["globals", "defaults", "settings"]
    case .sites: ["websites", "tenants", "domains"]
    }
  }
}

/// The keys of a server.
package enum ServerKey: String, DeclarationKey {
  case serverName, priority, enabled, deliveryMethod, username, password, useSSL, pickupDirectory

  package static let spellings = makeSpellings()
  package var ordinal: Int {
    switch self {
    case .serverName: 0
    case .priority: 1
    case .enabled: 2
    case .deliveryMethod: 3
    case .username: 4
    case .password: 5
    case .useSSL: 6
    case .pickupDirectory: 7
    }
  }
  package var synonyms: [String] {
    switch self {
    case .serverName:
      ["host", "hostname", "server", "address", "name", "port", "smtpserver", "smarthost", "relay", "endpoint"]
    case .priority: ["prio", "weight", "order", "level"]
    case .enabled: ["active", "disabled", "on"]
    case .deliveryMethod: ["method", "delivery", "transport", "mode", "type", "protocol"]
    case .username: ["user", "login", "account", "userid", "authuser"]
    case .password: ["pass", "passwd", "pwd", "secret", "passphrase", "authpassword"]
    case .useSSL: ["ssl", "tls", "starttls", "usetls", "enablessl", "sslenabled", "requiretls", "encryption", "secure"]
    case .pickupDirectory:
      [
        "directory", "dir", "folder", "path", "pickup", "pickupdir", "pickupfolder", "pickuppath",
        "pickupdirectorylocation", "specifiedpickupdirectory",
      ]
    }
  }
}

/// The keys of the global scope and of a site.
package enum ScopeKey: String, DeclarationKey {
  case defaultServer, servers

  package static let spellings = makeSpellings()
  package var ordinal: Int {
    switch self {
    case .defaultServer: 0
    case .servers: 1
    }
  }
  package var synonyms: [String] {
    switch self {
    case .defaultServer: ["default", "primary", "primaryserver"]
    case .servers: ["server", "relays", "fallback", "fallbacks", "smtpservers"]
    }
  }
}

/// The keys of a user name or password that is kept elsewhere.
package enum ReferenceKey: String, DeclarationKey {
  case env, file, credential

  package static let spellings = makeSpellings()
  package var ordinal: Int {
    switch self {
    case .env: 0
    case .file: 1
    case .credential: 2
    }
  }
  package var synonyms: [String] {
    switch self {
    case .env: ["environment", "variable", "var", "envvar", "fromenv"]
    case .file: ["path", "filename", "fromfile", "secretfile"]
    case .credential: ["credentials", "cred", "systemd", "loadcredential"]
    }
  }
}

extension ReferenceKey {
  /// What each is written like: `{ env: NAME }`, without backquotes.
  package static let examples = ["{ env: NAME }", "{ file: PATH }", "{ credential: NAME }"]

  /// What it is for, and what to write.
  package var hint: String {
    switch self {
    case .env: "`{ env: NAME }` names the environment variable that holds it"
    case .file: "`{ file: PATH }` names the file that holds it, by its absolute path"
    case .credential: "`{ credential: NAME }` names the credential that systemd gives to the unit"
    }
  }
}

/// A set of keys of one mapping.
package struct KeySet<Key: DeclarationKey>: Sendable {
  private var bits: UInt8 = 0

  mutating func insert(_ key: Key) { bits |= 1 << key.ordinal }
  package func contains(_ key: Key) -> Bool { bits & 1 << key.ordinal != 0 }
}
