import SourceText

/// A value in a `texthash:` map of Postfix: one line that neither begins nor ends with white space, because Postfix removes
/// that (texthash in DATABASE_README, postmap(1)).
struct TexthashValue: Sendable {
  let text: String

  /// A value; nil if the format cannot represent it.
  init?(_ text: String) {
    guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last, !first.isBlank, !last.isBlank,
      !text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F })
    else { return nil }
    self.text = text
  }

  /// A login as `user:password`, which Postfix splits at the first colon.
  ///
  /// - Throws: ``UnsupportedValue`` if Postfix would read another user name or password.
  init(_ login: Deployment.Login, of server: String) throws(UnsupportedValue) {
    let (user, password) = (login.user.reveal(), login.password.reveal())
    guard !user.contains(":") else {
      throw UnsupportedValue(server: server, reason: "a user name that contains `:`")
    }
    guard let first = user.unicodeScalars.first, let last = user.unicodeScalars.last, !first.isBlank, !last.isBlank
    else {
      throw UnsupportedValue(server: server, reason: "a user name that begins or ends with a blank")
    }
    guard let value = TexthashValue("\(user):\(password)") else {
      throw UnsupportedValue(server: server, reason: "a password that ends with a blank or has a control character")
    }
    self = value
  }
}

/// An argument of a command in `master.cf`, in braces: `{ … }` (master(5), pipe(8)).
struct BracedArgument: Sendable {
  let text: String

  /// An argument; nil if it has a character that Postfix gives a meaning, or would lose.
  init?(_ text: String) {
    guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last, !first.isBlank, !last.isBlank,
      !text.contains(where: { "{}$".contains($0) }), !text.unicodeScalars.contains(where: { $0.value < 0x20 })
    else { return nil }
    self.text = "{ \(text) }"
  }
}

extension Unicode.Scalar {
  /// Whether the C library counts it as white space in ASCII.
  fileprivate var isBlank: Bool { self == " " || (0x09...0x0D).contains(value) }
}
