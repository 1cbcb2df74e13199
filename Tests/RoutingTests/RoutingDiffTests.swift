import Language
import TestSupport
import Testing

@testable import Routing

@Suite("The differences for mail")
struct RoutingDiffTests {
  private typealias Model = NaiveConfiguration

  private func diff(_ old: String, _ new: String) throws -> RoutingDiff {
    RoutingDiff(from: Router(try table(old)), to: Router(try table(new)))
  }

  @Test("Exactly the scopes are listed whose outcome differs for some set of busy servers", arguments: 0..<400)
  func exactlyTheScopes(seed: Int) throws {
    let old = NaiveConfiguration(seed: seed)
    let new = old.changed(seed: seed)
    let diff = try diff(old.yaml, new.yaml)
    let busySets = SmallWorldTests.subsets(of: old.servers.map(\.id))
    func differs(_ before: Model.Scope?, _ after: Model.Scope?) -> Bool {
      busySets.contains { old.outcome(of: before, busy: $0) != new.outcome(of: after, busy: $0) }
    }
    var expected = differs(nil, nil) ? ["(global) changed"] : []
    for site in new.sites {
      let before = old.sites.first { $0.name == site.name }
      if before == nil { expected.append("\(site.name) added") }
      if let before, differs(before, site) { expected.append("\(site.name) changed") }
    }
    for site in old.sites where !new.sites.contains(where: { $0.name == site.name }) {
      expected.append("\(site.name) removed")
    }
    #expect(diff.scopes.map(\.words) == expected, "\(old.yaml)\n---\n\(new.yaml)")
    for case .changed(let change) in diff.scopes.map(\.kind) { expectWitness(change) }
  }

  /// For the busy servers of a witness the outcomes differ as stated, and for no smaller set.
  private func expectWitness(_ change: ChainChange) {
    let (busy, old, new) = change.witness
    #expect(change.old.first { !busy.contains($0) } == old)
    #expect(change.new.first { !busy.contains($0) } == new)
    #expect(old != new)
    for fewer in SmallWorldTests.subsets(of: busy) where fewer.count < busy.count {
      #expect(change.old.first { !fewer.contains($0) } == change.new.first { !fewer.contains($0) })
    }
  }

  @Test("A routing and its table do not differ, nor does a routing with itself", arguments: 0..<100)
  func equal(seed: Int) throws {
    let table = try table(NaiveConfiguration(seed: seed).yaml)
    #expect(RoutingDiff(from: Router(table), to: Router(table)).isEmpty)
    #expect(RoutingDiff(from: try Router(tableJSON: table.json()), to: Router(table)).isEmpty)
  }

  @Test("A server that only has another id is the same one, and mail is routed in the same way", arguments: 0..<100)
  func renamed(seed: Int) throws {
    let old = NaiveConfiguration(seed: seed)
    var new = old
    let id = old.servers[0].id
    new.rename(id, to: "zz-new")
    // The endpoint is unchanged.
    let yaml = new.yaml.replacing("zz-new.example.com", with: "\(id.lowercased()).example.com")
    let diff = try diff(old.yaml, yaml)
    #expect(diff.scopes.isEmpty)
    let isUsed =
      old.chain(of: nil).contains { $0.id == id } || old.sites.contains { old.chain(of: $0).contains { $0.id == id } }
    #expect(diff.servers.map(\.words) == (isUsed ? ["\(id) → zz-new"] : []))
  }

  private static let base = """
    version: 1
    servers:
      a: { serverName: h }
      b: { serverName: i, username: u, password: { env: E } }
      c: { serverName: j }
      idle: { serverName: k }
    global: { defaultServer: a, servers: [b, c] }
    sites: { shop: , Blog: { defaultServer: c } }
    """

