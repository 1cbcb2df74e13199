import Analysis
import Diagnostics
import FuzzProperties
import JSONRPC
import Linting
import Reporting
import Rules
import SourceText
import Testing

/// What the editor shows is what `check` says.
@Suite("Findings in an editor")
struct FindingTests {
  /// The findings of a document as text.
  private func shown(_ items: JSON) -> [String] {
    (items.array ?? []).map { item in
      let start = item["range"]["start"]
      return "\(start["line"].integer ?? -1):\(item["code"].string ?? "") \(item["message"].string ?? "")"
    }
  }

  private func expected(_ report: FileReport) -> [String] {
    let lines = LineIndex(report.source)
    return report.diagnostics.map { finding in
      let line = lines.position(at: report.source.bytes(of: finding.span).start).line - 1
      return "\(line):\(finding.rule) \(finding.message.escapedForJSON)"
    }
  }

  @Test("The bad examples of all rules have the findings of a check", arguments: RuleCatalog.rules.all)
  func examples(rule: Rule) throws {
    for example in rule.bad where example.folders.isEmpty && example.files.isEmpty {
      let text = example.unmarked.text
      let client = try EditorClient()
      try client.open("example.yaml", text)
      let items = shown(try client.diagnostics("example.yaml")["items"])
      let report = Analysis(SourceFile(name: "example.yaml", text: text)).report
      #expect(Array(items.prefix(report.diagnostics.count)) == expected(report))
      let isReadable = !report.diagnostics.contains { $0.rule.text.hasPrefix("yaml-") }
      #expect(!isReadable || items.count == report.diagnostics.count)
    }
  }

  private static let production = """
    version: 1
    servers:
      primary: { serverName: smtp.example.com }
      bulk: { serverName: bulk.example.com }
    global: { defaultServer: primary, servers: [bulk] }
    """
  private static let staging = """
    version: 1
    extends: production.smtp.yaml
    global: { servers: [bulk, gone] }
    """

