import Diagnostics
package import Language
package import Routing
import SourceText

/// The description of a change of a scope; scopes with the same description form one group.
package struct ScopeText: Hashable {
  /// The kind of change, as a sign at the beginning of a line.
  package let sign: String
  /// The change itself, in parts: `first choice primary → bulk`, `loses archive`.
  package let parts: [String]

  /// Describes a change.
  package init(_ kind: ScopeChange.Kind) {
    switch kind {
    case .added(let chain):
      sign = "+"
      parts = ["new, " + Self.text(of: chain)]
    case .removed(let chain):
      sign = "-"
      parts = ["removed, was " + Self.text(of: chain)]
    case .changed(let change):
      sign = "~"
      parts = Self.parts(of: change)
    }
  }

  private static func text(of chain: [String]) -> String {
    chain.isEmpty ? "no server" : chain.joined(separator: ", ")
  }

  private static func parts(of change: ChainChange) -> [String] {
    var parts: [String] = []
    if let (old, new) = change.firstChoice {
      parts.append("first choice \(old ?? "none") → \(new ?? "none, mail waits for ever")")
    }
    // What the first choices show already is not repeated.
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

/// The description of a change of a server.
package struct ServerText {
  /// The kind of change, as a sign at the beginning of a line.
  package let sign: String
  /// The server's id, or both ids of a renamed one.
  package let name: String
  /// The change itself, in parts, escaped for display: user names and paths may contain anything.
  package let parts: [String]

  /// Describes a change.
  package init(_ change: ServerChange) {
    let texts: [String]
    switch change {
    case .added(let server):
      (sign, name, texts) = ("+", server.id, ["new, " + server.delivery.text])
    case .removed(let server):
      (sign, name, texts) = ("-", server.id, ["no longer used, was " + server.delivery.text])
    case .renamed(let old, let new):
      (sign, name, texts) = ("~", "\(old.id) → \(new.id)", ["renamed, otherwise unchanged"])
    case .changed(let old, let new):
      (sign, name, texts) = ("~", new.id, DeliveryDifference.all(from: old.delivery, to: new.delivery).map(\.text))
    }
    parts = texts.map { $0.escapedForDisplay() }
  }
}

/// One difference in how mail is passed to a server.
struct DeliveryDifference: Sendable, Equatable {
  /// What differs.
  enum Aspect: String, Sendable {
    case deliveryMethod, endpoint, tls, username, password, pickupDirectory
  }

  let aspect: Aspect
  /// The old and the new value; nil for none. Never a secret: a literal password is a mask.
  let old: String?
  let new: String?

  var text: String {
    "\(aspect.text) \(old ?? "none") → \(new ?? "none")"
  }

  /// All differences between two ways of delivery.
  static func all(from old: Delivery, to new: Delivery) -> [DeliveryDifference] {
    switch (old, new) {
    case (.network(let oldEndpoint, let oldLogin, let oldTLS), .network(let endpoint, let login, let requiresTLS)):
      let password = difference(.password, oldLogin?.password?.text, login?.password?.text)
      // Two literal passwords look the same when masked.
      let isHidden = oldLogin?.password != login?.password && password == nil
      return [
        difference(.endpoint, oldEndpoint.text, endpoint.text),
        difference(.tls, tlsText(oldTLS), tlsText(requiresTLS)),
        difference(.username, oldLogin?.username.text, login?.username.text),
        isHidden
          ? DeliveryDifference(aspect: .password, old: oldLogin?.password?.text, new: "another")
          : password,
      ].compactMap { $0 }
    case (.pickupDirectory(let oldPath), .pickupDirectory(let path)):
      return [difference(.pickupDirectory, oldPath, path)].compactMap { $0 }
    default:
      return [DeliveryDifference(aspect: .deliveryMethod, old: old.text, new: new.text)]
    }
  }

  private static func difference(_ aspect: Aspect, _ old: String?, _ new: String?) -> DeliveryDifference? {
    old == new ? nil : DeliveryDifference(aspect: aspect, old: old, new: new)
  }

  fileprivate static func tlsText(_ requiresTLS: Bool) -> String { requiresTLS ? "startTLS" : "none" }
}

extension DeliveryDifference.Aspect {
  fileprivate var text: String {
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
  /// A short description of how mail is passed on.
  fileprivate var text: String {
    switch self {
    case .network(let endpoint, let credentials, let requiresTLS):
      "\(endpoint.text), \(requiresTLS ? "STARTTLS" : "no TLS")"
        + (credentials.map { ", user \($0.username.text)" } ?? "")
    case .pickupDirectory(let path): "folder \(path)"
    case .pickupDirectoryFromIIS: "the IIS pickup folder"
    }
  }
}

extension ServerName {
  /// The endpoint as it is usually written: `smtp.example.com:587`.
  package var text: String {
    if case .ipv6 = host { "[\(host.description)]:\(port)" } else { "\(host.description):\(port)" }
  }
}

extension PasswordSource {
  /// The source of the password; a mask for a literal one.
  fileprivate var text: String {
    switch self {
    case .literal(let secret): secret.description
    case .reference(let reference): reference.text
    }
  }
}

extension UsernameSource {
  /// The user name, or its source.
  fileprivate var text: String {
    switch self {
    case .literal(let name): name
    case .reference(let reference): reference.text
    }
  }
}

extension SecretReference {
  /// The source of a user name or a password: `env NAME`.
  fileprivate var text: String {
    let (key, text) = written
    return "\(key.name) \(text)"
  }
}
