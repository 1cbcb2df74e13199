import Foundation
import FuzzProperties
import Language
import SourceText
import TestSupport
import Testing

@testable import Pages
@testable import Routing

@Suite("The page of a routing")
struct RoutingPageTests {
  @Test("It is well-formed, the same each time, and loads nothing")
  func form() throws {
    let router = try Routings.router(Production.text)
    let page = try Routings.page(router)
    #expect(try Routings.page(router) == page)
    let elements = try Markup.elements(in: page)
    #expect(elements.filter { $0 == "script" }.count == 2)
    #expect(elements.allSatisfy { !["img", "iframe", "object", "embed", "form", "base"].contains($0) })
    #expect(!page.contains("http://") || page.contains("http://www.w3.org/2000/svg"))
    #expect(page.matches(of: /https?:\/\/[^"]+/).map { String($0.output) } == ["http://www.w3.org/2000/svg"])
    #expect(Runners.obeyed(in: page).isEmpty)
  }

  @Test("Its policy allows its own script and styles only")
  func policy() throws {
    let page = try Routings.page(try Routings.router(Production.text))
    let policy = try #require(page.firstMatch(of: /Content-Security-Policy" content="([^"]+)"/)).output.1
      .replacing("&#39;", with: "'")
    #expect(policy.hasPrefix("default-src 'none'; ") && !policy.contains("unsafe"))
    for file in [PageFile.pageStyle, .pictureStyle, .script] {
      #expect(policy.contains("'sha256-\(Digest.base64(of: file.bytes))'"))
      #expect(page.contains(String(decoding: file.bytes, as: UTF8.self)))
    }
  }

  @Test("It says what the worst losses are")
  func answer() throws {
    let page = try Routings.page(try Routings.router(Production.text))
    #expect(page.contains("Without <b>bulk</b> and <b>primary</b>, mail of 3 sites and global waits."))
    #expect(page.contains("2 servers have no replacement for some mail; the worst: without primary"))
    #expect(page.contains("1 site → <b>primary</b>"))
    let none = try Routings.page(
      try Routings.router("version: 1\nservers: { a: { serverName: a.example.com } }\nsites: { s: {} }\n"))
    #expect(none.contains("No mail uses a server, so none can be lost."))
    #expect(none.contains("No chain has a server."))
  }

  @Test("Titles, dates and file names are text")
  func captions() throws {
    let router = try Routings.router(Production.text)
    let hostile = "</title><script>alert(1)</script>\n::x ##vso[y]\u{202E}"
    let page = try Routings.page(router, title: hostile, date: hostile)
    #expect(try Markup.elements(in: page) == Markup.elements(in: Routings.page(router)))
    #expect(Runners.obeyed(in: page).isEmpty && !page.contains("\u{202E}"))
    #expect(page.contains("alert(1)&lt;/script&gt;\\u{A}::x &#35;&#35;vso[y]\\u{202E}</h1>"))
  }

  @Test("It has no user names, no passwords and no names of secrets")
  func secrets() throws {
    let router = try Routings.router(
      """
      version: 1
      servers:
        a: { serverName: a.example.com, username: the-user, password: hunter2, useSSL: true }
        b: { serverName: b.example.com, username: { env: THE_NAME }, password: { file: /run/the-file } }
      global: { servers: [a, b] }
      """)
    let page = try Routings.page(router)
    for secret in ["the-user", "hunter2", "THE_NAME", "the-file"] { #expect(!page.contains(secret)) }
  }

  /// The data as the script reads it.
  private struct Read: Decodable {
    let servers: [String]
    let details: [String]
    let files: [String]
    let links: [Int]
    let nodes: [Int]
    let groups: [Int]
    let names: [String]
    let heads: [Int]

    /// For each name, its chain, with the reasons and the lines.
    var chains: [String: [String]] {
      let priorities = ["High", "Normal", "Low"]
      let origins = ["siteDefault", "globalDefault", "site", "global"]
      return Dictionary(
        uniqueKeysWithValues: zip(names, heads).map { name, head in
          var steps: [String] = []
          var node = head
          while node > 0 {
            let link = nodes[2 * node - 2] * 4
            let (reason, line) = (links[link + 1], links[link + 3])
            let place = links[link + 2] < 0 ? "" : " \(files[links[link + 2]]):\(line)"
            steps.append("\(servers[links[link]]) \(priorities[reason % 3]) \(origins[reason / 3])\(place)")
            node = nodes[2 * node - 1]
          }
          return (name, steps)
        })
    }
  }

  @Test("Its data has the chain of every scope, with reasons and lines", arguments: 0..<20)
  func data(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let text = Routings.random(sites: Int.random(in: 0...60, using: &generator), servers: 7, using: &generator)
    let router = try Routings.router(text)
    let page = try Routings.page(router)
    let json = try #require(page.firstMatch(of: /<script type="application\/json" id="data">([\s\S]*?)<\/script>/))
    let read = try JSONDecoder().decode(Read.self, from: Data(json.output.1.utf8))
    #expect(read.groups.reduce(0, +) == read.names.count && read.groups.first == 1 && read.names.first == "(global)")
    var expected: [String: [String]] = [:]
    let sources = try #require(router.sources)
    for route in router.routes(of: router.scopes) {
      expected["\(route.scope)"] = try route.steps.map { step in
        let place = try #require(step.place)
        let file = sources.file(at: place)
        let line = LineIndex(file).line(at: file.bytes(of: place).start)
        return "\(step.server.id) \(step.priority.rawValue) \(step.via.rawValue) \(file.name):\(line)"
      }
    }
    #expect(read.chains == expected)
    var start = 0
    for count in read.groups {
      let group = read.names[start..<start + count]
      #expect(Set(group.map { read.chains[$0]?.map { $0.prefix { $0 != " " } } }).count == 1)
      start += count
    }
  }

  @Test("Chains that end in the same way are written once: 20 sites cost little more than one")
  func sharing() throws {
    func length(sites: Int) throws -> Int {
      let text =
        "version: 1\nservers:\n"
        + (0..<30).map { "  server-\($0): { serverName: s\($0).example.com }\n" }.joined()
        + "global: { servers: [\((0..<30).map { "server-\($0)" }.joined(separator: ", "))] }\nsites:\n"
        + (0..<sites).map { "  site-\($0):\n" }.joined()
      return try Routings.page(try Routings.router(text)).utf8.count
    }
    #expect(try length(sites: 20) - length(sites: 1) < 20 * 40)
  }
}
