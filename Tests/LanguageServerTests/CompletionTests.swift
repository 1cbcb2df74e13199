import FuzzProperties
import JSONRPC
import Testing

/// What is offered at the cursor, also in text that is not YAML yet.
@Suite("Completion")
struct CompletionTests {
  private static let servers = """
    version: 1
    servers:
      primary: { serverName: smtp.example.com:587, priority: High }
      bulk: { serverName: bulk.example.com }

    """

  @Test("Keys that are not there yet, also if a word is half written", arguments: ["useSS▮", "▮", "\n    ▮"])
  func keys(word: String) throws {
    let text = "version: 1\nservers:\n  primary:\n    serverName: a.example\n    \(word)\n    priority: High\n"
    #expect(
      try CursorText(text).labels()
        == ["enabled", "deliveryMethod", "username", "password", "useSSL", "pickupDirectory"])
  }

  @Test("Keys of the top level and in braces")
  func otherKeys() throws {
    #expect(try CursorText("version: 1\n▮").labels() == ["servers", "global", "sites", "extends", "partial"])
    #expect(try CursorText("ver▮").labels().contains("version"))
    #expect(try CursorText("version: 1\nextends: a.yaml\nrem▮").labels().contains("remove"))
    #expect(try CursorText("global: { defaultServer: a, ▮ }").labels() == ["servers"])
    #expect(try CursorText("global: { def▮").labels().first == "defaultServer")
  }

  @Test(
    "Words that a key can have",
    arguments: [
      ("priority: ▮", ["High", "Normal", "Low"]), ("priority: Hi▮", ["High", "Normal", "Low"]),
      ("enabled: ▮", ["true", "false"]), ("password: ▮", ["{ env: NAME }", "{ file: PATH }", "{ credential: NAME }"]),
      ("password: { ▮", ["env", "file", "credential"]), ("serverName: ▮", []), ("unknown: ▮", []),
    ])
  func words(line: String, expected: [String]) throws {
    #expect(try CursorText("version: 1\nservers:\n  primary:\n    \(line)\n  bulk:\n").labels() == expected)
  }

  @Test(
    "Servers that are not in the list yet",
    arguments: [
      "global:\n  servers: [primary, ▮]", "global:\n  servers: [primary, bu▮", "global: { servers: [▮, primary] }",
      "global:\n  servers:\n    - primary\n    - ▮", "global:\n  servers:\n  - primary\n  - b▮\n",
      "global: { servers: [\n    primary,\n    ▮\n  ]}", "sites: { shop: { servers: [primary, \"▮\"] } }",
    ])
  func listedServers(text: String) throws {
    #expect(try CursorText(Self.servers + text).labels() == ["bulk"])
  }

  @Test("A server has its host and its priority, and a new list its brackets")
  func details() throws {
    let items = try CursorText(Self.servers + "sites:\n  shop:\n    servers: ▮").ask("completion")["items"].array ?? []
    #expect(items.map { $0["detail"] } == ["smtp.example.com:587, High", "bulk.example.com:25, Normal"])
    #expect(items.first?["textEdit"]["newText"] == "[primary$0]")
    #expect(try CursorText(Self.servers + "global:\n  defaultServer: ▮").labels() == ["primary", "bulk", "null"])
  }

  @Test("A value that is completed after its colon gets a space", arguments: ["defaultServer:▮", "servers:▮"])
  func spaces(line: String) throws {
    let items = try CursorText(Self.servers + "global:\n  \(line)").ask("completion")["items"].array ?? []
    #expect(items.first?["textEdit"]["newText"].string?.first == " ")
  }

  @Test("Servers and sites of other files")
  func layers() throws {
    let files = ["base.smtp.yaml": Self.servers + "sites:\n  shop:\n  blog:\n", "notes.yaml": "", "a.test.yaml": ""]
    func labels(_ text: String, as name: String = "over.smtp.yaml") throws -> [String] {
      try CursorText(text).labels(as: name, beside: files)
    }
    let overlay = "version: 1\nextends: base.smtp.yaml\n"
    #expect(try labels(overlay + "global: { servers: [▮] }") == ["primary", "bulk"])
    #expect(try labels(overlay + "servers:\n  bulk: {}\n  ▮") == ["primary"])
    #expect(try labels(overlay + "remove: { sites: [blog, ▮] }") == ["shop"])
    #expect(try labels("version: 1\nextends: ▮") == ["base.smtp.yaml", "notes.yaml"])
    let test = "version: 1\nconfiguration: base.smtp.yaml\n"
    #expect(try labels(test + "tests:\n  - site: ▮", as: "x.test.yaml") == ["shop", "blog"])
    #expect(try labels(test + "tests:\n  - site: shop\n    busy: [▮", as: "x.test.yaml") == ["primary", "bulk"])
    #expect(try labels(test + "tests:\n  - site: shop\n    ▮", as: "x.test.yaml").contains("expect"))
    #expect(
      try labels(test + "invariants:\n  - everyChainEndsIn: bulk\n    except: [shop, ▮]", as: "x.test.yaml") == ["blog"]
    )
    #expect(try labels("version: 1\nconf▮", as: "x.test.yaml").contains("configuration"))
  }

  @Test("Rules in a comment that suppresses them")
  func rules() throws {
    let all = try CursorText("# smtpconf: allow ▮").labels()
    #expect(all.contains("unused-server") && !all.contains("yaml-syntax"))
    let rest = try CursorText("version: 1 # smtpconf: allow unused-server, single▮").labels()
    #expect(rest.contains("single-server-chain") && !rest.contains("unused-server"))
    #expect(try CursorText("# smtpconf: allow unused-server -- because ▮").labels().isEmpty)
    #expect(try CursorText("# smtpconf: ▮").labels() == ["allow"])
    #expect(try CursorText("# any other ▮").labels().isEmpty)
  }

  @Test("Text that does not end is no obstacle")
  func unfinished() throws {
    let text = "version: 1\nservers: { primary: { serverName: a.example\nglobal:\n  ▮\nsites:\n"
    #expect(try CursorText(text).labels() == ["defaultServer", "servers"])
    let quote = "version: 1\nservers:\n  a:\n    serverName: \"smtp.exam\n  b:\n    prio▮\n"
    #expect(try CursorText(quote).labels().contains("priority"))
  }
}
