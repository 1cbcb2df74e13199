package import SourceText

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Makes text from a server safe to show: one line, not too long, without anything that controls a terminal or a CI
/// server, and without the secrets that the server was told.
package struct ServerText: Sendable {
  /// In UTF-8, the longer ones first: one may be a part of another.
  private let secrets: [[UInt8]]

  /// The most characters that are shown.
  package static let longest = 200

  /// Hides these secrets, as they are and as a login sends them.
  ///
  /// - Parameters:
  ///   - user: The user name.
  ///   - password: The password.
  ///   - hidesUser: Whether the user name itself is a secret.
  package init(user: Secret? = nil, password: Secret? = nil, hidesUser: Bool = false) {
    var secrets = [password?.reveal(), hidesUser ? user?.reveal() : nil].compactMap { $0 }
    var encoded = [user, password].compactMap { $0.map { Base64.text(Array($0.reveal().utf8)) } }
    if let user, let password { encoded.append(Base64.plain(user: user, password: password)) }
    // Padding may be left out.
    secrets += encoded + encoded.map { String($0.prefix { $0 != "=" }) }
    // Blanks are shown as one, so one that differs in blanks only is the same.
    secrets += secrets.map(Self.line)
    self.secrets = Set(secrets).filter { !$0.isEmpty }.map { Array($0.utf8) }.sorted { $0.count > $1.count }
  }

  /// A text as it may be shown.
  package func shown(_ text: String) -> String {
    var bytes = Array(text.utf8)
    // What was cut at its end may be the beginning of a secret.
    if bytes.count >= SMTPReplyReader.longestLine { bytes.removeLast(min(bytes.count, secrets.first?.count ?? 0)) }
    let line = masked(Self.line(masked(String(decoding: bytes, as: UTF8.self))))
    let short = line.count > Self.longest ? line.prefix(Self.longest) + "…" : line[...]
    return short.escapedForDisplay()
  }

  /// Bytes are compared: a mark after the last letter of a secret would make another character of it.
  private func masked(_ text: String) -> String {
    var bytes = Array(text.utf8)
    for secret in secrets { bytes.replace(secret, with: Array(Secret.mask.utf8)) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A text on one line, with one blank between words.
  private static func line(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
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
