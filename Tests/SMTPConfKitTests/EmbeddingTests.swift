import SMTPConfKit
import Testing

/// The library as used by a program that imports only `SMTPConfKit`.
@Suite("Embedding")
struct EmbeddingTests {
  static let yaml = """
    version: 1
    servers:
      primary:
        serverName: smtp.example.com:587
        useSSL: true
      fallback:
        serverName: fallback.example.com
    global:
      defaultServer: primary
    sites:
      Shop:
        servers: [fallback]
      intranet:
        defaultServer: null
        servers: [fallback]
    """

  @Test("A configuration is parsed, checked, compiled and queried")
  func wholeWay() throws {
    let checked = Analysis(SourceFile(name: "smtpconf.yaml", text: Self.yaml))
    #expect(checked.report.diagnostics.map(\.rule) == ["single-server-chain"])
    let table = RoutingTable(try #require(checked.configuration()))
    #expect(table.siteNames == ["Shop", "intranet"])
    #expect(table.chain(ofSite: "shop")?.links.map(\.server.id) == ["primary", "fallback"])
    let json = String(decoding: table.json(), as: UTF8.self)
    #expect(json.hasPrefix("{\n  \"formatVersion\": 1,\n"))
  }

  @Test("A router answers with the outcomes of Kentico Xperience")
  func outcomes() throws {
    let checked = Analysis(SourceFile(name: "smtpconf.yaml", text: Self.yaml))
    let router = Router(RoutingTable(try #require(checked.configuration())))
    guard case .available(let server)? = router.outcome(of: .site("SHOP"), busy: ["primary"]) else {
      Issue.record("the shop has a second server")
      return
    }
    #expect(server.id == "fallback")
    #expect(server.delivery.method == .network)
    #expect(router.outcome(of: .site("intranet"), busy: ["fallback"]) == .temporarilyUnavailable)
    #expect(router.outcome(of: .global)?.isAvailable == true)
    #expect(router.outcome(of: .site("nowhere")) == nil)
  }

  @Test("Problems can be shown with their places, and there is no configuration")
  func findings() throws {
    let source = SourceFile(name: "smtpconf.yaml", text: "version: 1\nservers: []\n")
    let checked = Analysis(source)
    let lines = LineIndex(source)
    let found = checked.report.diagnostics.map { "\(lines.position(at: $0.span.start).line): \($0.rule)" }
    #expect(found == ["1: missing-key", "2: wrong-type"])
    #expect(checked.configuration() == nil)
  }

  @Test("A rule with an adjustable severity can be allowed, others cannot")
  func policy() throws {
    var options = CheckOptions()
    try options.policy.set("single-server-chain", to: .allow)
    #expect(Analysis(SourceFile(name: "x", text: Self.yaml), options: options).report.diagnostics.isEmpty)
    #expect(throws: RulePolicyError.notAdjustable("duplicate-key")) {
      try options.policy.set("duplicate-key", to: .allow)
    }
    #expect(throws: RulePolicyError.unknownRule("duplicate-keys", suggestion: "duplicate-key")) {
      try options.policy.set("duplicate-keys", to: .allow)
    }
  }
}

extension Outcome {
  fileprivate var isAvailable: Bool { if case .available = self { true } else { false } }
}

/// The first program in docs/library.md.
@Suite("A lookup")
struct LookupTests {
  @Test("names the server, or why there is none")
  func answers() {
    #expect(lookUp(EmbeddingTests.yaml, site: "shop", busy: []) == ["send through primary"])
    #expect(lookUp(EmbeddingTests.yaml, site: "shop", busy: ["primary"]) == ["send through fallback"])
    #expect(lookUp(EmbeddingTests.yaml, site: "intranet", busy: ["fallback"]) == ["wait: every server is busy"])
    #expect(lookUp(EmbeddingTests.yaml, site: "nowhere", busy: []) == ["unknown site"])
  }

  @Test("names the problems if there is no configuration")
  func problems() {
    let problems = lookUp("version: 1\nservers: []\n", site: "shop", busy: [])
    #expect(problems.map { $0.prefix { $0 != ":" } } == ["missing-key", "wrong-type"])
  }
}

/// The second program in docs/library.md.
@Suite("A sender")
struct SenderTests {
  private func sender() throws -> Sender {
    let checked = Analysis(SourceFile(name: "smtpconf.yaml", text: EmbeddingTests.yaml))
    return try Sender(table: RoutingTable(try #require(checked.configuration())).json())
  }

  @Test("sends through the first server, and through the next one if the message is refused")
  func sends() throws {
    let sender = try sender()
    var asked: [DeliveryMethod] = []
    #expect(sender.send(of: .site("shop")) { _ in true } == "sent through primary")
    let result = sender.send(of: .site("shop")) { delivery in
      asked.append(delivery.method)
      return asked.count == 2
    }
    #expect(result == "sent through fallback")
    #expect(sender.pool.busyServers.isEmpty)
  }

  @Test("gives the reason why a message waits")
  func waits() throws {
    let sender = try sender()
    #expect(sender.send(of: .global) { _ in false } == "waits: every server is busy or has refused it")
    #expect(sender.send(of: .site("nowhere")) { _ in true } == "unknown site nowhere")
  }

  @Test("releases the server if delivery fails")
  func fails() throws {
    struct Broken: Error {}
    let sender = try sender()
    #expect(throws: Broken.self) { try sender.send(of: .global) { _ in throw Broken() } }
    #expect(sender.pool.busyServers.isEmpty)
  }
}
