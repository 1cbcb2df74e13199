import Diagnostics
import Language
import Routing
import SourceText

/// What is said of a scope whose mail takes another way; scopes of which the same is said are one group.
struct ScopeWords: Hashable {
  /// What kind of change it is, as a sign at the beginning of a line.
  let sign: String
  /// The change itself, in parts: `first choice primary → bulk`, `loses archive`.
  let parts: [String]

  init(_ kind: ScopeChange.Kind) {
    switch kind {
    case .added(let chain):
      sign = "+"
      parts = ["new, " + Self.words(of: chain)]
    case .removed(let chain):
      sign = "-"
      parts = ["gone, was " + Self.words(of: chain)]
    case .changed(let change):
      sign = "~"
      parts = Self.parts(of: change)
    }
  }

  private static func words(of chain: [String]) -> String {
    chain.isEmpty ? "without any server" : chain.joined(separator: ", ")
  }

  private static func parts(of change: ChainChange) -> [String] {
    var parts: [String] = []
    if let (old, new) = change.firstChoice {
      parts.append("first choice \(old ?? "none") → \(new ?? "none, mail waits for ever")")
    }
    // What the first choices say already need not be said again.
    let lost = change.new.isEmpty ? Array(change.lost.dropFirst()) : change.lost
    let gained = change.old.isEmpty ? Array(change.gained.dropFirst()) : change.gained
    if !lost.isEmpty { parts.append("loses \(lost.joined(separator: ", "))") }
    if !gained.isEmpty { parts.append("gains \(gained.joined(separator: ", "))") }
    if let (old, new) = change.reordered {
      parts.append("order \(old.joined(separator: ", ")) → \(new.joined(separator: ", "))")
    }
    return parts
  }
}

/// What is said of a server that changes.
struct ServerWords {
  /// What kind of change it is, as a sign at the beginning of a line.
  let sign: String
  /// The server: its id, or both of one that was renamed.
  let name: String
  /// The change itself, in parts, escaped for display: names of users and paths may hold anything.
  let parts: [String]

  init(_ change: ServerChange) {
    let texts: [String]
    switch change {
    case .added(let server):
      (sign, name, texts) = ("+", server.id, ["new, " + server.delivery.words])
    case .removed(let server):
      (sign, name, texts) = ("-", server.id, ["not used any more, was " + server.delivery.words])
    case .renamed(let old, let new):
      (sign, name, texts) = ("~", "\(old.id) → \(new.id)", ["renamed, the same in all else"])
    case .changed(let old, let new):
      (sign, name, texts) = ("~", new.id, DeliveryDifference.all(from: old.delivery, to: new.delivery).map(\.words))
    }
    parts = texts.map { $0.escapedForDisplay() }
  }
}

/// One thing that is different in how mail is handed to a server.
struct DeliveryDifference: Sendable, Equatable {
  /// What is different.
  enum Aspect: String, Sendable {
    case deliveryMethod, endpoint, tls, username, password, pickupDirectory
  }

  let aspect: Aspect
  /// What it was, and what it is; nil for nothing. Never a secret: a literal password is a mask.
  let old: String?
  let new: String?

  var words: String {
    "\(aspect.words) \(old ?? "none") → \(new ?? "none")"
  }

  /// All differences between two ways to hand mail over.
  static func all(from old: Delivery, to new: Delivery) -> [DeliveryDifference] {
    switch (old, new) {
    case (.network(let oldEndpoint, let oldLogin, let oldTLS), .network(let endpoint, let login, let requiresTLS)):
      let password = difference(.password, oldLogin?.password?.words, login?.password?.words)
      // Two passwords in clear look alike behind their masks.
      let isHidden = oldLogin?.password != login?.password && password == nil
      return [
        difference(.endpoint, oldEndpoint.words, endpoint.words),
        difference(.tls, tlsWords(oldTLS), tlsWords(requiresTLS)),
        difference(.username, oldLogin?.username.words, login?.username.words),
        isHidden
          ? DeliveryDifference(aspect: .password, old: oldLogin?.password?.words, new: "another")
          : password,
      ].compactMap { $0 }
    case (.pickupDirectory(let oldPath), .pickupDirectory(let path)):
      return [difference(.pickupDirectory, oldPath, path)].compactMap { $0 }
    default:
      return [DeliveryDifference(aspect: .deliveryMethod, old: old.words, new: new.words)]
    }
  }

  private static func difference(_ aspect: Aspect, _ old: String?, _ new: String?) -> DeliveryDifference? {
    old == new ? nil : DeliveryDifference(aspect: aspect, old: old, new: new)
  }

  fileprivate static func tlsWords(_ requiresTLS: Bool) -> String { requiresTLS ? "startTLS" : "none" }
}

extension DeliveryDifference.Aspect {
  fileprivate var words: String {
    switch self {
    case .deliveryMethod: "delivery"
    case .endpoint: "endpoint"
    case .tls: "TLS"
    case .username: "username"
    case .password: "password"
    case .pickupDirectory: "folder"
    }
  }
}

extension Delivery {
  /// How mail is handed over, in a few words.
  fileprivate var words: String {
    switch self {
    case .network(let endpoint, let credentials, let requiresTLS):
      "\(endpoint.words), TLS \(DeliveryDifference.tlsWords(requiresTLS))"
        + (credentials.map { ", as \($0.username.words)" } ?? "")
    case .pickupDirectory(let path): "folder \(path)"
    case .pickupDirectoryFromIIS: "the folder of IIS"
    }
  }
}

extension ServerName {
  /// The endpoint as one writes it: `smtp.example.com:587`.
  fileprivate var words: String {
    if case .ipv6 = host { "[\(host.description)]:\(port)" } else { "\(host.description):\(port)" }
  }
}

extension PasswordSource {
  /// Where the password is; of one in clear a mask.
  fileprivate var words: String {
    switch self {
    case .literal(let secret): secret.description
    case .reference(let reference): reference.words
    }
  }
}

extension UsernameSource {
  /// The user's name, or where it is.
  fileprivate var words: String {
    switch self {
    case .literal(let name): name
    case .reference(let reference): reference.words
    }
  }
}

extension SecretReference {
  /// Where a user name or a password is: `env NAME`.
  fileprivate var words: String {
    let (key, text) = written
    return "\(key.name) \(text)"
  }
}
