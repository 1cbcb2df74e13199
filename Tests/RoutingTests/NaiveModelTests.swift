import Language
import Testing

@testable import Routing

@Suite("The table agrees with its definition")
struct NaiveModelTests {
  @Test("Five hundred random configurations", arguments: 0..<500)
  func random(seed: Int) throws {
    let model = NaiveConfiguration(seed: seed)
    let table = try table(model.yaml)
    #expect(table.text(.compact) == model.compactJSON, "\(model.yaml)")
    let router = Router(table)
    for site in model.sites {
      let expected = model.chain(of: site).map(\.id)
      #expect(table.chain(ofSite: site.name)?.links.map(\.server.id) == expected)
      #expect(router.chain(ofSite: site.name.uppercased())?.links.map(\.server.id) == expected)
    }
    #expect(router.globalChain == table.globalChain)
  }

  /// All configurations of two servers and one site: priorities, enabled or not, defaults, and lists without repetition.
  static func smallWorlds(_ body: (NaiveConfiguration) throws -> Void) rethrows {
    typealias Model = NaiveConfiguration
    let lists = [[], ["a"], ["b"], ["a", "b"], ["b", "a"]]
    let defaults: [Model.Default] = [.absent, .null, .server("a"), .server("b")]
    let servers = Model.Level.allCases.flatMap { level in [true, false].map { (level, $0) } }
    for (levelA, isEnabledA) in servers {
      for (levelB, isEnabledB) in servers {
        for globalDefault in defaults.dropFirst() {
          for globalList in lists {
            for siteDefault in defaults {
              for siteList in lists {
                let a = Model.Server(id: "a", level: levelA, isEnabled: isEnabledA)
                let b = Model.Server(id: "b", level: levelB, isEnabled: isEnabledB)
                try body(
                  Model(
                    servers: [a, b], global: .init(name: "global", defaultServer: globalDefault, servers: globalList),
                    sites: [.init(name: "s", defaultServer: siteDefault, servers: siteList)]))
              }
            }
          }
        }
      }
    }
  }

  @Test("All 10 800 configurations of two servers and one site")
  func exhaustive() throws {
    var count = 0
    try Self.smallWorlds { model in
      count += 1
      let found = try table(model.yaml).text(.compact)
      if found != model.compactJSON { Issue.record("\(model.yaml)\nfound: \(found)\nexpected: \(model.compactJSON)") }
    }
    #expect(count == 10_800)
  }
}
