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
  /// The hop of each server of the configuration, and the one that waits until it is idle, if there is one.
  private let hopsInChains: [(first: [UInt8], waiting: [UInt8]?)]

  /// The servers that write to folders.
  var pickups: [Server] { servers.filter(\.isPickup) }

  /// Plans the servers of a routing.
  init(_ deployment: Deployment, isGated: Bool) {
    let servers = deployment.table.sortedServers
    let gates = Gates(servers.filter { isGated || $0.isPickup }, port: deployment.gatePort)
    let hops = Self.hops(servers)
    self.servers = servers
    self.isGated = isGated
    self.gates = gates
    self.hops = hops
    hopsInChains = deployment.configuration.servers.map(\.server).map { server in
      let isBare = !isGated && !server.isPickup
      let first = isBare ? hops[server.id] ?? "" : gates.hop(of: server)
      let waiting = isGated && !server.isPickup ? gates.hop(of: server, waits: true) : nil
      return (Array(first.utf8), waiting.map { Array($0.utf8) })
    }
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

  /// Appends how the mail of a chain is passed on: a transport, and the hops in the order in which they are tried.
  ///
  /// - Parameters:
  ///   - chain: The positions of its servers in the configuration.
  ///   - route: Where to append.
  func appendRoute(of chain: [Int], to route: inout [UInt8]) {
    // A transport that is deferred: the mail is accepted, and waits.
    guard !chain.isEmpty else {
      route += "smtpconf-wait:[127.0.0.1]:1".utf8
      return
    }
    route += isGated ? "chain\(chain.count):".utf8 : "smtp:".utf8
    var isFirst = true
    func append(_ hop: [UInt8]) {
      if !isFirst { route += ", ".utf8 }
      isFirst = false
      route += hop
    }
    let isOnlyOne = chain.count == 1 && hopsInChains[chain[0]].waiting != nil
    if !isOnlyOne { for server in chain { append(hopsInChains[server].first) } }
    for server in chain { if let waiting = hopsInChains[server].waiting { append(waiting) } }
  }
}

extension Server {
  /// Whether mail is written to a folder.
  var isPickup: Bool { if case .network = delivery { false } else { true } }
}
