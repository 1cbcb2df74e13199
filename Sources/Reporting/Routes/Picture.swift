import Language
import Routing

/// The content of a picture of a routing, in whatever language it is drawn: scopes on the left, servers on the right,
/// and lines with the order in which the servers are tried.
struct Picture {
  /// A box for all sites with the same servers in the same order, or for `global`.
  struct Source {
    /// The lines of its label: all names, or the number of sites and a few names.
    let label: [String]
    /// The servers of its chain, in order.
    let targets: [Target]
  }

  /// A line from a scope to a server.
  struct Target {
    /// The index of the server in ``servers``.
    let server: Int
    /// The position in the order, counted from 1.
    let order: Int
    /// Whether the server sends the message.
    let isSending: Bool
  }

  /// A box for a server.
  struct Server {
    let id: String
    /// Why it does not accept mail: `busy` or `down`; nil for an idle server.
    let state: String?
  }

  let sources: [Source]
  let servers: [Server]

  /// A picture with more boxes is unreadable: the rest is one box that gives their number.
  static let mostBoxes = 60
  /// The number of names that a box shows in full; for more sites it shows the number and ``fewNames``.
  private static let mostNames = 6
  private static let fewNames = 3

  init(_ report: RouteReport) {
    let routes = Array(report.routes)
    let chains = routes.map { ScopeChain($0) }
    let groups = routes.groupsByChain.map { places in places.map { chains[$0] } }
    let shown = groups.count > Self.mostBoxes ? groups.prefix(Self.mostBoxes - 1) : groups[...]
    var places: [String: Int] = [:]
    var servers: [Server] = []
    for id in shown.flatMap({ $0[0].ids }) where places[id] == nil {
      places[id] = servers.count
      servers.append(
        Server(id: id, state: report.down.contains(id) ? "down" : report.busy.contains(id) ? "busy" : nil))
    }
    var sources = shown.map { chains in
      Source(
        label: Self.label(of: chains),
        targets: chains[0].ids.enumerated().map { order, id in
          Target(server: places[id] ?? 0, order: order + 1, isSending: id == chains[0].sender)
        })
    }
    let hidden = groups.dropFirst(shown.count)
    if !hidden.isEmpty {
      let count = hidden.reduce(0) { $0 + $1.count }
      sources.append(Source(label: ["… and \(count) more sites", "in \(hidden.count) other chains"], targets: []))
    }
    self.sources = sources
    self.servers = servers
  }

  private static func label(of chains: [ScopeChain]) -> [String] {
    let isShort = chains.count <= mostNames
    let names = chains.prefix(isShort ? mostNames : fewNames).map { "\($0.scope)" }
    return isShort ? names : ["\(chains.count) sites:"] + names + ["…"]
  }

  /// A scope's servers in order, and the one that sends the message.
  private struct ScopeChain {
    let scope: Scope
    let ids: [String]
    let sender: String?

    init(_ route: Route) {
      scope = route.scope
      ids = route.serverIDs
      sender = route.outcome.server?.id
    }
  }
}
