import Language
import Reporting
import Routing

extension RoutingPicture {
  /// The picture of some routes, under the conditions of the report.
  ///
  /// - Parameters:
  ///   - groups: The scopes of the routes by their chains.
  ///   - routes: The routes.
  ///   - busy: The ids of the servers that are busy.
  ///   - down: The ids of the servers that are down.
  ///   - losses: What the loss of each server does; empty if it is not known.
  init(
    _ groups: ScopeGroups, _ routes: [Route], busy: Set<String> = [], down: Set<String> = [],
    losses: [ServerLoss] = []
  ) {
    let shown = groups.groups.prefix(Self.mostBoxes)
    let servers = Self.shownServers(shown.map { ($0.chain, $0.scopes.count) }, count: groups.servers.count)
    let places = Dictionary(uniqueKeysWithValues: zip(servers, 0...))
    let lossOfServer = Dictionary(uniqueKeysWithValues: losses.map { ($0.server, $0) })
    title = "Which server sends the mail of which sites"
    self.groups = Self.order(of: shown.map(\.chain)).map { number in
      let group = shown[number]
      let scopes = group.scopes.map { routes[$0].scope }
      let outcome = routes[group.scopes[0]].outcome
      let chain = group.chain.map { groups.servers[$0].id }
      let list = chain.isEmpty ? "no server" : chain.joined(separator: ", then ")
      return Group(
        number: number, label: Self.label(of: scopes), note: Self.note(of: outcome),
        isWaiting: outcome.server == nil, description: "\(scopes.names()): \(list)",
        lines: group.chain.enumerated().compactMap { order, server in
          let id = groups.servers[server].id
          let role: Role = id == outcome.server?.id ? .used : busy.union(down).contains(id) ? .out : .spare
          return places[server].map { Line(server: $0, order: order + 1, role: role) }
        })
    }
    self.servers = servers.map { number in
      let id = groups.servers[number].id
      return Server(
        number: number, id: id, state: down.contains(id) ? .down : busy.contains(id) ? .busy : .idle,
        note: groups.uses[number].description,
        description: lossOfServer[id]?.sentence ?? "\(id): \(groups.uses[number])")
    }
    let hiddenGroups = groups.groups.dropFirst(shown.count)
    hidden.groups = hiddenGroups.count
    hidden.scopes = hiddenGroups.reduce(0) { $0 + $1.scopes.count }
    hidden.servers = groups.servers.count - servers.count
  }

  /// The order of groups in a picture, given by their chains: the first one, then those that begin with the same server
  /// next to each other, so that few lines cross.
  static func order(of chains: [[Int]]) -> [Int] {
    var ranks: [Int: Int] = [:]
    for chain in chains { if let first = chain.first, ranks[first] == nil { ranks[first] = ranks.count } }
    let rankOfChain = chains.map { (chain: [Int]) -> Int in chain.first.flatMap { ranks[$0] } ?? ranks.count }
    return chains.indices.prefix(1)
      + chains.indices.dropFirst().sorted { (rankOfChain[$0], $0) < (rankOfChain[$1], $1) }
  }

  /// The names of a group in one line: `6 sites: corporate, carpenter, dentist, …`.
  static func label(of scopes: [Scope]) -> String {
    let names = scopes.prefix(mostNames).map { "\($0)" }.joined(separator: ", ")
    return scopes.count > 1 ? "\(scopes.counted): \(names)" : names
  }

  private static func note(of outcome: Outcome) -> String {
    switch outcome {
    case .available(let server): "via \(server.id)"
    case .temporarilyUnavailable: "waits: all servers are busy or down"
    case .permanentlyUnavailable: "waits for ever: no server"
    }
  }

  /// More names never fit into a label.
  private static let mostNames = 12
}
