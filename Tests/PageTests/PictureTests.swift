import FuzzProperties
import Reporting
import TestSupport
import Testing

@testable import Pages
@testable import Routing

@Suite("Pictures of pages")
struct PictureTests {
  private static let text = """
    version: 1
    servers:
      primary: { serverName: a.example.com }
      bulk: { serverName: b.example.com, priority: Low }
      off: { serverName: c.example.com, enabled: false }
    global:
      defaultServer: primary
      servers: [bulk, off]
    sites:
      shop:
      blog:
      intranet: { defaultServer: bulk, servers: [primary] }
      museum: { defaultServer: bulk, servers: [primary] }
      archive: { defaultServer: bulk, servers: [primary] }
    """

  private static func picture(_ text: String, busy: Set<String> = [], down: Set<String> = []) throws -> RoutingPicture {
    let router = try Routings.router(text)
    let routes = router.routes(of: router.scopes, busy: busy, down: down)
    return RoutingPicture(ScopeGroups(routes), routes, busy: busy, down: down)
  }

  @Test("Sites with the same chain are a group; `global` is apart; disabled servers are not there")
  func groups() throws {
    let picture = try Self.picture(Self.text)
    #expect(picture.groups.map(\.label) == ["(global)", "2 sites: shop, blog", "3 sites: intranet, museum, archive"])
    #expect(picture.groups.map(\.number) == [0, 2, 1])
    #expect(picture.servers.map(\.id) == ["bulk", "primary"])
    #expect(picture.servers.map(\.note) == ["first for 3 sites", "first for 2 sites and global"])
    #expect(picture.groups.map { $0.lines.map(\.server) } == [[1, 0], [1, 0], [0, 1]])
    #expect(picture.hidden.isEmpty)
  }

  @Test("The line to the server that sends the mail is used, those to others that are busy or down are out")
  func states() throws {
    let picture = try Self.picture(Self.text, busy: ["primary"])
    #expect(picture.groups.map { $0.lines.map(\.role) } == [[.out, .used], [.out, .used], [.used, .out]])
    #expect(picture.groups.map(\.note) == ["via bulk", "via bulk", "via bulk"])
    let stopped = try Self.picture(Self.text, busy: ["primary"], down: ["bulk"])
    #expect(stopped.groups.allSatisfy { $0.isWaiting && $0.note == "waits: all servers are busy or down" })
    #expect(stopped.servers.map(\.state) == [.down, .busy])
    let empty = try Self.picture("version: 1\nservers: { a: { serverName: a.example.com } }\nsites: { s: {} }\n")
    #expect(empty.groups.map(\.note) == ["waits for ever: no server", "waits for ever: no server"])
  }

  @Test("Of many groups and servers, the largest are shown, and the others counted")
  func many() throws {
    var generator = SeededGenerator(seed: 1)
    let text = Routings.random(sites: 900, servers: 90, using: &generator)
    let router = try Routings.router(text)
    let routes = router.routes(of: router.scopes)
    let groups = ScopeGroups(routes)
    let picture = RoutingPicture(groups, routes)
    #expect(picture.groups.count == 40 && picture.servers.count <= 40)
    #expect(picture.hidden.groups == groups.groups.count - 40)
    #expect(picture.hidden.scopes == 901 - groups.groups.prefix(40).reduce(0) { $0 + $1.scopes.count })
    #expect(picture.hidden.servers == groups.servers.count - picture.servers.count)
  }

  @Test("A file is well-formed, and says in words what it shows", arguments: [0, 1, 30])
  func file(sites: Int) throws {
    var generator = SeededGenerator(seed: sites)
    let router = try Routings.router(Routings.random(sites: sites, servers: 5, using: &generator))
    let report = RouteReport(.all, router, down: ["server-0"])
    let svg = try SVGRenderer().render(report)
    let elements = try Markup.elements(in: svg)
    #expect(elements.first == "svg" && !elements.contains("script"))
    #expect(elements.prefix(4) == ["svg", "title", "desc", "style"])
    #expect(svg.contains("(global): server-0"))
    #expect(svg.hasSuffix("</svg>\n"))
  }
}
