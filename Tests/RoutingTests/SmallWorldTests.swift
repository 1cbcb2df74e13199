import Language
import Testing

@testable import Routing

/// All configurations of up to three servers and two sites, and every set of busy servers, compared with the naive
/// model.
///
/// The chain of a site depends on the servers, the global scope and the site itself, so one document with every form
/// that a site can have, for each form of the rest, covers all of these configurations at once. Compiling them in
/// another order shows that nothing leaks from one site into the next. Swapping the names of servers gives no new
/// configuration.
@Suite("All small configurations")
struct SmallWorldTests {
  private typealias Model = NaiveConfiguration

  /// The forms of a server, apart from its name.
  struct ServerForm: Sendable, Equatable, CustomTestStringConvertible {
    let level: NaiveConfiguration.Level
    let isEnabled: Bool
    var testDescription: String { level.name + (isEnabled ? "" : ", disabled") }
  }

  static let forms = NaiveConfiguration.Level.allCases.flatMap { level in
    [true, false].map { ServerForm(level: level, isEnabled: $0) }
  }

  /// All choices of this many servers, in which order does not matter.
  static func choices(_ count: Int, from start: Int = 0) -> [[ServerForm]] {
    count == 0
      ? [[]]
      : forms.indices.dropFirst(start).flatMap { first in
        choices(count - 1, from: first).map { [forms[first]] + $0 }
      }
  }

  static let worlds = (1...3).flatMap { choices($0) }

  /// All lists of these ids without repetition, in every order.
  static func lists(of ids: [String]) -> [[String]] {
    [[]] + ids.flatMap { first in lists(of: ids.filter { $0 != first }).map { [first] + $0 } }
  }

  static func subsets(of ids: [String]) -> [Set<String>] {
    (0..<(1 << ids.count)).map { bits in Set(ids.indices.filter { bits & 1 << $0 != 0 }.map { ids[$0] }) }
  }

  @Test("Their number is correct")
  func count() {
    #expect(Self.worlds.count == 6 + 21 + 56)
    #expect(Self.lists(of: ["a", "b", "c"]).count == 16)
  }

  @Test("Every chain and every outcome agrees with the definition", arguments: worlds)
  func outcomes(forms: [ServerForm]) throws {
    let ids = Array(["a", "b", "c"].prefix(forms.count))
    let servers = zip(ids, forms).map { Model.Server(id: $0, level: $1.level, isEnabled: $1.isEnabled) }
    let defaults: [Model.Default] = [.null] + ids.map(Model.Default.server)
    let lists = Self.lists(of: ids)
    let sites = ([.absent] + defaults).flatMap { byDefault in
      lists.map { (defaultServer: byDefault, servers: $0) }
    }.enumerated().map { Model.Scope(name: "s\($0)", defaultServer: $1.defaultServer, servers: $1.servers) }
    for defaultServer in defaults {
      for list in lists {
        let global = Model.Scope(name: "global", defaultServer: defaultServer, servers: list)
        try compare(Model(servers: servers, global: global, sites: sites), busy: Self.subsets(of: ids))
      }
    }
  }

  private func compare(_ model: NaiveConfiguration, busy sets: [Set<String>]) throws {
    let router = Router(try table(model.yaml))
    // Sites with equal chains share one: each chain is queried once, and each site is checked to have the right one.
    var asked = Set<[String]>()
    for site in [nil] + model.sites {
      let expected = model.chain(of: site).map(\.id)
      let scope = site.map { Scope.site($0.name) } ?? .global
      var isRight = router.chain(of: scope)?.ids == expected
      if asked.insert(expected).inserted {
        isRight =
          isRight
          && sets.allSatisfy { busy in
            let outcome = router.outcome(of: site.map { .site($0.name) } ?? .global, busy: busy)
            let expected = model.outcome(of: site, busy: busy)
            return outcome?.name == expected.name && outcome?.server?.id == expected.server
          }
      }
      if !isRight { Issue.record("\(scope) in:\n\(model.yaml)") }
    }
  }

  @Test("The order of the sites makes no difference", arguments: choices(3))
  func order(forms: [ServerForm]) throws {
    let ids = ["a", "b", "c"]
    let servers = zip(ids, forms).map { Model.Server(id: $0, level: $1.level, isEnabled: $1.isEnabled) }
    var model = Model(
      servers: servers, global: Model.Scope(name: "global", defaultServer: .server("b"), servers: ["c", "a"]),
      sites: Self.lists(of: ids).enumerated().map {
        Model.Scope(name: "s\($0)", defaultServer: $0.isMultiple(of: 3) ? .null : .server("a"), servers: $1)
      })
    let router = Router(try table(model.yaml))
    model.sites.reverse()
    let reversed = Router(try table(model.yaml))
    #expect(router.scopes.allSatisfy { router.chain(of: $0) == reversed.chain(of: $0) })
  }

  @Test("A route explains every outcome", arguments: choices(3))
  func routes(forms: [ServerForm]) throws {
    let ids = ["a", "b", "c"]
    let servers = zip(ids, forms).map { Model.Server(id: $0, level: $1.level, isEnabled: $1.isEnabled) }
    let global = Model.Scope(name: "global", defaultServer: .server("b"), servers: ["c"])
    let sites = Self.lists(of: ids).enumerated().map {
      Model.Scope(name: "s\($0)", defaultServer: $0.isMultiple(of: 2) ? .absent : .null, servers: $1)
    }
    let model = Model(servers: servers, global: global, sites: sites)
    let router = Router(try table(model.yaml))
    for busy in Self.subsets(of: ids) {
      for down in Self.subsets(of: ids) {
        for route in router.routes(of: router.scopes, busy: busy, down: down) {
          if !isWay(route, in: router, busy: busy, down: down) {
            Issue.record("\(route.scope), busy \(busy), down \(down) in:\n\(model.yaml)")
          }
        }
      }
    }
  }

  /// Whether a route is the chain with the disabled servers, all servers before the one that sends the message are busy
  /// or down, and none after it is needed.
  private func isWay(_ route: Route, in router: Router, busy: Set<String>, down: Set<String>) -> Bool {
    let asked = route.steps.filter { $0.decision != .disabled }
    let out = busy.union(down)
    guard asked.map(\.server.id) == router.chain(of: route.scope)?.ids,
      route.outcome == router.chain(of: route.scope)?.outcome(busy: out)
    else { return false }
    let taking = asked.firstIndex { !out.contains($0.server.id) } ?? asked.count
    return asked.enumerated().allSatisfy { place, step in
      if place > taking { return step.decision == .notNeeded }
      if place == taking { return step.decision == .takes }
      return step.decision == (down.contains(step.server.id) ? .down : .busy)
    }
  }
}
