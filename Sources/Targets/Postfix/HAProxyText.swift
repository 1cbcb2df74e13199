import Language

/// `haproxy.cfg`: a gate before every Network server, which gives it one mail at a time.
///
/// Each server has two ports: one refuses a mail while the server has another, and the next one waits for a few seconds.
struct HAProxyText {
  private let plan: PostfixPlan

  init(_ plan: PostfixPlan) {
    self.plan = plan
  }

  /// The file.
  var text: String {
    let servers = plan.servers.compactMap { server -> (Server, ServerName)? in
      if case .network(let endpoint, _, _) = server.delivery { (server, endpoint) } else { nil }
    }
    let hasNames = servers.contains { !$0.1.host.isAddress }
    return PostfixText.head + Self.section("global", ["nbthread 1", "maxconn 2000"])
      + Self.section(
        "defaults",
        [
          "mode tcp", "retries 0", "timeout connect 10s", "timeout queue 5s", "timeout client 15m",
          "timeout server 15m",
        ])
      + (hasNames ? Self.resolvers : "") + servers.map { gate($0.0, $0.1) }.joined()
  }

  /// Follows DNS, and keeps the last address of a name if DNS does not answer.
  private static let resolvers = section(
    "resolvers dns",
    [
      "parse-resolv-conf", "hold valid 10s", "hold nx 24d", "hold refused 24d", "hold timeout 24d", "hold other 24d",
    ])

  private func gate(_ server: Server, _ endpoint: ServerName) -> String {
    let address = plan.gates.addresses[server.id] ?? ""
    let port = plan.gates.port
    let host = endpoint.host.description
    let target = if case .ipv6 = endpoint.host { "[\(host)]:\(endpoint.port)" } else { "\(host):\(endpoint.port)" }
    let name = endpoint.host.isAddress ? "" : " init-addr libc,none resolvers dns resolve-prefer ipv4"
    return Self.section(
      "frontend gate:\(server.id)",
      [
        "bind \(address):\(port)", "tcp-request connection reject if { be_conn(server:\(server.id)) gt 0 }",
        "default_backend server:\(server.id)",
      ])
      + Self.section(
        "frontend wait:\(server.id)", ["bind \(address):\(port + 1)", "default_backend server:\(server.id)"])
      + Self.section("backend server:\(server.id)", ["server relay \(target) maxconn 1\(name)"])
  }

  private static func section(_ name: String, _ settings: [String]) -> String {
    "\(name)\n" + settings.map { "    \($0)\n" }.joined()
  }
}
