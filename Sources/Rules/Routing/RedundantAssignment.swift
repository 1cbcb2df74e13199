import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let redundantAssignment = Rule.adjustable(
    .warning, "redundant-assignment", fixable: true,
    summary: "A server is listed that is already in the chain",
    explanation: """
      Every server is in a chain once, at its first place. An item has no effect if the same list names the server
      before it, if the `defaultServer` next to the list is the same server, or, in a site, if the list of `global`
      names it as well, because every site gets that list. Often another server was meant, and the failover that the
      list promises does not exist.

      Remove the item, or name the server that was meant. Listing a server that a site only inherits as its default
      server is not redundant: it stays in the chain if the default of `global` changes.
      """,
    references: ["Kentico Xperience documentation, \"SMTP servers\": assignment to sites, global servers"],
    bad: [
      """
      version: 1
      servers:
        relay:
          serverName: smtp.example.com
        bulk:
          serverName: bulk.example.com
      global:
        defaultServer: relay
      sites:
        shop:
          servers:
            - bulk
            - ↓bulk
            - relay
            - ↓bulk
      """,
      """
      version: 1
      servers:
        relay:
          serverName: smtp.example.com
        bulk:
          serverName: bulk.example.com
      global:
        defaultServer: relay
        servers: [↓relay, bulk]
      """,
      """
      version: 1
      servers:
        relay:
          serverName: smtp.example.com
        bulk:
          serverName: bulk.example.com
      global:
        defaultServer: relay
        servers: [bulk]
      sites:
        shop:
          servers: [↓bulk]
        blog:
          defaultServer: bulk
          servers: [relay, ↓bulk, ↓bulk]
      """,
    ],
    good: [
      """
      version: 1
      servers:
        relay:
          serverName: smtp.example.com
        bulk:
          serverName: bulk.example.com
      global:
        defaultServer: relay
      sites:
        shop:
          servers: [bulk, relay]
      """
    ],
    check: .scope { scope, view, context in
      guard view.mayRepeatServer(in: scope) else { return }
      var own: (server: Int, place: NodeUse)?
      if case .server(let server, let place) = scope.defaultServer { own = (server, place) }
      let isSite = scope.isSite
      var earlier = EarlierItems(view.assignments(of: scope))
      for assignment in view.assignments(of: scope) {
        let server = assignment.server
        let reasons = Redundancy(
          first: earlier.firstItem(like: assignment), ownDefault: own?.server == server ? own?.place : nil,
          global: isSite ? view.globalPlaces[server] : nil)
        if reasons.isReal { reasons.report(assignment.item, in: scope, context) }
      }
    })
}

/// Finds the first item for a server in a list: a short list is searched, a long one gets a table.
private struct EarlierItems {
  private let assignments: ArraySlice<Assignment>
  private var table: [Int: NodeUse]?
  private var next: Int

  private static let shortest = 16

  init(_ assignments: ArraySlice<Assignment>) {
    self.assignments = assignments
    next = assignments.startIndex
    if assignments.count > Self.shortest { table = [:] }
  }

  /// The first item for the same server; nil if this one is the first. Must be called for every item, in order.
  mutating func firstItem(like assignment: Assignment) -> NodeUse? {
    defer { next += 1 }
    if table != nil {
      let first = table?[assignment.server]
      if first == nil { table?[assignment.server] = assignment.item }
      return first
    }
    return assignments[..<next].first { $0.server == assignment.server }?.item
  }
}

/// The other places where a listed server is assigned, which make its item redundant.
private struct Redundancy {
  /// Earlier in the same list.
  let first: NodeUse?
  /// As the default server of the same site or `global`.
  let ownDefault: NodeUse?
  /// In the list of `global`, for an item of a site.
  let global: NodeUse?

  var isReal: Bool { first != nil || ownDefault != nil || global != nil }

  func report(_ item: NodeUse, in scope: ScopeDeclaration, _ context: RuleContext) {
    let reasons = [
      first.map { ($0, "is listed twice", "already listed here") },
      ownDefault.map { ($0, "is listed, but is already \(owner(scope)) default server", "the default server") },
      global.map { ($0, "is listed, but every site already gets it from `global`", "every site gets it from here") },
    ].compactMap { $0 }
    guard let main = reasons.first else { return }
    context.report(
      at: item, "`\(context.shown(item))` \(main.1)", caption: "no effect",
      labels: reasons.map { context.labelAtUse($0.0, $0.2) },
      help: "a chain contains each server once, at its first place; remove this one, or name the server that was meant",
      fixes: canGo(from: scope, context) ? context.removal(ofListItem: item) : [])
  }

  /// Whether removing the item changes no chain, not even one that an alias gives the same text.
  private func canGo(from scope: ScopeDeclaration, _ context: RuleContext) -> Bool {
    if first != nil { return true }
    // Sites with another default server use the list of `global` too, and a site's own list comes before that list.
    return ownDefault != nil && scope.isSite && !context.tree.hasAliases
  }

  private func owner(_ scope: ScopeDeclaration) -> String {
    scope.isSite ? "the site's" : "the global"
  }
}
