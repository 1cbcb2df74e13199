import Language
import Routing

/// What Postfix is told about servers and chains: the names of hops, and who is reached through a gate.
struct PostfixPlan: Sendable {
  /// The servers that are in a chain, in the order of their ids.
  let servers: [Server]
  /// The gates of servers that have one.
  let gates: Gates
  /// Whether every server has a gate, so that each gets one mail at a time.
  let isGated: Bool
  private let hops: [String: String]

  /// The servers that write to folders.
  var pickups: [Server] { servers.filter(\.isPickup) }

  /// Plans the servers of a routing.
  init(_ deployment: Deployment, isGated: Bool) {
    servers = deployment.table.sortedServers
    self.isGated = isGated
    gates = Gates(servers.filter { isGated || $0.isPickup }, port: deployment.gatePort)
    hops = Self.hops(servers)
  }

  /// `[host]:port` of each Network server. Servers with the same endpoint are told apart by zeros before the port: it is
  /// the same port to Postfix, but another key in its maps, so that each keeps its own login.
  private static func hops(_ servers: [Server]) -> [String: String] {
    var counts: [ServerName: Int] = [:]
    var hops: [String: String] = [:]
    for server in servers {
      guard case .network(let endpoint, _, _) = server.delivery else { continue }
      let zeros = String(repeating: "0", count: counts[endpoint, default: 0])
      counts[endpoint, default: 0] += 1
      hops[server.id] = "[\(endpoint.host.description)]:\(zeros)\(endpoint.port)"
    }
    return hops
  }

  /// The hops under which Postfix looks up the login and the TLS policy of a server.
  func hops(of server: Server) -> [String] {
    guard case .network = server.delivery else { return [] }
    guard isGated else { return [hops[server.id] ?? ""] }
    return [gates.hop(of: server), gates.hop(of: server, waits: true)]
  }

  /// How the mail of a chain is passed on: a transport, and the hops in the order in which they are tried.
  func route(of chain: Chain) -> String {
    let servers = chain.links.map(\.server)
    // A transport that is deferred: the mail is accepted, and waits.
    if servers.isEmpty { return "smtpconf-wait:[127.0.0.1]:1" }
    if !isGated { return "smtp:" + servers.map(hop).joined(separator: ", ") }
    let waiting = servers.filter { !$0.isPickup }.map { gates.hop(of: $0, waits: true) }
    let isOnlyOne = servers.count == 1 && !servers[0].isPickup
    let all = isOnlyOne ? waiting : servers.map { gates.hop(of: $0) } + waiting
    return "chain\(servers.count):" + all.joined(separator: ", ")
  }

  private func hop(_ server: Server) -> String { hops[server.id] ?? gates.hop(of: server) }
}

extension Server {
  /// Whether mail is written to a folder.
  var isPickup: Bool { if case .network = delivery { false } else { true } }
}