  @Test(
    "Servers that change, and only those in use",
    arguments: [
      ("serverName: h", "serverName: h:26", ["a changed"], []),
      ("serverName: h", "serverName: H.:25", [], []),
      ("serverName: h", "serverName: h, useSSL: true", ["a changed"], []),
      ("username: u", "username: v", ["b changed"], []),
      ("env: E", "env: F", ["b changed"], []),
      ("env: E", "file: /f", ["b changed"], []),
      ("serverName: j", "deliveryMethod: PickupDirectoryFromIIS", ["c changed"], []),
      ("serverName: k", "serverName: l", [], []),
      ("serverName: k", "serverName: k, enabled: false", [], []),
      // A priority that does not change the order, a list item that was the default anyway.
      ("serverName: h", "serverName: h, priority: Low", [], []),
      ("shop: ,", "shop: { servers: [a] },", [], []),
      ("shop: ", "SHOP: ", [], []),
      ("serverName: j", "serverName: j, enabled: false", ["c removed"], ["(global)", "shop", "Blog"]),
      ("servers: [b, c]", "servers: [b, c, idle]", ["idle added"], ["(global)", "shop", "Blog"]),
      ("servers: [b, c]", "servers: [c, b]", [], ["(global)", "shop"]),
      ("defaultServer: a", "defaultServer: b", ["a removed"], ["(global)", "shop"]),
    ] as [(String, String, [String], [String])])
  func servers(part: String, replacement: String, servers: [String], scopes: [String]) throws {
    let diff = try diff(Self.base, Self.base.replacing(part, with: replacement, maxReplacements: 1))
    #expect(diff.servers.map(\.words) == servers)
    #expect(diff.scopes.map { "\($0.scope)" } == scopes)
  }

  @Test("If two new servers are the same, neither is considered the renamed old one")
  func ambiguous() throws {
    let twins = Self.base.replacing("  a: { serverName: h }", with: "  x: { serverName: h }\n  y: { serverName: h }")
      .replacing("defaultServer: a", with: "defaultServer: x").replacing("[b, c]", with: "[b, c, y]")
    #expect(try diff(Self.base, twins).servers.map(\.words) == ["a removed", "x added", "y added"])
  }

  @Test("The changes of a chain")
  func words() {
    let change = ChainChange(old: ["a", "b", "c"], new: ["c", "d", "b"])
    #expect(change.firstChoice?.old == "a" && change.firstChoice?.new == "c")
    #expect(change.lost == ["a"])
    #expect(change.gained == ["d"])
    #expect(change.reordered?.old == ["b", "c"] && change.reordered?.new == ["c", "b"])
    #expect(ChainChange(old: ["a"], new: ["a", "b"]).firstChoice == nil)
    #expect(ChainChange(old: ["a", "b"], new: ["b"]).reordered == nil)
    #expect(ChainChange(old: [], new: ["b"]).firstChoice?.old == nil)
  }
}

extension ScopeChange {
  fileprivate var words: String {
    switch kind {
    case .added: "\(scope) added"
    case .removed: "\(scope) removed"
    case .changed: "\(scope) changed"
    }
  }
}

extension ServerChange {
  fileprivate var words: String {
    switch self {
    case .added(let server): "\(server.id) added"
    case .removed(let server): "\(server.id) removed"
    case .renamed(let old, let new): "\(old.id) → \(new.id)"
    case .changed(_, let new): "\(new.id) changed"
    }
  }
}

extension NaiveConfiguration {
  /// The configuration after some random changes, many of which make no difference.
  fileprivate func changed(seed: Int) -> NaiveConfiguration {
    var random = SeededGenerator(seed: seed &* 7 + 1)
    var changed = self
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let server = Int.random(in: servers.indices, using: &random)
      switch Int.random(in: 0..<6, using: &random) {
      case 0: changed.servers[server].level = Level.allCases.randomElement(using: &random) ?? .normal
      case 1: changed.servers[server].isEnabled.toggle()
      case 2: changed.global.servers.shuffle(using: &random)
      case 3:
        changed.global.defaultServer = [.null, .server(servers[server].id)].randomElement(using: &random) ?? .null
      case 4 where !changed.sites.isEmpty:
        let site = Int.random(in: changed.sites.indices, using: &random)
        changed.sites[site].servers = [servers[server].id] + changed.sites[site].servers.dropLast()
      case 5 where !changed.sites.isEmpty: changed.sites.removeLast()
      default: changed.sites.append(Scope(name: "added\(seed)", defaultServer: .absent, servers: [servers[server].id]))
      }
    }
    var seen = Set<String>()
    changed.sites.removeAll { !seen.insert($0.name).inserted }
    return changed
  }

  /// Gives a server another id, wherever it is named.
  fileprivate mutating func rename(_ id: String, to new: String) {
    func renamed(_ scope: Scope) -> Scope {
      Scope(
        name: scope.name, defaultServer: scope.defaultServer == .server(id) ? .server(new) : scope.defaultServer,
        servers: scope.servers.map { $0 == id ? new : $0 })
    }
    for index in servers.indices where servers[index].id == id { servers[index].id = new }
    global = renamed(global)
    sites = sites.map(renamed)
  }
}
