import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let redundantAssignment = Rule.adjustable(
    .warning, "redundant-assignment", fixable: true,
    summary: "A server is assigned where it is in the chain already",
    explanation: """
      Every server stands in a chain once, at its first place. An item is without effect when the same list names the
      server before, when the scope's own `defaultServer` is the same one, and in a site when the global list, which
      every site gets, names it as well. Often another server was meant, and the failover that the list promises does
      not exist.

      Remove the item, or name the server that was meant. To list a server that a site merely inherits as its default is
      not redundant: it stays assigned when the global default changes.
      """,
    references: ["The manual, \"SMTP servers\": assignment to sites, global servers"],
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
    check: .scope { view, context in
      var own: (server: Int, place: NodeUse)?
      if case .server(let server, let place) = view.scope.defaultServer { own = (server, place) }
      let isSite = view.scope.kind == .site
      var earlier = EarlierItems(view.assignments)
      for assignment in view.assignments {
        let server = assignment.server
        let reasons = Redundancy(
          first: earlier.firstItem(like: assignment), ownDefault: own?.server == server ? own?.place : nil,
          global: isSite ? view.configuration.globalPlaces[server] : nil)
        if reasons.isReal { reasons.report(assignment.item, in: view.scope, context) }
      }
    })
}

/// Finds where a server stands in a list first: by looking through it, unless it is so long that this would take for ever.
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

  /// Where the server of an item stands before it; nil where the item is the first. To be asked of every item in order.
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

/// Where else a server of a list is assigned, which makes its item redundant.
private struct Redundancy {
  /// Earlier in the same list.
  let first: NodeUse?
  /// As the scope's own default.
  let ownDefault: NodeUse?
  /// In the global list, for the item of a site.
  let global: NodeUse?

  var isReal: Bool { first != nil || ownDefault != nil || global != nil }

  func report(_ item: NodeUse, in scope: ScopeDeclaration, _ context: RuleContext) {
    let reasons = [
      first.map { ($0, "is listed twice", "listed here already") },
      ownDefault.map { ($0, "is listed, but is \(owner(scope)) default server already", "the default server") },
      global.map { ($0, "is listed, but every site gets it from `global`", "every site gets it from here") },
    ].compactMap { $0 }
    guard let main = reasons.first else { return }
    context.report(
      at: item, "`\(context.shown(item))` \(main.1)", caption: "without effect",
      labels: reasons.map { context.labelAtUse($0.0, $0.2) },
      help: "a chain holds each server once, at its first place; remove this one, or name the server that was meant",
      fixes: canGo(from: scope, context) ? context.removal(ofListItem: item) : [])
  }

  /// Whether no chain changes without the item: not even one of another place that the same text is brought to.
  private func canGo(from scope: ScopeDeclaration, _ context: RuleContext) -> Bool {
    if first != nil { return true }
    // The sites have the global list, but may have another default server; and a site's own list comes before it.
    return ownDefault != nil && scope.kind == .site && !context.tree.hasAliases
  }

  private func owner(_ scope: ScopeDeclaration) -> String {
    scope.kind == .site ? "the site's" : "the global"
  }
}
