public import Language

/// The servers that take the mail of a scope, in the order in which they are tried.
public struct Chain: Sendable, Hashable {
  /// A server's place in a chain.
  public struct Link: Sendable, Hashable {
    /// The server.
    public let server: Server
    /// The level it is tried on here: High for a default server, whatever its own.
    public let priority: Priority
    /// Why the server is in this chain.
    public let via: Origin
  }

  /// Why a server is in a chain.
  public enum Origin: String, Sendable, CaseIterable {
    /// It is the default server of the site.
    case siteDefault
    /// It is the default server of the global scope.
    case globalDefault
    /// The site lists it.
    case site
    /// The global scope lists it.
    case global

    /// Whether the server is in the chain as a default server.
    public var isDefault: Bool { self == .siteDefault || self == .globalDefault }
  }

  /// The servers, the first to be tried first; no server twice.
  public let links: [Link]

  /// The default server, where it is in the chain.
  public var defaultServer: Server? { links.first.flatMap { $0.via.isDefault ? $0.server : nil } }

  /// The ids of the servers, in their order.
  public var ids: [String] { links.map(\.server.id) }
}

/// What becomes of a mail, by the product's names.
public enum Outcome: Sendable, Hashable {
  /// This server takes it.
  case available(Server)
  /// Every server of the chain is busy; the mail waits for one.
  case temporarilyUnavailable
  /// The chain is empty; the mail would wait for ever.
  case permanentlyUnavailable

  /// The product's name of the outcome: `Available`, `TemporarilyUnavailable` or `PermanentlyUnavailable`.
  public var name: String {
    switch self {
    case .available: "Available"
    case .temporarilyUnavailable: "TemporarilyUnavailable"
    case .permanentlyUnavailable: "PermanentlyUnavailable"
    }
  }

  /// The names of all outcomes.
  public static let names = ["Available", "TemporarilyUnavailable", "PermanentlyUnavailable"]

  /// The server that takes the mail; nil where none does.
  public var server: Server? { if case .available(let server) = self { server } else { nil } }
}

extension Chain {
  /// What becomes of a mail of this chain's scope while some servers, named by their ids, are busy.
  public func outcome(busy: Set<String> = []) -> Outcome {
    if links.isEmpty { return .permanentlyUnavailable }
    return links.first { !busy.contains($0.server.id) }.map { .available($0.server) } ?? .temporarilyUnavailable
  }
}
