import Language
import TestSupport
import Testing

@testable import Routing

@Suite("What happens to mail if servers are lost")
struct ImpactTests {
  /// Two relays for everybody, and a server that is used after them.
  private static let text = """
    version: 1
    servers:
      east: { serverName: east.example.com }
      west: { serverName: west.example.com }
      bulk: { serverName: bulk.example.com, priority: Low }
      own: { serverName: own.example.com }
      idle: { serverName: idle.example.com }
      off: { serverName: off.example.com, enabled: false }
    global: { servers: [east, west] }
    sites:
      museum:
      Bakery: { servers: [off] }
      shop: { servers: [bulk] }
      clinic: { defaultServer: own }
    """

  private func losses(_ text: String, upTo limit: Impact.Limit = .two) throws -> [String] {
    lines(of: Impact(Router(try table(text)), upTo: limit))
  }

  /// A line for each loss: `east west: museum wait; shop to bulk`.
  private func lines(of impact: Impact) -> [String] {
    impact.losses.map { loss in
      let consequences = impact.consequences(of: loss)
      let waiting =
        consequences.waiting.isEmpty ? [] : ["\(consequences.waiting.map(\.description).joined(separator: " ")) wait"]
      let moved = consequences.moved.map {
        "\($0.scopes.map(\.description).joined(separator: " ")) to \($0.server)"
      }
      return "\(loss.servers.joined(separator: " ")): \((waiting + moved).joined(separator: "; "))"
    }
  }

  @Test("Mail waits if its whole chain is lost, and moves to the next server if only the start is; the worst is first")
  func relays() throws {
    #expect(
      try losses(Self.text) == [
        "east west: (global) Bakery museum wait; shop to bulk",
        "east: (global) Bakery museum shop to west",
        "own: clinic to east",
      ])
  }

  @Test("With one server at most, no pair is listed; with three, also the chains of three")
  func limits() throws {
    #expect(
      try losses(Self.text, upTo: .one) == ["east: (global) Bakery museum shop to west", "own: clinic to east"])
    #expect(
      try losses(Self.text, upTo: .three) == [
        "east own west: (global) Bakery clinic museum wait; shop to bulk",
        "bulk east west: (global) Bakery museum shop wait",
        "east west: (global) Bakery museum wait; shop to bulk",
        "east: (global) Bakery museum shop to west",
        "own: clinic to east",
      ])
  }

  @Test("Servers in no chain, disabled ones, and scopes without any server are left out")
  func leftOut() throws {
    let text = """
      version: 1
      servers:
        a: { serverName: a.example.com }
        idle: { serverName: idle.example.com }
        off: { serverName: off.example.com, enabled: false }
      global: { defaultServer: off }
      sites:
        none:
        some: { servers: [off, a] }
      """
    #expect(try losses(text, upTo: .three) == ["a: some wait"])
    #expect(try losses(text.replacing(", a]", with: "]"), upTo: .three) == [])
  }

  @Test("A pair is listed only if a scope waits that waits for neither of the two alone")
  func smallerParts() throws {
    let text = """
      version: 1
      servers: { a: { serverName: a.example.com }, b: { serverName: b.example.com }, c: { serverName: c.example.com } }
      sites:
        one: { servers: [a] }
        two: { servers: [b] }
        three: { servers: [b, c] }
      """
    #expect(
      try losses(text) == [
        // Not `a b`: without both, `one` and `two` wait, but each of them also without its own server alone.
        "b c: three two wait", "b: two wait; three to c", "a: one wait",
      ])
  }

  @Test("Chains with the same servers in another order are one loss")
  func order() throws {
    let text = """
      version: 1
      servers: { a: { serverName: a.example.com }, b: { serverName: b.example.com } }
      sites:
        one: { servers: [a, b] }
        two: { servers: [b, a] }
      """
    #expect(try losses(text) == ["a b: one two wait", "a: one to b", "b: two to a"])
  }

  @Test("Losses that are equally bad are in the order of their sizes, then of the ids by code points")
  func ties() throws {
    let text = """
      version: 1
      servers: { b: { serverName: b.example.com }, A: { serverName: a.example.com }, a-2: { serverName: c.example.com } }
      sites:
        Z: { servers: [b] }
        a: { servers: [a-2] }
        B: { servers: [A] }
      """
    #expect(try losses(text) == ["A: B wait", "a-2: a wait", "b: Z wait"])
  }

  @Test("The counts of a loss are those of the scopes it affects", arguments: Impact.Limit.allCases)
  func counts(limit: Impact.Limit) throws {
    let impact = Impact(Router(try table(Self.text)), upTo: limit)
    for loss in impact.losses {
      let consequences = impact.consequences(of: loss)
      #expect(loss.waitingCount == consequences.waiting.count)
      #expect(loss.movedCount == consequences.moved.reduce(0) { $0 + $1.scopes.count })
    }
  }

  @Test("A configuration and its own routing table have the same losses", arguments: Impact.Limit.allCases)
  func routingTable(limit: Impact.Limit) throws {
    let table = try table(Self.text)
    let read = try Router(tableJSON: table.json())
    #expect(lines(of: Impact(read, upTo: limit)) == lines(of: Impact(Router(table), upTo: limit)))
  }

  @Test("Random configurations: the losses are those that the definition gives", arguments: 0..<400)
  func model(seed: Int) throws {
    let configuration = NaiveConfiguration(seed: seed)
    let model = NaiveImpact(configuration)
    let router = Router(try table(configuration.yaml))
    for limit in Impact.Limit.allCases {
      let found = lines(of: Impact(router, upTo: limit))
      #expect(found == model.lines(upTo: limit.rawValue), "up to \(limit) in:\n\(configuration.yaml)")
    }
  }
}

