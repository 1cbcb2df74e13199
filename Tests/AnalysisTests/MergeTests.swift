import Analysis
import Testing

@testable import Language

@Suite("Merge keys")
struct MergeTests {
  /// The priorities of the servers of a document whose server `relay` has the given lines, preceded by some anchors.
  private func relay(_ anchors: String, _ lines: String, sourceLocation: SourceLocation = #_sourceLocation) throws
    -> ResolvedServer
  {
    let checked = check(anchors + "\n" + Document.server(lines))
    #expect(checked.findings == [], sourceLocation: sourceLocation)
    return try #require(checked.configuration()?.servers.first, sourceLocation: sourceLocation)
  }

  private static let anchors = """
    x-high: &high
      priority: High
      serverName: high.example.com
    x-low: &low
      priority: Low
      serverName: low.example.com:26
    """

  private func host(_ server: ResolvedServer) -> String {
    if case .network(let endpoint, _, _) = server.server.delivery { endpoint.host.description } else { "" }
  }

  @Test("The keys of the merged mapping count as if they were written here")
  func merge() throws {
    let server = try relay(Self.anchors, "<<: *low")
    #expect(server.priority == .low)
    #expect(host(server) == "low.example.com")
  }

  @Test(
    "Own keys win, wherever the merge key is",
    arguments: ["priority: Normal\n<<: *low", "<<: *low\npriority: Normal"])
  func ownKeysWin(lines: String) throws {
    let server = try relay(Self.anchors, lines)
    #expect(server.priority == .normal)
    #expect(host(server) == "low.example.com")
  }

  @Test(
    "In a list the earlier mapping wins",
    arguments: [("[*low, *high]", Priority.low), ("[*high, *low]", .high), ("[*high]", .high)])
  func earlierWins(list: String, priority: Priority) throws {
    #expect(try relay(Self.anchors, "<<: \(list)").priority == priority)
  }

  @Test("Merged mappings may be inline, aliases, an alias to a list, or a mixture")
  func forms() throws {
    #expect(try relay("", "<<: { priority: High, serverName: h }").priority == .high)
    #expect(try relay("", "<<: [{ priority: High }, { priority: Low, serverName: h }]").priority == .high)
    #expect(try relay(Self.anchors + "\nx-all: &all [*low, *high]", "<<: *all").priority == .low)
    #expect(try relay(Self.anchors, "<<: [{ priority: High }, *low]").priority == .high)
    #expect(try relay(Self.anchors, "serverName: h\n<<: []").priority == .normal)
    #expect(try relay(Self.anchors, "serverName: h\n<<: {}").priority == .normal)
  }

  @Test("A merged mapping may merge others: it is complete before it is merged")
  func nested() throws {
    let anchors = Self.anchors + "\nx-mixed: &mixed\n  <<: [*high, *low]\n  priority: Normal\n"
    let server = try relay(anchors, "<<: *mixed")
    #expect(server.priority == .normal)
    #expect(host(server) == "high.example.com")
    #expect(host(try relay(anchors, "<<: [*low, *mixed]")) == "low.example.com")
  }

  @Test("A mapping that is merged twice is not a duplicate of itself")
  func diamond() throws {
    let anchors = "x-base: &base { priority: Low }\nx-a: &a { <<: *base }\nx-b: &b { <<: *base, serverName: h }"
    #expect(try relay(anchors, "<<: [*a, *b]").priority == .low)
    #expect(try relay(anchors, "<<: [*base, *base]\nserverName: h").priority == .low)
  }

  @Test("Mappings merge everywhere: the document, the servers, scopes and passwords")
  func everywhere() throws {
    let text = """
      x-all: &all
        version: 1
        sites:
          shop: &shop
            servers: [b]
      x-servers: &servers
        a: { serverName: a.example.com, username: u, useSSL: true, password: &password { env: X } }
        b: { serverName: b.example.com, username: v, useSSL: true, password: { <<: *password } }
      <<: *all
      servers:
        <<: *servers
      global:
        <<: *shop
        defaultServer: a
      """
    let checked = check(text)
    #expect(checked.findings == ["redundant-assignment 5"])
    let configuration = try #require(checked.configuration())
    #expect(configuration.servers.map(\.id) == ["a", "b"])
    #expect(configuration.sites.map(configuration.name(of:)) == ["shop"])
    #expect(configuration.assignments(in: configuration.global).map(\.server) == [1])
  }

  @Test("Two merge keys in one mapping are duplicates")
  func twice() {
    #expect(check(Self.anchors + "\n" + Document.server("<<: *high\n<<: *low")).findings == ["duplicate-key 11"])
  }

  @Test("A key may be in several merged mappings and in the mapping itself, but not twice in one")
  func duplicatesInside() {
    let anchors = "x-a: &a\n  priority: High\n  priority: Low"
    #expect(check(anchors + "\n" + Document.server("serverName: h\n<<: *a")).findings == ["duplicate-key 3"])
  }

  @Test("A quoted `<<` is an ordinary key", arguments: ["\"<<\"", "'<<'", "!!str <<"])
  func quoted(key: String) {
    #expect(check(Self.anchors + "\n" + Document.server("serverName: h\n\(key): *high")).findings == ["unknown-key 11"])
  }

  @Test(
    "Anything but a mapping or a list of mappings is the wrong type",
    arguments: [
      "<<: x", "<<:", "<<: ~", "<<: 1", "<<: [x]", "<<: [[]]", "<<: [{ priority: High }, null]",
    ])
  func wrong(line: String) {
    #expect(check(Document.server("serverName: h\n\(line)")).findings == ["wrong-type 5"])
  }

  @Test("Ids that differ only in case are reported after merging, at the later one in the text")
  func duplicateIDs() {
    let text = """
      x-servers: &servers
        Relay: { serverName: a.example.com }
      version: 1
      servers:
        relay: { serverName: b.example.com }
        <<: *servers
      global:
        servers: [relay, Relay]
      """
    #expect(check(text).findings == ["duplicate-id 5"])
  }
}
