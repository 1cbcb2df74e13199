import Analysis
import FuzzProperties
import JSONRPC
import Linting
import SourceText
import Testing

/// Servers and sites in several files: where they are, and other names for them.
@Suite("Names in several files")
struct NameTests {
  static let files = [
    "production.smtp.yaml": """
    version: 1
    x-first: &first primary
    servers:
      primary: { serverName: smtp.example.com }
      "bulk": { serverName: bulk.example.com }
    global: { defaultServer: *first, servers: [bulk] }
    sites:
      shop: { defaultServer: bulk, servers: [*first] }
      blog: { servers: ['bulk', primary] }
    """,
    "staging.smtp.yaml": """
    version: 1
    extends: production.smtp.yaml
    servers: { bulk: { priority: High }, trap: { serverName: trap.example.com } }
    sites: { shop: { servers: [trap] } }
    """,
    "development.smtp.yaml": """
    version: 1
    extends: production.smtp.yaml
    servers: { trap: { serverName: local.example.com } }
    remove: { sites: [blog] }
    global: { servers: [trap] }
    """,
    "production.test.yaml": """
    version: 1
    configuration: production.smtp.yaml
    tests:
      - { site: Shop, busy: [bulk], expect: { server: primary } }
    invariants:
      - { everyChainEndsIn: bulk, except: [blog, global] }
    """,
    "other.smtp.yaml": "version: 1\nservers: { bulk: { serverName: a.example } }\nglobal: { defaultServer: bulk }\n",
  ]

  private func client(open names: [String]) throws -> EditorClient {
    let client = try EditorClient(Self.files)
    for name in names { try client.open(name, try #require(Self.files[name])) }
    return client
  }

  /// Places as `FILE:LINE:CHARACTER`.
  private func places(_ json: JSON) -> [String] {
    (json.array ?? []).map { place in
      let start = place["range"]["start"]
      let file = place["uri"].string?.split(separator: "/").last.map(String.init) ?? ""
      return "\(file):\(start["line"].integer ?? -1):\(start["character"].integer ?? -1)"
    }
  }

  @Test("A definition is where the server is introduced, or the file of a path")
  func definitions() throws {
    let client = try client(open: ["staging.smtp.yaml", "production.test.yaml"])
    let server = try client.request("definition", in: "staging.smtp.yaml", line: 2, character: 12)
    #expect(places(server) == ["production.smtp.yaml:4:2", "staging.smtp.yaml:2:11"])
    let site = try client.request("definition", in: "production.test.yaml", line: 3, character: 12)
    #expect(places(site) == ["production.smtp.yaml:7:2"])
    let file = try client.request("definition", in: "staging.smtp.yaml", line: 1, character: 15)
    #expect(places(file) == ["production.smtp.yaml:0:0"])
    #expect(places(try client.request("definition", in: "staging.smtp.yaml", line: 0, character: 1)).isEmpty)
  }

  @Test("References are in all files, a text behind an alias once, and other servers of that name are others")
  func references() throws {
    let client = try client(open: ["production.smtp.yaml", "staging.smtp.yaml"])
    let context: [String: JSON] = ["context": ["includeDeclaration": false]]
    let bulk = try client.request("references", in: "production.smtp.yaml", line: 4, character: 4, context)
    #expect(
      places(bulk) == [
        "production.smtp.yaml:5:43", "production.smtp.yaml:7:25", "production.smtp.yaml:8:20",
        "production.test.yaml:3:25", "production.test.yaml:5:24",
      ])
    let primary = try client.request("references", in: "production.smtp.yaml", line: 3, character: 4, context)
    #expect(
      places(primary) == [
        "production.smtp.yaml:1:16", "production.smtp.yaml:8:28", "production.test.yaml:3:50",
      ])
    let trap = try client.request(
      "references", in: "staging.smtp.yaml", line: 3, character: 29,
      [
        "context": ["includeDeclaration": true]
      ])
    #expect(places(trap) == ["staging.smtp.yaml:2:37", "staging.smtp.yaml:3:27"])
    let highlights = try client.request("documentHighlight", in: "production.smtp.yaml", line: 4, character: 4)
    #expect(highlights.array?.map { $0["kind"] } == [3, 2, 2, 2])
  }

