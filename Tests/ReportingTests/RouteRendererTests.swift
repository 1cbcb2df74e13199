import Foundation
import Routing
import SourceText
import Testing

@testable import Reporting

@Suite("Routes as text and JSON")
struct RouteRendererTests {
  private static let text = """
    version: 1
    servers:
      first: { serverName: a.example.com }
      a-server-with-a-rather-long-name-that-no-one-would-type-twice-but-somebody-did-once: { serverName: b.example.com }
      gone: { serverName: c.example.com, enabled: false }
    global:
      defaultServer: first
      servers: [a-server-with-a-rather-long-name-that-no-one-would-type-twice-but-somebody-did-once, gone]
    sites:
      shop:
    """

  private func render(width: Int, colour: Bool = false, busy: Set<String> = []) throws -> String {
    let report = Routings.report(try Routings.router(Self.text), busy: busy)
    return RouteTextRenderer(style: TextStyle(colour: colour, width: width)).render(report)
  }

  @Test("No line is wider than the terminal, unless a name is", arguments: [60, 80, 100, 120])
  func width(columns: Int) throws {
    for line in try render(width: columns).split(separator: "\n") {
      #expect(line.count <= max(columns, 86), "\(line)")
    }
  }

  @Test("Colour does not change the text")
  func colour() throws {
    let plain = try render(width: 80, busy: ["first"])
    let coloured = try render(width: 80, colour: true, busy: ["first"])
    #expect(coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain)
    #expect(coloured != plain)
  }

  @Test("JSON of all scopes has the shape of a routing table: `global`, and `sites` by name")
  func json() throws {
    let report = Routings.report(try Routings.router(Self.text), busy: ["first"])
    var data = Data()
    try RouteJSONRenderer().write(report) { data.append(contentsOf: $0) }
    let document = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let sites = try #require(document["sites"] as? [String: [String: Any]])
    #expect(Array(sites.keys) == ["shop"])
    let steps = try #require(sites["shop"]?["steps"] as? [[String: Any]])
    #expect(steps.map { $0["decision"] as? String } == ["busy", "takes", "disabled"])
    let place = try #require(steps[2]["place"] as? [String: Any])
    #expect(place["line"] as? Int == 5)
    #expect(place["column"] as? Int == 47)
  }
}
