import Language

/// The addresses on loopback at which servers are reached through something on this machine.
///
/// Each server has an address of its own, made from what it is, so that after a change no login can reach another server
/// through a gate that was not reloaded yet.
struct Gates: Sendable {
  /// The address of each server, by its id.
  let addresses: [String: String]
  /// The port that accepts a mail if the server is idle; the next one waits.
  let port: Int

  /// Gates for some servers, in the order of their ids.
  init(_ servers: [Server], port: Int) {
    self.port = port
    var taken = Set<String>()
    var addresses: [String: String] = [:]
    for server in servers {
      var attempt = 0
      var address = Self.address(of: Self.key(of: server))
      while !taken.insert(address).inserted {
        attempt += 1
        address = Self.address(of: Self.key(of: server) + "\u{0}\(attempt)")
      }
      addresses[server.id] = address
    }
    self.addresses = addresses
  }

  /// The gate of a server, as Postfix names it; `waits` for the port that waits until the server is idle.
  func hop(of server: Server, waits: Bool = false) -> String {
    "[\(addresses[server.id] ?? "")]:\(port + (waits ? 1 : 0))"
  }

  private static func key(of server: Server) -> String {
    switch server.delivery {
    case .network(let endpoint, _, _): "\(server.id)\u{0}\(endpoint.host.description)\u{0}\(endpoint.port.number)"
    case .pickupDirectory(let path): "\(server.id)\u{0}\(path)\u{0}"
    case .pickupDirectoryFromIIS: "\(server.id)\u{0}\u{0}"
    }
  }

  /// An address in 127.0.0.0/8 that neither begins nor ends with 0 or 255, from the 32-bit hash of Fowler, Noll and Vo
  /// (FNV-1a).
  static func address(of key: String) -> String {
    let hash = key.utf8.reduce(UInt32(0x811C_9DC5)) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
    let (a, b, c) = (1 + (hash >> 16 & 255) % 254, hash >> 8 & 255, 1 + (hash & 255) % 254)
    return "127.\(a).\(b).\(c)"
  }
}
