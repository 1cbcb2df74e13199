import FuzzProperties
import Reporting
import Testing

@testable import Pages
@testable import Routing

@Suite("The page of changes")
struct DiffPageTests {
  private static let old = """
    version: 1
    servers:
      a: { serverName: a.example.com }
      b: { serverName: b.example.com }
      c: { serverName: c.example.com }
    global: { servers: [a, b] }
    sites:
      same: { defaultServer: b }
      moved: { servers: [b] }
      gone: { defaultServer: c }
    """

  private static let new = """
    version: 1
    servers:
      a: { serverName: a.example.com }
      b: { serverName: b.example.com:587 }
      d: { serverName: d.example.com }
    global: { servers: [b, a] }
    sites:
      same: { defaultServer: b }
      moved: { servers: [b, d] }
      fresh: { defaultServer: d }
    """

  private static func report() throws -> (report: DiffReport, old: Router, new: Router) {
    let (old, new) = (try Routings.router(Self.old), try Routings.router(Self.new))
    return (DiffReport(old: old, new: new, names: ("old.yaml", "new.yaml")), old, new)
  }

  @Test("The picture marks groups, servers and lines that change, and has those that do not")
  func picture() throws {
    let (report, old, new) = try Self.report()
    let picture = RoutingPicture(report, old: old, new: new)
    let changes = Dictionary(uniqueKeysWithValues: picture.groups.map { ($0.label, $0.change) })
    #expect(
      changes == ["(global)": .changed, "same": nil, "moved": .changed, "gone": .removed, "fresh": .added])
    #expect(picture.groups.last?.label == "same")
    let servers = Dictionary(uniqueKeysWithValues: picture.servers.map { ($0.id, $0.change) })
    #expect(servers == ["a": nil, "b": .changed, "c": .removed, "d": .added])
    let global = try #require(picture.groups.first)
    #expect(global.lines.map { picture.servers[$0.server].id } == ["b", "a"])
    #expect(global.lines.map(\.change) == [.changed, .changed])
    let moved = try #require(picture.groups.first { $0.label == "moved" })
    #expect(moved.lines.map { picture.servers[$0.server].id } == ["b", "d", "a"])
    #expect(moved.lines.map(\.change) == [nil, .added, nil])
    let gone = try #require(picture.groups.first { $0.label == "gone" })
    #expect(gone.lines.allSatisfy { $0.change == .removed })
  }

  @Test("It lists what the other formats list, is well-formed and has no script")
  func page() throws {
    let (report, old, new) = try Self.report()
    let page = try Routings.written(DiffPage(report, old: old, new: new).write)
    #expect(!(try Markup.elements(in: page)).contains("script"))
    #expect(page.contains("old.yaml → new.yaml"))
    #expect(page.contains("endpoint b.example.com:25 → b.example.com:587"))
    #expect(page.contains("new, d, b, a") && page.contains("removed, was c, a, b"))
    #expect(page.contains("order a, b → b, a"))
  }

  @Test("If nothing changes, there is a picture and no list")
  func nothing() throws {
    let router = try Routings.router(Self.old)
    let report = DiffReport(old: router, new: router, names: ("a", "b"))
    let page = try Routings.written(DiffPage(report, old: router, new: router).write)
    #expect(page.contains("Mail delivery does not change."))
    let elements = try Markup.elements(in: page)
    #expect(!elements.contains("table") && elements.filter { $0 == "path" }.count == 7)
  }
}
