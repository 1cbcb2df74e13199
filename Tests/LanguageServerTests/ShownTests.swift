import FuzzProperties
import JSONRPC
import Testing

/// Hover, actions, symbols, folding and hints.
@Suite("What an editor shows")
struct ShownTests {
  private static let text = """
    # The servers of the shop,
    # and of nothing else.
    version: 1
    servers:
      primary:
        serverName: smtp.example.com
        username: mailer
        password: hunter2-geheim
        useSSL: true
      spare: { serverName: spare.example.com:587 }
    global: { defaultServer: primary }
    sites:
      shop: { servers: [spare] }
    """

  private func hover(_ text: String, beside files: [String: String] = [:]) throws -> String {
    try CursorText(text).ask("hover", beside: files)["contents"]["value"].string ?? ""
  }

  @Test("A site has its chain, in the words of `route`")
  func chain() throws {
    let shown = try hover(Self.text.replacing("shop: {", with: "sh▮op: {"))
    #expect(shown.contains("shop: Available via primary\n  primary: used — High (default server of global)"))
    #expect(shown.contains("spare: not needed — Normal (listed by this site), smtpconf.yaml:13"))
  }

  @Test("A server has its endpoint and its uses, a key its documentation, a finding its rule")
  func others() throws {
    let server = try hover(Self.text.replacing("[spare]", with: "[sp▮are]"))
    #expect(server.contains("`spare.example.com:587, Normal`") && server.contains("named by 1 site: `shop`"))
    #expect(server.contains("in the chain of 1 of 1 sites"))
    #expect(try hover(Self.text.replacing("useSSL", with: "use▮SSL")).contains("STARTTLS"))
    let finding = try hover(Self.text.replacing("hunter2", with: "hun▮ter2"))
    let page = "[`plaintext-password`](https://example.com/plaintext-password)"
    #expect(finding.contains("\(page): A password is written in the file"))
    #expect(!finding.contains("hunter2"))
    #expect(try hover("# smtpconf: allow unused▮-server -- x\n").contains("unused-server"))
  }

  @Test("Text from a file is no link and no picture")
  func markdown() throws {
    let shown = try hover(
      "version: 1\n\"![a](https://a.example)`[b](https://b.example)\": ▮1\n".replacing("![", with: "!▮["))
    #expect(shown.contains("unknown key"))
    #expect(!shown.contains("`[b](") && !shown.contains(" ![a]("))
  }

  @Test("A value of an overlay says what it replaces")
  func replaced() throws {
    let base =
      "version: 1\nservers: { a: { serverName: a.example, username: u, password: hunter2 } }\nglobal: { defaultServer: a }\n"
    let overlay =
      "version: 1\nextends: base.smtp.yaml\nservers:\n  a:\n    serverName: b.▮example\n    password: { env: P }\n"
    let shown = try hover(overlay, beside: ["base.smtp.yaml": base])
    #expect(shown.contains("Replaces `a.example` in `base.smtp.yaml`, line 2."))
    let secret = try hover(
      overlay.replacing("▮", with: "").replacing("password", with: "pass▮word"), beside: ["base.smtp.yaml": base])
    #expect(secret.contains("Replaces `****`") && !secret.contains("hunter2"))
  }

  private func actions(_ marked: String, only kinds: [JSON]? = nil) throws -> [JSON] {
    let cursor = CursorText(marked)
    let client = try EditorClient()
    try client.open("smtpconf.yaml", cursor.text)
    let place: JSON = ["line": .integer(cursor.line), "character": .integer(cursor.character)]
    let context: JSON = kinds.map { ["diagnostics": [], "only": .array($0)] } ?? ["diagnostics": []]
    return try client.request(
      "textDocument/codeAction",
      [
        "textDocument": ["uri": EditorClient.uri("smtpconf.yaml")], "range": ["start": place, "end": place],
        "context": context,
      ]
    ).array ?? []
  }

  private func texts(_ action: JSON?) -> [String] {
    (action?["edit"]["documentChanges"].array ?? []).flatMap { $0["edits"].array ?? [] }
      .compactMap { $0["newText"].string }
  }

  @Test("A password can be kept elsewhere, and its text is never sent")
  func passwords() throws {
    let found = try actions(Self.text.replacing("hunter2", with: "▮hunter2"))
    #expect(
      found.map { $0["title"] } == [
        "Replace the password by `{ env: PRIMARY_PASSWORD }`", "Suppress plaintext-password here",
      ])
    #expect(!found.contains { String(decoding: $0.bytes, as: UTF8.self).contains("hunter2") })
    let named = try actions(Self.text.replacing("hunter2-geheim", with: "▮SMTP_PASSWORD"))
    #expect(named.first?["title"] == "Replace `NAME` by `{ env: NAME }`")
    #expect(texts(named.first) == ["{ env: ", " }"])
    #expect(!named.contains { String(decoding: $0.bytes, as: UTF8.self).contains("SMTP_PASSWORD") })
  }

  @Test("Fixes, declarations and suppressions")
  func fixes() throws {
    let missing = try actions(Self.text.replacing("[spare]", with: "[spare, ▮other]"))
    #expect(missing.map { $0["title"] } == ["Declare `other`"])
    #expect(texts(missing.first) == ["\n  other:\n    serverName: smtp.example.com"])
    let wrong = Self.text.replacing("useSSL: true", with: "useSSL: ▮yes")
    #expect(try actions(wrong, only: ["quickfix"]).first?["isPreferred"] == true)
    let everything = try actions(wrong, only: ["source.fixAll"])
    #expect(everything.map { $0["kind"] } == ["source.fixAll.smtpconf"])
    #expect(texts(everything.first) == ["true"])
    #expect(try actions(wrong, only: ["refactor"]).isEmpty)
  }

  @Test("Symbols, folding and hints")
  func structure() throws {
    let client = try EditorClient()
    try client.open("smtpconf.yaml", Self.text)
    let document: JSON = ["uri": EditorClient.uri("smtpconf.yaml")]
    let symbols = try client.request("textDocument/documentSymbol", ["textDocument": document]).array ?? []
    #expect(symbols.map { $0["name"] } == ["version", "servers", "global", "sites"])
    #expect(symbols[1]["children"].array?.map { $0["detail"] } == ["smtp.example.com", "spare.example.com:587"])
    let folds = try client.request("textDocument/foldingRange", ["textDocument": document]).array ?? []
    #expect(folds.map { [$0["startLine"].integer, $0["endLine"].integer] } == [[3, 9], [4, 8], [11, 12], [0, 1]])
    let whole: JSON = ["start": ["line": 0, "character": 0], "end": ["line": 99, "character": 0]]
    let hints = try client.request("textDocument/inlayHint", ["textDocument": document, "range": whole]).array ?? []
    #expect(hints.map { $0["label"] } == [":25", "High", "→ primary"])
    #expect(hints.map { $0["position"]["line"] } == [5, 10, 12])
    let found = try client.request("workspace/symbol", ["query": "sp"]).array ?? []
    #expect(found.map { $0["name"] } == ["spare", "shop"])
  }

  @Test("Hints can be switched off")
  func hints() throws {
    let client = try EditorClient(settings: ["inlayHints": ["port": false, "firstServer": false]])
    try client.open("smtpconf.yaml", Self.text)
    let whole: JSON = ["start": ["line": 0, "character": 0], "end": ["line": 99, "character": 0]]
    let hints = try client.request(
      "textDocument/inlayHint", ["textDocument": ["uri": EditorClient.uri("smtpconf.yaml")], "range": whole])
    #expect(hints.array?.map { $0["label"] } == ["High"])
  }
}
