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
    /// The server.
    public let server: Server
    /// Its priority in this chain.
    public let priority: Priority
    /// Why it is considered.
    public let via: Chain.Origin
    /// The decision.
    public let decision: Decision
    /// Where the reason is written: the `enabled` of a disabled server, otherwise the reference that puts it into the
    /// chain; nil if the routing was read from a table.
    public let place: SourceSpan?
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
    var candidates = Candidates(self)
    return scopes.compactMap { scope in
      guard let chain = chain(of: scope) else { return nil }
      let declared = declared(scope)
      return Route(
        scope: declared, candidates.list(of: declared, chain), chain.outcome(busy: busy.union(down)), busy: busy,
        down: down)
    }
  }

  /// The scope with the name under which the site is declared.
  package func declared(_ scope: Scope) -> Scope {
    guard case .site(let name) = scope, let index = siteIndex(name) else { return scope }
    return .site(siteNames[index])
  }
}

extension Route {
  fileprivate init(
    scope: Scope, _ candidates: [Candidate], _ outcome: Outcome, busy: Set<String>, down: Set<String>
  ) {
    var isTaken = false
    self.scope = scope
    self.outcome = outcome
    steps = candidates.map { candidate in
      let id = candidate.link.server.id
      let decision: Decision
      if candidate.isDisabled {
        decision = .disabled
      } else if isTaken {
        decision = .notNeeded
      } else if down.contains(id) {
        decision = .down
      } else if busy.contains(id) {
        decision = .busy
      } else {
        decision = .takes
        isTaken = true
      }
      return Step(
        server: candidate.link.server, priority: candidate.link.priority, via: candidate.link.via, decision: decision,
        place: candidate.place)
    }
  }
}

/// A server that is considered for a message.
private struct Candidate {
  let link: Chain.Link
  var isDisabled = false
  var place: SourceSpan?
}

/// Finds the servers of a chain and, in a configuration, the disabled ones among them.
private struct Candidates {
  private let router: Router
  private var compiled: (configuration: ValidConfiguration, builder: ChainBuilder)?

  init(_ router: Router) {
    self.router = router
    compiled = router.configuration.map { ($0, ChainBuilder($0, includesDisabled: true)) }
  }

  mutating func list(of scope: Scope, _ chain: Chain) -> [Candidate] {
    guard let configuration = compiled?.configuration else { return chain.links.map { Candidate(link: $0) } }
    let site: ResolvedScope? =
      if case .site(let name) = scope { router.siteIndex(name).map { configuration.sites[$0] } } else { nil }
    let steps = site.flatMap { compiled?.builder.chain(of: $0) } ?? compiled?.builder.globalChain() ?? []
    return steps.map { step in
      let server = configuration.servers[step.server]
      return Candidate(
        link: Chain.Link(server: server.server, priority: step.priority, via: step.via), isDisabled: !server.isEnabled,
        place: configuration.placeOfDisabling(step.server) ?? configuration.place(of: step, in: site))
    }
  }
}

extension ValidConfiguration {
  /// Where a server of a chain is named.
  fileprivate func place(of step: ChainBuilder.Step, in site: ResolvedScope?) -> SourceSpan? {
    switch step.via {
    case .siteDefault: site.flatMap { placeOfDefaultServer(in: $0) }
    case .globalDefault: placeOfDefaultServer(in: global)
    case .site: site.flatMap { placeOfListing(step.server, in: $0) }
    case .global: placeOfListing(step.server, in: global)
    }
  }
}
