import TestSupport

/// The routing once more, straight from its definition: every chain with filters, the JSON by joining strings.
struct NaiveConfiguration: Sendable {
  enum Level: Int, CaseIterable, Sendable {
    case high, normal, low
    var name: String { ["High", "Normal", "Low"][rawValue] }
  }

  struct Server: Sendable {
    var id: String
    var level: Level
    var isEnabled: Bool
    /// A pickup folder; nil for a server at `ID.example.com`.
    var folder: String?
  }

  enum Default: Sendable, Equatable {
    case absent, null
    case server(String)
  }

  struct Scope: Sendable {
    var name: String
    var defaultServer: Default
    var servers: [String]
  }

  var servers: [Server]
  var global: Scope
  var sites: [Scope]

  // MARK: YAML

  /// The configuration as a user would write it.
  var yaml: String {
    var text = "version: 1\nservers:\n"
    for server in servers {
      text += "  \(server.id):\n    priority: \(server.level.name)\n    enabled: \(server.isEnabled)\n"
      if let folder = server.folder {
        text += "    deliveryMethod: PickupDirectory\n    pickupDirectory: \(folder)\n"
      } else {
        text += "    serverName: \(server.id.lowercased()).example.com\n"
      }
    }
    text += "global:\n" + Self.yaml(of: global, "  ") + "sites:\n"
    for site in sites { text += "  \(site.name):\n" + Self.yaml(of: site, "    ") }
    return text
  }

  private static func yaml(of scope: Scope, _ indentation: String) -> String {
    var text = ""
    switch scope.defaultServer {
    case .absent: break
    case .null: text += "\(indentation)defaultServer: null\n"
    case .server(let id): text += "\(indentation)defaultServer: \(id)\n"
    }
    if !scope.servers.isEmpty { text += "\(indentation)servers: [\(scope.servers.joined(separator: ", "))]\n" }
    return text
  }

  // MARK: Chains

  struct Link: Equatable, Sendable {
    var id: String
    var level: Level
    var via: String
  }

  /// The chain of a site, or of the global scope if there is none.
  func chain(of site: Scope?) -> [Link] {
    let globalDefault = id(global.defaultServer).map { Link(id: $0, level: .high, via: "globalDefault") }
    let first: Link? =
      switch site?.defaultServer {
      case nil, .absent?: globalDefault
      case .null?: nil
      case .server(let id)?: Link(id: id, level: .high, via: "siteDefault")
      }
    let candidates = (site?.servers ?? []).map { ($0, "site") } + global.servers.map { ($0, "global") }
    var all = first.map { [$0] } ?? []
    for level in Level.allCases {
      all += candidates.filter { server($0.0)?.level == level }.map { Link(id: $0.0, level: level, via: $0.1) }
    }
    var chain: [Link] = []
    for link in all where server(link.id)?.isEnabled == true && !chain.contains(where: { $0.id == link.id }) {
      chain.append(link)
    }
    return chain
  }

  private func id(_ defaultServer: Default) -> String? {
    if case .server(let id) = defaultServer { id } else { nil }
  }

  private func server(_ id: String) -> Server? { servers.first { $0.id == id } }

  // MARK: JSON

  /// The table on one line.
  var compactJSON: String {
    let chains = [chain(of: nil)] + sites.map { chain(of: $0) }
    let used = Set(chains.flatMap { $0.map(\.id) })
    let serverTexts = servers.filter { used.contains($0.id) }.map { ($0.id, Self.json($0)) }
    let siteTexts = sites.map { ($0.name, Self.json(chain(of: $0))) }
    return "{\"formatVersion\":1,\"global\":\(Self.json(chain(of: nil))),\"servers\":\(Self.object(serverTexts)),"
      + "\"sites\":\(Self.object(siteTexts))}\n"
  }

  private static func object(_ members: [(String, String)]) -> String {
    let sorted = members.sorted { $0.0.unicodeScalars.lexicographicallyPrecedes($1.0.unicodeScalars) }
    return "{" + sorted.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
  }

  private static func json(_ chain: [Link]) -> String {
    let links = chain.map { "{\"priority\":\"\($0.level.name)\",\"server\":\"\($0.id)\",\"via\":\"\($0.via)\"}" }
    let first = chain.first { $0.via.hasSuffix("Default") }.map { "\"\($0.id)\"" } ?? "null"
    return "{\"chain\":[\(links.joined(separator: ","))],\"default\":\(first)}"
  }

  private static func json(_ server: Server) -> String {
    if let folder = server.folder {
      return "{\"deliveryMethod\":\"PickupDirectory\",\"pickupDirectory\":\"\(folder)\",\"writableBy\":\"IIS_IUSRS\"}"
    }
    return
      "{\"deliveryMethod\":\"Network\",\"host\":\"\(server.id.lowercased()).example.com\",\"hostKind\":\"dns\",\"port\":25,"
      + "\"tls\":\"none\"}"
  }
}

extension NaiveConfiguration {
  /// A random configuration of up to six servers and four sites.
  init(seed: Int) {
    var random = SeededGenerator(seed: seed)
    let ids = ["b", "A", "c.1", "C", "a-2", "9_z"].shuffled(using: &random).prefix(
      Int.random(in: 1...6, using: &random)
    )
    // Ids that differ only in case are not allowed together.
    .reduce(into: [String]()) { ids, id in
      if !ids.contains(where: { $0.lowercased() == id.lowercased() }) { ids.append(id) }
    }
    func defaultServer(_ random: inout SeededGenerator) -> Default {
      switch Int.random(in: 0..<4, using: &random) {
      case 0: .absent
      case 1: .null
      default: .server(ids.randomElement(using: &random) ?? ids[0])
      }
    }
    func list(_ random: inout SeededGenerator) -> [String] {
      (0..<Int.random(in: 0...6, using: &random)).compactMap { _ in ids.randomElement(using: &random) }
    }
    servers = ids.map { id in
      Server(
        id: id, level: Level.allCases.randomElement(using: &random) ?? .normal,
        isEnabled: Int.random(in: 0..<4, using: &random) > 0,
        folder: Int.random(in: 0..<4, using: &random) == 0 ? "/drop/\(id)" : nil)
    }
    global = Scope(name: "global", defaultServer: defaultServer(&random), servers: list(&random))
    let names = ["shop", "Corporate", "x.1", "010", "longername.a", "longername.B"].shuffled(using: &random)
    sites = names.prefix(Int.random(in: 0...4, using: &random)).map { name in
      Scope(name: name, defaultServer: defaultServer(&random), servers: list(&random))
    }
  }
}

// MARK: Outcomes

extension NaiveConfiguration {
  /// What happens to a message of a site, or of no site: it goes to the first idle server of the chain.
  func outcome(of site: Scope?, busy: Set<String>) -> (name: String, server: String?) {
    let chain = chain(of: site)
    if chain.isEmpty { return ("PermanentlyUnavailable", nil) }
    for link in chain where !busy.contains(link.id) { return ("Available", link.id) }
    return ("TemporarilyUnavailable", nil)
  }
}
