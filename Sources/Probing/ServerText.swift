package import SourceText

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Makes text from a server safe to show: one line, not too long, without anything that controls a terminal or a CI
/// server, and without the secrets that the server was told.
package struct ServerText: Sendable {
  private let secrets: [String]

  /// The most characters that are shown.
  package static let longest = 200

  /// Hides these secrets, as they are and as a login sends them.
  package init(user: Secret? = nil, password: Secret? = nil) {
    var secrets: [String] = []
    if let password {
      secrets += [password.reveal(), Base64.text(Array(password.reveal().utf8))]
    }
    if let user {
      secrets.append(Base64.text(Array(user.reveal().utf8)))
      if let password { secrets.append(Base64.plain(user: user, password: password)) }
    }
    // Longer ones first: one may be a part of another.
    self.secrets = secrets.filter { !$0.isEmpty }.sorted { $0.utf8.count > $1.utf8.count }
  }

  /// A text as it may be shown.
  package func shown(_ text: String) -> String {
    // What was cut at its end may be the beginning of a secret.
    let isCut = text.utf8.count >= SMTPReplyReader.longestLine
    let longest = secrets.first?.utf8.count ?? 0
    var text = isCut ? String(decoding: Array(text.utf8).dropLast(longest), as: UTF8.self) : text
    for secret in secrets { text = text.replacing(secret, with: Secret.mask) }
    let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let short = line.count > Self.longest ? line.prefix(Self.longest) + "…" : line[...]
    return short.escapedForDisplay()
  }
}

/// Logins as they are sent (RFC 4954, RFC 4616).
enum Base64 {
  static func text(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

  /// The initial response of PLAIN.
  static func plain(user: Secret, password: Secret) -> String {
    text([0] + Array(user.reveal().utf8) + [0] + Array(password.reveal().utf8))
  }
}