  /// The files after an edit.
  private func applied(_ edit: JSON) throws -> [String: String] {
    var files = Self.files
    for document in edit["documentChanges"].array ?? [] {
      let name = try #require(document["textDocument"]["uri"].string?.split(separator: "/").last.map(String.init))
      var lines = try #require(files[name]).split(separator: "\n", omittingEmptySubsequences: false).map {
        Array($0.utf8)
      }
      for edit in (document["edits"].array ?? []).reversed() {
        let (start, end) = (edit["range"]["start"], edit["range"]["end"])
        let line = try #require(start["line"].integer)
        #expect(start["line"] == end["line"])
        let range = try #require(start["character"].integer)..<(try #require(end["character"].integer))
        lines[line].replaceSubrange(range, with: try #require(edit["newText"].string).utf8)
      }
      files[name] = lines.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
    }
    return files
  }

  private func findings(_ files: [String: String]) throws -> [String] {
    let client = try EditorClient(files)
    let all = try client.request("workspace/diagnostic", ["previousResultIds": []])["items"].array ?? []
    return all.flatMap { $0["items"].array ?? [] }.compactMap { $0["code"].string }.sorted()
  }

  @Test(
    "After a rename, a check finds what it found before",
    arguments: [
      ("production.smtp.yaml", 3, 4, "first-relay"), ("production.smtp.yaml", 4, 4, "newsletters"),
      ("production.smtp.yaml", 1, 18, "0815"), ("production.smtp.yaml", 7, 4, "store"),
      ("production.smtp.yaml", 8, 3, "journal"), ("staging.smtp.yaml", 2, 12, "mass"),
      ("staging.smtp.yaml", 3, 28, "mousetrap"), ("production.test.yaml", 3, 26, "null"),
    ])
  func rename(file: String, line: Int, character: Int, new: String) throws {
    let client = try client(open: [file])
    let edit = try client.request("rename", in: file, line: line, character: character, ["newName": .string(new)])
    let after = try applied(edit)
    #expect(after != Self.files)
    #expect(try findings(after) == findings(Self.files))
    let renamed = try EditorClient(after)
    try renamed.open(file, try #require(after[file]))
    // The name at that place is the new one, and it can be given back its old one.
    let target = try renamed.request("prepareRename", in: file, line: line, character: character)
    #expect(target["placeholder"] == .string(new))
  }

  @Test(
    "A rename that would break something is refused, with the reason",
    arguments: [
      ("production.smtp.yaml", 4, 4, "primary", "already"), ("production.smtp.yaml", 4, 4, "TRAP", "already"),
      ("production.smtp.yaml", 4, 4, "a b", "letters"), ("production.smtp.yaml", 4, 4, "", "letters"),
      ("production.smtp.yaml", 7, 3, "Global", "reserved"), ("production.smtp.yaml", 0, 2, "x", "only servers"),
      ("production.smtp.yaml", 7, 3, "Blog", "already"),
    ])
  func refusals(file: String, line: Int, character: Int, new: String, reason: String) throws {
    let client = try client(open: [file])
    let error = #expect(throws: EditorClient.Refusal.self) {
      try client.request("rename", in: file, line: line, character: character, ["newName": .string(new)])
    }
    #expect(error?.code == -32803)
    #expect(error?.message.contains(reason) == true, "\(error?.message ?? "")")
  }

  @Test("A name that an alias uses for something else is not renamed")
  func sharedText() throws {
    let client = try EditorClient()
    let text = """
      version: 1
      servers: { &name mail: { serverName: a.example, username: *name, password: { env: P } } }
      global: { defaultServer: mail }
      """
    try client.open("smtpconf.yaml", text)
    let error = #expect(throws: EditorClient.Refusal.self) {
      try client.request("rename", in: "smtpconf.yaml", line: 2, character: 27, ["newName": "post"])
    }
    #expect(error?.message.contains("alias") == true)
  }

  @Test("Nothing is renamed while a file cannot be read, and only names can be")
  func unreadable() throws {
    let client = try client(open: ["production.smtp.yaml"])
    try client.open("staging.smtp.yaml", "extends: production.smtp.yaml\nservers: [")
    let error = #expect(throws: EditorClient.Refusal.self) {
      try client.request("rename", in: "production.smtp.yaml", line: 4, character: 4, ["newName": "mass"])
    }
    #expect(error?.message.contains("staging.smtp.yaml") == true)
    #expect(try client.request("prepareRename", in: "production.smtp.yaml", line: 0, character: 2) == .null)
  }
}
