public import Diagnostics

/// An SMTP server of a valid configuration.
public struct Server: Sendable, Equatable {
  /// The id it is declared under.
  public let id: String
  /// The level it is tried on, where it is not the default server.
  public let priority: Priority
  /// Whether it takes part in any chain.
  public let isEnabled: Bool
  /// How mail is handed to it.
  public let delivery: Delivery
}

/// How mail is handed over, with what each way needs and nothing else.
public enum Delivery: Sendable, Equatable {
  /// By SMTP. `requiresTLS`: the session is upgraded by STARTTLS (RFC 3207) before anything else, and the certificate
  /// is verified; there is no other kind of TLS here.
  case network(endpoint: ServerName, credentials: Credentials?, requiresTLS: Bool)
  /// As a file in a folder, an absolute path of the sending machine.
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

/// Whom the platform logs in as (RFC 4954).
public struct Credentials: Sendable, Equatable {
  /// The user's name.
  public let username: String
  /// Where the password is; nil for an empty one.
  public let password: PasswordSource?
}

/// Where a password is.
public enum PasswordSource: Sendable, Equatable {
  /// In the environment variable of that name.
  case environment(String)
  /// In the file of that absolute path.
  case file(String)
  /// In the configuration itself, which the user has allowed.
  case literal(Secret)
}
