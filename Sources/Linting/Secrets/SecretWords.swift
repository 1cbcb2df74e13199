import Diagnostics
import Language
import LocatedYAML
import SourceText

/// The words by which secrets are recognised.
enum SecretWords {
  /// The keys whose values are secret. So are keys within two edits of one.
  private static let keys = ["password", "passwd", "pass", "secret", "token"].map { FuzzyMatch($0) }

  /// A key that contains one of these anywhere is secret as well: `smtp_password`, `clientSecret`.
  private static let parts = ["password", "passwd", "passphrase", "secret", "token"].map(Part.init)

  /// A key that contains one of these as a separate word is secret as well: `smtp_pass`, `mailPwd`, `smtppass`. Inside
  /// other words they mean nothing: `compassion`.
  private static let wholeParts = ["pass", "pwd", "pw", "pswd", "passcode", "credentials", "apikey"].map(
    Part.init)

  /// The same for a word that is one edit away from one of these: `api_tokn`, `smtp_pasword`.
  private static let nearParts = ["password", "passwd", "secret", "token"].map { (Part($0), FuzzyMatch($0, within: 1)) }

  private static let serverNameKeys =
    [FuzzyMatch(ServerKey.serverName.name)]
    + ServerKey.serverName.spec.synonyms.map { FuzzyMatch($0.word, within: 0) }

  /// A word in lower case, with a signature that rules out most other words in a few instructions.
  private struct Part: Sendable {
    let bytes: [UInt8]
    let signature: WordSignature

    init(_ text: String) {
      bytes = Array(text.utf8)
      signature = WordSignature(text)
    }
  }

  /// Whether a key's value is secret.
  static func isSecretKey(_ key: NodeID, in tree: YAMLTree) -> Bool {
    guard tree.withText(of: key, isSecret) else { return false }
    return !isWordOfLanguage(key, in: tree) || tree.text(of: key, equals: "password")
  }

  /// Whether a byte can be part of a key that is written without quotes and blanks.
  static func isPartOfWord(_ byte: UInt8) -> Bool {
    byte.isASCIILetter || byte.isASCIIDigit || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
  }

  /// Whether a key with this text has a secret value. Takes time in proportion to its length.
  static func isSecret(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    // The letters rule out nearly all words. This is called for every string of a file.
    let signature = WordSignature(text)
    if parts.contains(where: { signature.mayHold($0.signature) && text.places(of: $0.bytes).contains { _ in true } }) {
      return true
    }
    if wholeParts.contains(where: { signature.mayHold($0.signature) && text.holdsWord($0.bytes) }) { return true }
    if keys.contains(where: { $0.isNear(text, signature) }) { return true }
    return nearParts.contains { signature.mayHoldNear($0.0.signature) } && text.words.contains(where: isNearPart)
  }

  private static func isNearPart(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
    let signature = WordSignature(word)
    return nearParts.contains { $0.1.isNear(word, signature) }
  }

  /// Whether a key's value is meant to be a server name.
  static func isServerNameKey(_ key: NodeID, in tree: YAMLTree) -> Bool {
    if tree.text(of: key, equals: "serverName") { return true }
    if isWordOfLanguage(key, in: tree) { return false }
    return tree.withText(of: key, isServerNameKey)
  }

  /// Whether a key with this text is meant to be `serverName`.
  static func isServerNameKey(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let signature = WordSignature(text)
    return serverNameKeys.contains { $0.isNear(text, signature) }
  }

  /// Whether a key is one that says where a user name or a password is kept.
  static func isReference(_ key: NodeID, in tree: YAMLTree) -> Bool {
    tree.shape(of: key) == .scalar && tree.withText(of: key) { ReferenceKey.named($0) != nil }
  }

  /// Whether a key is a word of the language, which is never masked.
  static func isWordOfLanguage(_ key: NodeID, in tree: YAMLTree) -> Bool {
    tree.shape(of: key) == .scalar && tree.withText(of: key, isWordOfLanguage)
  }

  /// Whether a key with this text is a word of the language.
  static func isWordOfLanguage(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    tables.contains { $0.place(of: text) != nil }
  }

  /// Whether a key with this text is a word of the language, or was probably meant to be one.
  static func isNearWordOfLanguage(_ text: String) -> Bool {
    tables.contains { $0.suggestion(for: text) != nil }
  }

  private static let tables = [ServerKey.table, ScopeKey.table, RootKey.table, ReferenceKey.table]
}

extension UnsafeBufferPointer<UInt8> {
  /// The places of another text, which is in lower case, without regard to case.
  fileprivate func places(of part: [UInt8]) -> some Sequence<Int> {
    (0..<Swift.max(0, count - part.count + 1)).lazy.filter { start in
      part.indices.allSatisfy { self[start + $0].lowercasedASCII == part[$0] }
    }
  }

  /// Whether one of those places is a word: it begins and ends as words do in `smtp_pass`, `smtpPass`, `pass for smtp`,
  /// or it ends the text, as in `smtppass`.
  fileprivate func holdsWord(_ part: [UInt8]) -> Bool {
    places(of: part).contains { start in
      let end = start + part.count
      return end == count || isBorder(start) && isBorder(end)
    }
  }

  /// The words of the text.
  fileprivate var words: some Sequence<UnsafeBufferPointer<UInt8>> {
    var start = 0
    return sequence(state: ()) { _ -> UnsafeBufferPointer<UInt8>? in
      while start < count, !self[start].isASCIILetter { start += 1 }
      guard start < count else { return nil }
      var end = start + 1
      while end < count, !isBorder(end) { end += 1 }
      defer { start = end }
      return UnsafeBufferPointer(rebasing: self[start..<end])
    }
  }

  /// Whether a word begins or ends at an offset: at either end, next to a character that is not a letter, or before a
  /// capital.
  private func isBorder(_ offset: Int) -> Bool {
    guard offset > 0, offset < count else { return true }
    let (before, after) = (self[offset - 1], self[offset])
    guard before.isASCIILetter, after.isASCIILetter else { return true }
    return !before.isASCIICapital && after.isASCIICapital
  }
}
