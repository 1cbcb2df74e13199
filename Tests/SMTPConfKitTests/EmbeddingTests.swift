import SMTPConfKit
import Testing

/// smtpconf as a program meets it that imports `SMTPConfKit` and nothing else.
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

  @Test("A text is parsed, checked, compiled and looked up")
  func wholeWay() throws {
    let checked = CheckedFile(SourceFile(name: "smtpconf.yaml", text: Self.yaml))
    #expect(checked.report.diagnostics.map(\.rule) == ["single-server-chain"])
    let table = RoutingTable(try #require(checked.configuration))
    #expect(table.siteNames == ["Shop", "intranet"])
    #expect(table.chain(ofSite: "shop")?.links.map(\.server.id) == ["primary", "fallback"])
    let json = String(decoding: table.json(), as: UTF8.self)
    #expect(json.hasPrefix("{\n  \"formatVersion\": 1,\n"))
  }

  @Test("A router answers by the product's names")
  func outcomes() throws {
    let checked = CheckedFile(SourceFile(name: "smtpconf.yaml", text: Self.yaml))
    let router = Router(RoutingTable(try #require(checked.configuration)))
    guard case .available(let server)? = router.outcome(ofSite: "SHOP", busy: ["primary"]) else {
      Issue.record("the shop has a second server")
      return
    }
    #expect(server.id == "fallback")
    #expect(server.delivery.method == .network)
    #expect(router.outcome(ofSite: "intranet", busy: ["fallback"]) == .temporarilyUnavailable)
    #expect(router.outcome(ofSite: nil)?.isAvailable == true)
    #expect(router.outcome(ofSite: "nowhere") == nil)
  }

  @Test("What is wrong can be shown with its place, and there is no configuration")
  func findings() throws {
    let source = SourceFile(name: "smtpconf.yaml", text: "version: 1\nservers: []\n")
    let checked = CheckedFile(source)
    let lines = LineIndex(source)
    let found = checked.report.diagnostics.map { "\(lines.position(at: $0.span.start).line): \($0.rule)" }
    #expect(found == ["1: missing-key", "2: wrong-type"])
    #expect(checked.configuration == nil)
  }

  @Test("A rule that may be set can be allowed, one of form cannot")
  func policy() throws {
    var options = CheckOptions()
    try options.policy.set("single-server-chain", to: .allow)
    #expect(CheckedFile(SourceFile(name: "x", text: Self.yaml), options: options).report.diagnostics.isEmpty)
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
