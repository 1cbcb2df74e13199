import Foundation
import Routing
import Testing

@testable import Reporting

@Suite("The losses of servers as text, JSON and Markdown")
struct ImpactRendererTests {
  /// Two relays; `shop` has a server after them, and `clinic` one before them.
  private static let text = """
    version: 1
    servers:
      east: { serverName: east.example.com }
      west: { serverName: west.example.com }
      bulk: { serverName: bulk.example.com, priority: Low }
      own: { serverName: own.example.com }
    global: { servers: [east, west] }
    sites:
      museum:
      shop: { servers: [bulk] }
      clinic: { defaultServer: own }
    """

  private func impact(_ text: String, upTo limit: Impact.Limit = .two) throws -> Impact {
    Impact(try Routings.router(text), upTo: limit)
  }

  private func text(_ impact: Impact, width: Int = 80, colour: Bool = false) -> String {
    ImpactTextRenderer(style: TextStyle(colour: colour, width: width)).render(impact)
  }

  private func json(_ impact: Impact) throws -> String {
    final class Output { var bytes: [UInt8] = [] }
    let output = Output()
    try ImpactJSONRenderer().write(impact) { output.bytes.append(contentsOf: $0) }
    return String(decoding: output.bytes, as: UTF8.self)
  }

  /// Sites of which each has a server of its own.
  private func lonelySites(_ count: Int) -> String {
    let servers = (0..<count).map { "  s\($0): { serverName: s\($0).example.com }\n" }.joined()
    let sites = (0..<count).map { "  site\($0): { servers: [s\($0)] }\n" }.joined()
    return "version: 1\nservers:\n\(servers)sites:\n\(sites)"
  }

  @Test("The first line of text is the answer; below each loss is whose mail waits, and where other mail goes")
  func asText() throws {
    let expected = """
      without east and west, mail of 1 site and global waits
        waits: (global), museum
        to bulk: shop
      without east, mail of 2 sites and global moves
        to west: (global), museum, shop
      without own, mail of 1 site moves
        to east: clinic

      """
    #expect(text(try impact(Self.text)) == expected)
  }