  @Test("Unsaved text of a base counts in the overlay")
  func unsavedBase() throws {
    let client = try EditorClient(["production.smtp.yaml": Self.production])
    try client.open("staging.smtp.yaml", Self.staging)
    #expect(
      shown(try client.diagnostics("staging.smtp.yaml")["items"]) == ["2:undefined-server no server has the id `gone`"])
    try client.open("production.smtp.yaml", Self.production.replacing("bulk:", with: "gone:"))
    let other = try client.diagnostics("staging.smtp.yaml")["items"]
    #expect(shown(other) == ["2:undefined-server no server has the id `bulk`"])
    let base = try client.diagnostics("production.smtp.yaml")
    let related = base["relatedDocuments"].object?["file:///work/staging.smtp.yaml"]
    #expect(related?["items"] == other)
  }

  @Test("A client that does not ask is told, once for each version")
  func published() throws {
    let client = try EditorClient(["production.smtp.yaml": Self.production], capabilities: [:])
    try client.open("staging.smtp.yaml", Self.staging)
    try client.change("staging.smtp.yaml", Self.staging.replacing(", gone", with: ""), version: 2)
    let messages = client.unasked.filter { $0["method"] == "textDocument/publishDiagnostics" }.map { $0["params"] }
    #expect(messages.map { $0["version"] } == [1, 2])
    #expect(messages.map { $0["diagnostics"].array?.count } == [1, 0])
  }

  @Test("A line that is not finished does not silence the others")
  func broken() throws {
    let client = try EditorClient()
    try client.open(
      "smtpconf.yaml",
      """
      version: 1
      servers:
        primary:
          serverName: smtp.example.com
          useSS
        bulk:
          serverName: bulk.example.com:99999
      global: { defaultServer: primary, servers: [bulk, nope] }
      """)
    let codes = try client.diagnostics("smtpconf.yaml")["items"].array?.map { $0["code"] }
    #expect(codes == ["yaml-syntax", "port-out-of-range", "undefined-server"])
  }

  @Test(
    "A damaged line of a file without mistakes causes no finding but its own",
    arguments: ["KEY", "KEY:VALUE [", "}", "\tKEY:VALUE", " KEY:VALUE", "KEY: \"", "KE", "]"])
  func damaged(form: String) throws {
    let text = """
      version: 1
      servers:
        primary:
          serverName: smtp.example.com:587
          useSSL: true
        bulk:
          serverName: bulk.example.com
      global:
        defaultServer: primary
        servers: [bulk]
      sites:
        shop:
          defaultServer: bulk
        blog:
          servers:
            - bulk
            - primary
      """
    let client = try EditorClient()
    try client.open("smtpconf.yaml", text)
    let whole = try client.diagnostics("smtpconf.yaml")["items"].array?.compactMap { $0["code"].string } ?? []
    let lines = text.split(separator: "\n").map(String.init)
    for (number, line) in lines.enumerated() where line.contains(":") {
      let indentation = line.prefix { $0 == " " }
      let parts = line.dropFirst(indentation.count).split(
        separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      let damaged = form.replacing("KEY", with: parts[0]).replacing("KE", with: parts[0].prefix(parts[0].count / 2))
        .replacing("VALUE", with: parts[1])
      var changed = lines
      changed[number] = indentation + damaged
      try client.change("smtpconf.yaml", changed.joined(separator: "\n"), version: number + 2)
      let codes = try client.diagnostics("smtpconf.yaml")["items"].array?.compactMap { $0["code"].string } ?? []
      guard codes.first == "yaml-syntax" else { continue }
      let new = codes.dropFirst().filter { !whole.contains($0) }
      #expect(new.isEmpty, "line \(number + 1): \(changed[number])")
    }
  }

  @Test("If the client sends every YAML file, only those that belong to smtpconf are served")
  func onlyNamed() throws {
    for (settings, count) in [([:], 1), (["onlyNamed": true], 0)] as [(JSON, Int)] {
      let client = try EditorClient(settings: settings)
      try client.open("workflow.yaml", "on: push\n")
      #expect(try client.diagnostics("workflow.yaml")["items"].array?.isEmpty == (count == 0))
      #expect((try client.request("completion", in: "workflow.yaml", line: 1, character: 0) == .null) == (count == 0))
      try client.open("a.smtp.yaml", "version: 1\nextends: workflow.yaml\n")
      let base = try client.diagnostics("workflow.yaml")["items"].array ?? []
      #expect(!base.isEmpty, "an overlay shows what is wrong with its base")
    }
  }

  @Test("A finding has the page of its rule, other places, its fixes, and a tag if something is not needed")
  func parts() throws {
    let client = try EditorClient()
    let text = """
      version: 1
      servers: { a: { serverName: a.example, enabled: yes }, b: { serverName: b.example } }
      sites: { shop: { servers: [a] } }
      sites: {}
      """
    try client.open("smtpconf.yaml", text)
    let items = try client.diagnostics("smtpconf.yaml")["items"].array ?? []
    let duplicate = try #require(items.first { $0["code"] == "duplicate-key" })
    #expect(duplicate["codeDescription"]["href"] == "https://example.com/duplicate-key")
    let related = duplicate["relatedInformation"].array?.first
    #expect(related?["location"]["range"]["start"]["line"] == 2)
    let wrong = try #require(items.first { $0["code"] == "wrong-type" })
    #expect(wrong["data"]["fixes"].array?.first?["isSafe"] == true)
    try client.change(
      "smtpconf.yaml", text.replacing("\nsites: {}", with: "").replacing("yes", with: "true"), version: 2)
    let unused = try client.diagnostics("smtpconf.yaml")["items"].array?.first { $0["code"] == "unused-server" }
    #expect(unused?["tags"] == [1])
  }

  @Test("Rules have the severities of the settings, and a schema can have its own findings")
  func settings() throws {
    let text =
      "version: 1\nservers: { a: { serverName: a.example }, b: { serverName: b.example, port: 25 } }\nglobal: { defaultServer: a }\n"
    func found(_ settings: JSON) throws -> [String] {
      let client = try EditorClient(settings: settings)
      try client.open("smtpconf.yaml", text)
      return try client.diagnostics("smtpconf.yaml")["items"].array?.map {
        "\($0["code"].string ?? "") \($0["severity"].integer ?? 0)"
      } ?? []
    }
    #expect(try found([:]) == ["unused-server 2", "unknown-key 1"])
    #expect(try found(["deny": "unused-server", "schemaFindings": false]) == ["unused-server 1"])
    #expect(try found(["allow": ["unused-server"]]) == ["unknown-key 1"])
    #expect(try found(["strict": true]) == ["unused-server 1", "unknown-key 1"])
  }

  @Test("A result that the client has is not sent again, and the workspace has all files")
  func results() throws {
    let client = try EditorClient(["production.smtp.yaml": Self.production, "staging.smtp.yaml": Self.staging])
    try client.open("production.smtp.yaml", Self.production)
    let first = try client.diagnostics("production.smtp.yaml")
    let again = try client.request(
      "textDocument/diagnostic",
      ["textDocument": ["uri": EditorClient.uri("production.smtp.yaml")], "previousResultId": first["resultId"]])
    #expect(first["kind"] == "full" && again["kind"] == "unchanged")
    let all = try client.request("workspace/diagnostic", ["previousResultIds": []])["items"].array ?? []
    #expect(all.map { $0["uri"].string } == ["production", "staging"].map { "file:///work/\($0).smtp.yaml" })
    #expect(all.map { $0["items"].array?.count } == [0, 1])
  }

  @Test("The tests of a file are run if the user wants that")
  func tests() throws {
    let test = "version: 1\ntests:\n  - global: true\n    expect: { server: bulk }\n"
    for (settings, count) in [([:], 0), (["runTests": true], 1)] as [(JSON, Int)] {
      let client = try EditorClient(["smtpconf.yaml": Self.production], settings: settings)
      try client.open("smtpconf.test.yaml", test)
      #expect(try client.diagnostics("smtpconf.test.yaml")["items"].array?.count == count)
    }
  }
}
