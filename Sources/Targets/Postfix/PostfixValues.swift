import SourceText

/// A login as a value in a `texthash:` map of Postfix: `user:password` in one line, split at the first colon, without white
/// space around it (DATABASE_README, postmap(1)).
struct TexthashLogin: Sendable {
  let text: String

  /// A login.
  ///
  /// - Throws: ``UnsupportedValue`` if Postfix would read another user name or password.
  init(_ login: Deployment.Login, of server: String) throws(UnsupportedValue) {
    if let reason = Self.problem(inUser: login.user) ?? Self.problem(inPassword: login.password) {
      throw UnsupportedValue(server: server, reason: reason)
    }
    text = "\(login.user.reveal()):\(login.password.reveal())"
  }

  /// Why Postfix cannot use a user name; nil if it can.
  static func problem(inUser user: Secret) -> String? {
    let scalars = user.reveal().unicodeScalars
    if scalars.contains(":") { return "a user name that contains `:`" }
    guard let first = scalars.first, let last = scalars.last, !first.isBlank, !last.isBlank else {
      return "a user name that begins or ends with a blank"
    }
    return scalars.contains(where: \.isControl) ? "a user name that has a control character" : nil
  }

  /// Why Postfix cannot use a password; nil if it can.
  static func problem(inPassword password: Secret) -> String? {
    let scalars = password.reveal().unicodeScalars
    if scalars.contains(where: \.isControl) { return "a password that has a control character" }
    return scalars.last?.isBlank ?? false ? "a password that ends with a blank" : nil
  }
}

/// An argument of a command in `master.cf`, in braces: `{ … }` (master(5), pipe(8)).
struct BracedArgument: Sendable {
  let text: String

  /// An argument; nil if it has a character that Postfix gives a meaning, or would lose.
  init?(_ text: String) {
    guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last, !first.isBlank, !last.isBlank,
      !text.unicodeScalars.contains(where: { "{}$".unicodeScalars.contains($0) || $0.isControl })
    else { return nil }
    self.text = "{ \(text) }"
  }
}

extension Unicode.Scalar {
  /// Whether the C library counts it as white space in ASCII.
  fileprivate var isBlank: Bool { self == " " || (0x09...0x0D).contains(value) }

  /// Whether it is a control character of ASCII.
  fileprivate var isControl: Bool { value < 0x20 || value == 0x7F }
}
