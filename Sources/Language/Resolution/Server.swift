public import SourceText

/// An SMTP server as mail is sent to it.
public struct Server: Sendable, Hashable {
  /// The id it is declared under.
  public let id: String
  /// How mail is passed to it.
  public let delivery: Delivery

  /// Makes a server from its parts.
  package init(id: String, delivery: Delivery) {
    self.id = id
    self.delivery = delivery
  }
}

/// An SMTP server of a valid configuration, with what decides its place in chains.
public struct ResolvedServer: Sendable, Equatable {
  /// The server itself.
  public let server: Server
  /// Its priority in chains in which it is not the default server.
  public let priority: Priority
  /// Whether it is used in chains.
  public let isEnabled: Bool

  /// The id it is declared under.
  public var id: String { server.id }
}

/// How mail is passed on, with exactly what each method needs.
public enum Delivery: Sendable, Hashable {
  /// By SMTP. `requiresTLS`: the session is upgraded by STARTTLS (RFC 3207) before anything else, and the certificate
  /// is verified; no other kind of TLS is supported.
  case network(endpoint: ServerName, credentials: Credentials?, requiresTLS: Bool)
  /// As a file in a folder, given as an absolute path on the sending machine.
  case pickupDirectory(path: String)
  /// As a file in the folder that IIS defines.
  case pickupDirectoryFromIIS

  /// The method's name.
  public var method: DeliveryMethod {
    switch self {
    case .network: .network
    case .pickupDirectory: .pickupDirectory
    case .pickupDirectoryFromIIS: .pickupDirectoryFromIIS
    }
  }
}

/// What the platform logs in with (RFC 4954).
public struct Credentials: Sendable, Hashable {
  /// The user's name, or where it is.
  public let username: UsernameSource
  /// Where the password is; nil for an empty one.
  public let password: PasswordSource?

  /// Makes credentials from their parts.
  package init(username: UsernameSource, password: PasswordSource?) {
    self.username = username
    self.password = password
  }
}

/// Where a user name is.
public enum UsernameSource: Sendable, Hashable {
  /// In the configuration itself.
  case literal(String)
  /// Elsewhere.
  case reference(SecretReference)
}

extension UsernameSource {
  /// The user name itself, or what a function finds for the reference.
  package func value(_ find: (SecretReference) throws -> Secret?) rethrows -> Secret? {
    switch self {
    case .literal(let user): Secret(user)
    case .reference(let reference): try find(reference)
    }
  }
}

/// Where a password is.
public enum PasswordSource: Sendable, Hashable {
  /// In the configuration itself, with `plaintext-password` suppressed.
  case literal(Secret)
  /// Elsewhere.
  case reference(SecretReference)
}

extension PasswordSource {
  /// The password itself, or what a function finds for the reference.
  package func value(_ find: (SecretReference) throws -> Secret?) rethrows -> Secret? {
    switch self {
    case .literal(let password): password
    case .reference(let reference): try find(reference)
    }
  }
}

/// A place outside of the configuration where a user name or a password is kept.
public enum SecretReference: Sendable, Hashable {
  /// The environment variable of that name.
  case environment(String)
  /// The file of that absolute path. Its content is UTF-8; one LF or CRLF at its end does not belong to the secret.
  case file(String)
  /// The file of that name in the folder `$CREDENTIALS_DIRECTORY`, which systemd provides for a unit (systemd.exec(5)).
  case credential(String)
}