/// The losses once more, straight from their definition: every set of servers is lost, and every scope asked.
private struct NaiveImpact {
  private let configuration: NaiveConfiguration
  private let scopes: [NaiveConfiguration.Scope?]

  init(_ configuration: NaiveConfiguration) {
    self.configuration = configuration
    let sites = configuration.sites.sorted { $0.name.unicodeScalars.lexicographicallyPrecedes($1.name.unicodeScalars) }
    scopes = [nil] + sites
  }

  private struct Entry {
    let servers: [String]
    let waiting: [String]
    let moved: [(server: String, scopes: [String])]

    /// What comes first if it is smaller.
    var rank: [Int] { [-waiting.count, -moved.reduce(0) { $0 + $1.scopes.count }, servers.count] }

    var text: String {
      let waits = waiting.isEmpty ? [] : ["\(waiting.joined(separator: " ")) wait"]
      let moves = moved.map { "\($0.scopes.joined(separator: " ")) to \($0.server)" }
      return "\(servers.joined(separator: " ")): \((waits + moves).joined(separator: "; "))"
    }
  }

  func lines(upTo limit: Int) -> [String] {
    let ids = configuration.servers.map(\.id).sorted {
      $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars)
    }
    let entries = SmallWorldTests.subsets(of: ids).filter { (1...limit).contains($0.count) && isListed($0) }
      .map { lost in entry(ids.filter(lost.contains)) }
    return entries.sorted { left, right in
      if left.rank != right.rank { return left.rank.lexicographicallyPrecedes(right.rank) }
      return left.servers.joined(separator: "\0") < right.servers.joined(separator: "\0")
    }.map(\.text)
  }

  /// Whether it is somebody's first server, or a scope waits that waits for no smaller part of the servers.
  private func isListed(_ lost: Set<String>) -> Bool {
    if lost.count == 1 { return scopes.contains { lost.contains(configuration.chain(of: $0).first?.id ?? "") } }
    return scopes.contains { scope in
      let parts = SmallWorldTests.subsets(of: Array(lost)).filter { $0.count < lost.count }
      return isWaiting(scope, without: lost) && !parts.contains { isWaiting(scope, without: $0) }
    }
  }

  private func isWaiting(_ scope: NaiveConfiguration.Scope?, without lost: Set<String>) -> Bool {
    configuration.outcome(of: scope, busy: lost).name == "TemporarilyUnavailable"
  }

  private func entry(_ servers: [String]) -> Entry {
    let lost = Set(servers)
    var waiting: [String] = []
    var moved: [String: [String]] = [:]
    for scope in scopes {
      let name = scope?.name ?? "(global)"
      let now = configuration.outcome(of: scope, busy: lost).server
      if isWaiting(scope, without: lost) {
        waiting.append(name)
      } else if let now, now != configuration.outcome(of: scope, busy: []).server {
        moved[now, default: []].append(name)
      }
    }
    let moves = moved.sorted { $0.key.unicodeScalars.lexicographicallyPrecedes($1.key.unicodeScalars) }
    return Entry(servers: servers, waiting: waiting, moved: moves.map { ($0.key, $0.value) })
  }
}
