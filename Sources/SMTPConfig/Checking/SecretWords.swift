import Diagnostics
import LocatedYAML
import SourceText

/// The words by which secrets are recognised.
enum SecretWords {
  /// The keys whose values are secret, and all within two edits of one.
  private static let secretKeys = ["password", "passwd", "pass", "pwd", "secret", "token"].map { NearWord($0) }

  private static let serverNameKeys =
    [NearWord(ServerKey.serverName.rawValue)] + ServerKey.serverName.synonyms.map { NearWord($0, within: 0) }

  /// A key that holds one of these is taken for secret as well: `smtp_password`.
  private static let secretParts = ["password", "passwd", "secret", "token", "passphrase"].map { Array($0.utf8) }

  private static let signaturesOfKeys = secretKeys.map { WordSignature($0.text) }
  private static let signaturesOfParts = secretParts.map { $0.withUnsafeBufferPointer { WordSignature($0) } }

  /// Whether a key's value is secret.
  static func isSecretKey(_ key: NodeID, in tree: YAMLTree) -> Bool {
    if isWordOfLanguage(key, in: tree) { return tree.text(of: key, equals: "password") }
    return tree.withText(of: key) { isSecret($0) }
  }

  /// Whether a byte can be part of a key that is written without quotes and blanks.
  static func isPartOfWord(_ byte: UInt8) -> Bool {
    byte.isASCIILetter || byte.isASCIIDigit || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
  }

  /// Whether a key with this text holds a secret.
  static func isSecret(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count <= 100 else { return false }
    // Nearly all words are told apart by their letters: every text of a file is asked about.
    let signature = WordSignature(text)
    if signaturesOfParts.contains(where: signature.mayHold), secretParts.contains(where: { text.holdsIgnoringCase($0) })
    {
      return true
    }
    return signaturesOfKeys.contains { signature.mayBeNear($0, within: Suggestion.closeDistance) }
      && secretKeys.contains { $0.isNear(text, signature) }
  }

  /// Whether a key's value is meant for a server name.
  static func isServerNameKey(_ key: NodeID, in tree: YAMLTree) -> Bool {
    if tree.text(of: key, equals: "serverName") { return true }
    if isWordOfLanguage(key, in: tree) { return false }
    return tree.withText(of: key) { text in
      let signature = WordSignature(text)
      return serverNameKeys.contains { $0.isNear(text, signature) }
    }
  }

  /// Whether a key names a place where a password is kept.
  static func isPasswordSource(_ key: NodeID, in tree: YAMLTree) -> Bool {
    tree.shape(of: key) == .scalar && tree.withText(of: key) { PasswordKey.named($0) != nil }
  }

  /// Whether a key is a word of the language: shown wherever it stands.
  static func isWordOfLanguage(_ key: NodeID, in tree: YAMLTree) -> Bool {
    tree.shape(of: key) == .scalar
      && tree.withText(of: key) { text in
        ServerKey.named(text) != nil || ScopeKey.named(text) != nil || RootKey.named(text) != nil
          || PasswordKey.named(text) != nil
      }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether the bytes hold others, which are in lower case, in a row.
  fileprivate func holdsIgnoringCase(_ part: [UInt8]) -> Bool {
    guard let first = part.first, count >= part.count else { return false }
    for start in 0...(count - part.count) where self[start].lowercasedASCII == first {
      if part.indices.allSatisfy({ self[start + $0].lowercasedASCII == part[$0] }) { return true }
    }
    return false
  }
}
