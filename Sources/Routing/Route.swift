public import Language
public import SourceText

/// What a mail meets on its way: each server that is considered, in order, with what is decided and why.
public struct Route: Sendable, Equatable {
  /// Whose mail it is.
  public let scope: Scope
  /// The servers, the first to be tried first; disabled ones stand where they would be tried.
  public let steps: [Step]
  /// What becomes of the mail.
  public let outcome: Outcome

  /// A server on the way.
  public struct Step: Sendable, Equatable {
    /// The server.
    public let server: Server
    /// The level it is tried on here.
    public let priority: Priority
    /// Why it is considered at all.
    public let via: Chain.Origin
    /// What is decided.
    public let decision: Decision
    /// Where the reason is written: the switch of a disabled server, otherwise the reference that brings it into the
    /// chain; nil where the routing was read from a table.
    public let place: SourceSpan?
  }

  /// What is decided about a server.
  public enum Decision: String, Sendable {
    /// It is disabled, and skipped in every chain.
    case disabled
    /// It sends another mail; the next one is asked.
    case busy
    /// It refuses; the next attempt goes to another.
    case down
    /// It takes the mail.
    case takes
    /// An earlier one has taken it.
    case notNeeded
  }
}

extension Router {
  /// The way of a mail of a scope while some servers, named by their ids, are busy and others refuse.
  ///
  /// A server that refuses counts as one that is busy: the product tries the mail again, with another server. While all
  /// are one or the other, the outcome is `TemporarilyUnavailable`.
  /// - Returns: Nil for a site that is not declared. The route's scope has the site's name as it is declared.
  public func route(of scope: Scope, busy: Set<String> = [], down: Set<String> = []) -> Route? {
    routes(of: [scope], busy: busy, down: down).first
  }

  /// The ways of mail of some scopes, under the same conditions; sites that are not declared are left out.
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

  /// The scope by the name that the site is declared under.
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

/// A server that is considered for mail of a scope.
private struct Candidate {
  let link: Chain.Link
  var isDisabled = false
  var place: SourceSpan?
}

/// Finds the servers of a chain, and of a configuration the disabled ones among them.
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
  /// Where a server is named that stands in a chain.
  fileprivate func place(of step: ChainBuilder.Step, in site: ResolvedScope?) -> SourceSpan? {
    switch step.via {
    case .siteDefault: site.flatMap { placeOfDefaultServer(in: $0) }
    case .globalDefault: placeOfDefaultServer(in: global)
    case .site: site.flatMap { placeOfListing(step.server, in: $0) }
    case .global: placeOfListing(step.server, in: global)
    }
  }
}
