public import Language

/// The servers for the mail of a site, or of `global`, in the order in which they are tried.
public struct Chain: Sendable, Hashable {
  /// A server's place in a chain.
  public struct Link: Sendable, Hashable {
    /// The server, and its place in the list of the routing.
    let listed: ListedServer
    /// Its priority in this chain: High for a default server, whatever its own.
    public let priority: Priority
    /// Why the server is in this chain.
    public let via: Origin

    /// The server.
    public var server: Server { listed.server }
  }

  /// Why a server is in a chain.
  public enum Origin: String, Sendable, CaseIterable {
    /// It is the default server of the site.
    case siteDefault
    /// It is the default server of `global`.
    case globalDefault
    /// The site lists it.
    case site
    /// `global` lists it.
    case global

    /// Whether the server is in the chain as a default server.
    public var isDefault: Bool { self == .siteDefault || self == .globalDefault }
  }

  /// The servers, the first to be tried first; no server twice.
  public let links: Links

  /// The links of a chain, each made when it is asked for.
  public struct Links: RandomAccessCollection, Sendable, Hashable {
    private let numbers: ArraySlice<UInt64>
    private let servers: [Server]

    /// Links with these numbers, which contain the places of some of the servers.
    init(_ numbers: ArraySlice<UInt64>, of servers: [Server]) {
      self.numbers = numbers
      self.servers = servers
    }

    /// The place of the first link: 0.
    public var startIndex: Int { 0 }

    /// The number of links.
    public var endIndex: Int { numbers.count }

    /// A link.
    public subscript(position: Int) -> Link {
      let step = ChainBuilder.Step(number: numbers[numbers.startIndex + position])
      return Link(listed: ListedServer(servers, step.server), priority: step.priority, via: step.via)
    }

    /// Whether the links are the same, whatever lists their servers are in.
    public static func == (left: Links, right: Links) -> Bool { left.elementsEqual(right) }

    /// Hashes the links.
    public func hash(into hasher: inout Hasher) {
      for link in self { hasher.combine(link) }
    }
  }

  /// The default server, if it is in the chain.
  public var defaultServer: Server? { links.first.flatMap { $0.via.isDefault ? $0.server : nil } }

  /// The ids of the servers, in their order.
  public var ids: [String] { links.map(\.listed.id) }
}

/// What happens to a message, with the names that Kentico Xperience uses.
public enum Outcome: Sendable, Hashable {
  /// This server sends it.
  case available(Server)
  /// Every server of the chain is busy; the message waits for one.
  case temporarilyUnavailable
  /// The chain is empty; the message would wait for ever.
  case permanentlyUnavailable

  /// The outcome without the server, by its name in Kentico Xperience.
  public enum Kind: String, Sendable, CaseIterable {
    case available = "Available"
    case temporarilyUnavailable = "TemporarilyUnavailable"
    case permanentlyUnavailable = "PermanentlyUnavailable"
  }

  /// The outcome without the server.
  public var kind: Kind {
    switch self {
    case .available: .available
    case .temporarilyUnavailable: .temporarilyUnavailable
    case .permanentlyUnavailable: .permanentlyUnavailable
    }
  }

  /// The name of the outcome in Kentico Xperience.
  public var name: String { kind.rawValue }

  /// The server that sends the message; nil if none does.
  public var server: Server? { if case .available(let server) = self { server } else { nil } }
}

extension Chain {
  /// What happens to a message with this chain while some servers, given by their ids, are busy.
  public func outcome(busy: Set<String> = []) -> Outcome {
    if links.isEmpty { return .permanentlyUnavailable }
    return links.first { !busy.contains($0.listed.id) }.map { .available($0.server) } ?? .temporarilyUnavailable
  }
}
