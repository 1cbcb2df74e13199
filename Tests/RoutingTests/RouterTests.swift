import Language
import Testing

@testable import Routing

@Suite("Which server sends a message")
struct RouterTests {
  private static let text = """
    version: 1
    servers:
      high: { serverName: a.example.com, priority: High }
      normal: { serverName: b.example.com }
      low: { serverName: c.example.com, priority: Low }
      off: { serverName: d.example.com, enabled: false }
    global:
      defaultServer: low
      servers: [normal]
    sites:
      Shop: { servers: [high] }
      dark: { defaultServer: off }
    """

  private func id(_ outcome: Outcome?) -> String {
    switch outcome {
    case .available(let server)?: server.id
    case .temporarilyUnavailable?: "TemporarilyUnavailable"
    case .permanentlyUnavailable?: "PermanentlyUnavailable"
    case nil: "no such site"
    }
  }

  @Test("The first idle server of the chain is used, for every set of busy servers")
  func everyBusySet() throws {
    let router = Router(try table(Self.text))
    let ids = ["high", "normal", "low", "off"]
    let chains = ["Shop": ["low", "high", "normal"], "dark": ["normal"]]
    for bits in 0..<16 {
      let busy = Set(ids.indices.filter { bits & 1 << $0 != 0 }.map { ids[$0] })
      for (site, chain) in chains {
        let expected = chain.first { !busy.contains($0) } ?? "TemporarilyUnavailable"
        #expect(id(router.outcome(of: .site(site), busy: busy)) == expected)
      }
      let expected = ["low", "normal"].first { !busy.contains($0) } ?? "TemporarilyUnavailable"
      #expect(id(router.outcome(of: .global, busy: busy)) == expected)
    }
  }

  @Test("A busy server that is unknown, or has different case, has no effect")
  func unknownBusy() throws {
    #expect(id(Router(try table(Self.text)).outcome(of: .site("Shop"), busy: ["LOW", "nine"])) == "low")
  }

  @Test("An empty chain never has a server for a message, whatever is busy")
  func permanentlyUnavailable() throws {
    let text =
      "version: 1\nservers:\n  a: { serverName: h, enabled: false }\nglobal:\n  defaultServer: a\nsites:\n  s: {}\n"
    let router = Router(try table(text))
    #expect(id(router.outcome(of: .site("s"))) == "PermanentlyUnavailable")
    #expect(id(router.outcome(of: .global, busy: ["a"])) == "PermanentlyUnavailable")
  }

  @Test("Names of sites are not case-sensitive", arguments: ["Shop", "shop", "SHOP", "sHoP"])
  func siteNames(name: String) throws {
    let table = try table(Self.text)
    #expect(table.chain(ofSite: name)?.links.count == 3)
    #expect(Router(table).chain(ofSite: name) == table.chain(ofSite: name))
  }

  @Test(
    "An undeclared site has no chain, and `global` is not a site",
    arguments: ["", "shops", "global", "Shop ", "high"])
  func unknownSites(name: String) throws {
    let table = try table(Self.text)
    #expect(table.chain(ofSite: name) == nil)
    #expect(Router(table).outcome(of: .site(name)) == nil)
  }

  @Test("The default server of a chain is the one in the chain")
  func defaultServer() throws {
    let table = try table(Self.text)
    #expect(table.globalChain.defaultServer?.id == "low")
    #expect(table.chain(ofSite: "shop")?.defaultServer?.id == "low")
    #expect(table.chain(ofSite: "dark")?.defaultServer == nil)
    #expect(table.siteNames == ["Shop", "dark"])
  }
}

@Suite("Whether a table contains a password in plain text")
struct LiteralPasswordTests {
  private func holds(_ password: String, _ scopes: String, enabled: Bool = true) throws -> Bool {
    let server = "serverName: h, useSSL: true, username: u, enabled: \(enabled)\(password)"
    return try table("version: 1\nservers:\n  a: { \(server) }\n  b: { serverName: i }\n\(scopes)\n")
      .holdsLiteralPassword
  }

  @Test("It does if a server with a literal password is in any chain")
  func literal() throws {
    #expect(try holds(", password: hunter2", "global: { defaultServer: a }"))
    #expect(try holds(", password: hunter2", "sites: { s: { servers: [a] } }"))
    #expect(try holds(", password: hunter2", "global: { servers: [b] }\nsites: { s: { defaultServer: a } }"))
  }

  @Test("It does not if the password is stored elsewhere, or the server is disabled or in no chain")
  func none() throws {
    #expect(try !holds(", password: { env: X }", "global: { defaultServer: a }"))
    #expect(try !holds(", password: { file: /x }", "global: { defaultServer: a }"))
    #expect(try !holds("", "global: { defaultServer: a }"))
    #expect(try !holds(", password: hunter2", "global: { defaultServer: b }"))
    #expect(try !holds(", password: hunter2", "global: { servers: [a, b] }", enabled: false))
  }
}
