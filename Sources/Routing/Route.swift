public import Language
public import SourceText

/// How a message is routed: each server that is considered, in order, with the decision and the reason.
public struct Route: Sendable, Equatable {
  /// The site that the message belongs to, or `global`.
  public let scope: Scope
  /// The servers in the order in which they are tried; disabled ones are where they would be tried.
  public let steps: [Step]
  /// What happens to the message.
  public let outcome: Outcome

  /// A server that is considered.
  public struct Step: Sendable, Equatable {
    /// The server, and its place in the list of the routing.
    let listed: ListedServer
    /// Its priority in this chain.
    public let priority: Priority
    /// Why it is considered.
    public let via: Chain.Origin
    /// The decision.
    public let decision: Decision
    /// Where the reason is written: the `enabled` of a disabled server, otherwise the reference that puts it into the
    /// chain; nil if the routing was read from a table.
    public let place: SourceSpan?

    /// The server.
    public var server: Server { listed.server }

    /// The server's id, without a copy of the rest.
    package var serverID: String { listed.id }

    /// A number for everything but the place: in the routes of a routing, steps with the same number differ in nothing
    /// else.
    package var number: UInt64 {
      let decision: UInt64 =
        switch decision {
        case .disabled: 0
        case .busy: 1
        case .down: 2
        case .takes: 3
        case .notNeeded: 4
        }
      return ChainBuilder.Step(server: listed.place, priority: priority, via: via).number << 3 | decision
    }

    /// Whether the place is the same for every scope that has a step with this ``number``, or there is none.
    package var isSameEverywhere: Bool {
      place == nil || decision == .disabled || via == .global || via == .globalDefault
    }
  }

  /// The decision about a server.
  public enum Decision: String, Sendable {
    /// It is disabled, and skipped in every chain.
    case disabled
    /// It is sending another message; the next one is tried.
    case busy
    /// It is down; the next one is tried.
    case down
    /// It sends the message.
    case takes
    /// An earlier one sends the message.
    case notNeeded
  }
}

extension Router {
  /// The route of a message while some servers, given by their ids, are busy and others are down.
  ///
  /// A server that is down counts as busy: Kentico Xperience tries the message again, with another server. If all
  /// servers are busy or down, the outcome is `TemporarilyUnavailable`.
  ///
  /// - Returns: Nil for an undeclared site. The route's scope has the site's name as it is declared.
  public func route(of scope: Scope, busy: Set<String> = [], down: Set<String> = []) -> Route? {
    routes(of: [scope], busy: busy, down: down).first
  }

  /// The routes of messages of several scopes, under the same conditions; undeclared sites are left out.
  public func routes(of scopes: [Scope], busy: Set<String> = [], down: Set<String> = []) -> [Route] {
    Array(Routes(of: scopes, in: self, busy: busy, down: down))
  }

  /// The scope with the name under which the site is declared.
  package func declared(_ scope: Scope) -> Scope {
    guard case .site(let name) = scope, let index = siteIndex(name) else { return scope }
    return .site(siteNames[index])
  }
}