  @Test(
    "If nothing waits, the first line says so",
    arguments: [
      (Impact.Limit.one, "losing any one server makes no mail wait"),
      (.two, "losing any one or two servers makes no mail wait"),
      (.three, "losing any one, two or three servers makes no mail wait"),
    ])
  func harmless(limit: Impact.Limit, answer: String) throws {
    let servers = ["a", "b", "c", "d"].map { "  \($0): { serverName: \($0).example.com }\n" }.joined()
    let impact = try impact("version: 1\nservers:\n\(servers)global: { servers: [a, b, c, d] }\n", upTo: limit)
    #expect(text(impact) == "\(answer)\nwithout a, mail of global moves\n  to b: (global)\n")
    #expect(
      ImpactMarkdownRenderer().render(impact) == """
        ### Mail routing: \(answer)

        | without | mail waits | mail moves to |
        | --- | --- | --- |
        | `a` |  | `b` (global) |

        """)
  }

  @Test("Without any server in use, there is nothing to lose")
  func nothing() throws {
    let impact = try impact("version: 1\nservers: { a: { serverName: a.example.com, enabled: false } }\nglobal: {}\n")
    #expect(text(impact) == "no mail uses a server, so none can be lost\n")
    #expect(ImpactMarkdownRenderer().render(impact) == "### Mail routing: no mail uses a server, so none can be lost\n")
    #expect(try json(impact) == "{\"formatVersion\":1,\"losses\":[]}\n")
  }

  @Test("Markdown has the answer as its heading, and a row for each loss")
  func asMarkdown() throws {
    let expected = """
      ### Mail routing: without `east` and `west`, mail of 1 site and global waits

      | without | mail waits | mail moves to |
      | --- | --- | --- |
      | `east`, `west` | **1 site and global**: `(global)`, `museum` | `bulk` (1 site) |
      | `east` |  | `west` (2 sites and global) |
      | `own` |  | `east` (1 site) |

      """
    #expect(ImpactMarkdownRenderer().render(try impact(Self.text)) == expected)
  }

  @Test("JSON has every scope by name, `null` for mail that belongs to no site")
  func asJSON() throws {
    let expected = """
      {"formatVersion":1,"losses":[\
      {"servers":["east","west"],"waiting":[null,"museum"],"moved":[{"to":"bulk","scopes":["shop"]}]},\
      {"servers":["east"],"waiting":[],"moved":[{"to":"west","scopes":[null,"museum","shop"]}]},\
      {"servers":["own"],"waiting":[],"moved":[{"to":"east","scopes":["clinic"]}]}]}

      """
    #expect(try json(try impact(Self.text)) == expected)
  }

  @Test("Text and Markdown cut long lists, and say how many there are; JSON does not")
  func longLists() throws {
    let many = (10...49).map { "  site\($0): { servers: [only] }\n" }.joined()
    let impact = try impact("version: 1\nservers:\n  only: { serverName: h.example.com }\nsites:\n\(many)")
    #expect(text(impact).contains("without only, mail of 40 sites waits\n"))
    #expect(text(impact).contains("site21 and 28 more\n"))
    #expect(ImpactMarkdownRenderer().render(impact).contains("| **40 sites**: `site10`, "))
    #expect(ImpactMarkdownRenderer().render(impact).contains("`site21` and 28 more |"))
    #expect(try json(impact).contains("\"site49\""))
  }

  @Test("So are many servers to which mail moves", arguments: [12, 13, 15])
  func manyMoves(count: Int) throws {
    var servers = "  first: { serverName: h.example.com, priority: High }\n"
    var sites = ""
    for number in 10..<10 + count {
      servers += "  s\(number): { serverName: s\(number).example.com }\n"
      sites += "  site\(number): { servers: [first, s\(number)] }\n"
    }
    let impact = try impact("version: 1\nservers:\n\(servers)sites:\n\(sites)", upTo: .one)
    let (rest, text, markdown) = (count - 12, text(impact), ImpactMarkdownRenderer().render(impact))
    #expect(text.contains("  to s21: site21\n"))
    #expect(text.contains("  to \(rest) more: \(rest) \(rest == 1 ? "site" : "sites")\n") == (rest > 0))
    #expect(markdown.contains("`s21` (1 site)\(rest > 0 ? " and \(rest) more" : "") |"))
    #expect(!text.contains("to s22"))
  }

  @Test(
    "Text and Markdown show a hundred losses, the worst, and count the others",
    arguments: [(100, nil), (101, "1 more loss"), (150, "50 more losses")])
  func manyLosses(count: Int, rest: String?) throws {
    let impact = try impact(lonelySites(count))
    let (text, markdown) = (text(impact), ImpactMarkdownRenderer().render(impact))
    #expect(text.split(separator: "\n").count { $0.hasPrefix("without") } == 100)
    #expect(markdown.split(separator: "\n").count { $0.hasPrefix("| `") } == 100)
    #expect(text.hasSuffix(rest.map { "… and \($0); --format json lists all\n" } ?? "waits: site99\n"))
    #expect(markdown.hasSuffix(rest == nil ? "| `site99` |  |\n" : "\n\n… and \(count - 100) more.\n"))
    #expect(try json(impact).components(separatedBy: "\"servers\"").count == count + 1)
  }

  @Test("No line is wider than the terminal", arguments: [40, 60, 80, 120])
  func width(columns: Int) throws {
    let sites = (1...30).map { "  a-site-with-a-long-name-\($0): { servers: [only] }\n" }.joined()
    let impact = try impact("version: 1\nservers:\n  only: { serverName: h.example.com }\nsites:\n\(sites)")
    for line in text(impact, width: columns).split(separator: "\n") { #expect(line.count <= columns, "\(line)") }
  }

  @Test("Colour does not change the text")
  func colour() throws {
    let impact = try impact(Self.text)
    let coloured = text(impact, colour: true)
    #expect(coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "") == text(impact))
    #expect(coloured != text(impact))
  }
}
