import Analysis
import Diagnostics
import Linting
import Rules
import SourceText
import TestSupport
import Testing

@testable import Language

/// What is found in configurations of several files.
@Suite struct `Findings in files that extend each other` {
  private static func options(_ files: FilesInMemory) throws -> CheckOptions {
    var options = CheckOptions()
    options.findBase = files.find
    try options.policy.set("single-server-chain", to: .allow)
    return options
  }

  /// The reports of a run over some of the files.
  private func run(_ names: [String], _ files: [String: String]) throws -> [FileReport] {
    let memory = FilesInMemory(files.merging(["production.yaml": Production.text]) { given, _ in given })
    let options = try Self.options(memory)
    let workspace = Workspace(options)
    let checked = try names.map { RunFindings.Entry.checked(try #require(workspace.check($0, of: memory))) }
    return RunFindings(checked, options).reports
  }

  /// The findings of a run as `rule file:line`, with labels and configurations.
  private func findings(_ names: String..., files: [String: String]) throws -> [String] {
    try run(names, files).flatMap { report in
      report.diagnostics.map { finding in
        func place(_ span: SourceSpan) -> String {
          let file = report.sources.file(at: span)
          return "\(file.name):\(LineIndex(file).line(at: file.bytes(of: span).start))"
        }
        let labels = finding.labels.map { " + \(place($0.span)) \($0.message)" }.joined()
        let configuration = finding.configuration.map { " in \($0)" } ?? ""
        let others =
          finding.otherConfigurations.isEmpty ? "" : " also in " + finding.otherConfigurations.joined(separator: ", ")
        return "\(finding.rule) \(place(finding.span))\(labels)\(configuration)\(others)"
      }
    }
  }

  private func overlay(_ text: String) -> [String: String] {
    ["overlay.yaml": "version: 1\nextends: production.yaml\n" + text]
  }

  // MARK: Places

  @Test(arguments: [
    (
      "servers: { primary: { serverName: smtp-eu.example.com:587 } }",
      ["inherited-credentials overlay.yaml:3 + production.yaml:6 the password was written for another host"]
    ),
    ("servers: { primary: { serverName: smtp.example.com:2587 } }", []),
    ("servers: { primary: { serverName: 'smtp-eu.example.com:587', username: u, password: { env: P } } }", []),
    ("servers: { primary: { serverName: 'smtp-eu.example.com:587', remove: [username, password] } }", []),
    (
      "servers: { primary: { deliveryMethod: PickupDirectory, pickupDirectory: /tmp/mail } }",
      [
        "default-server-not-network production.yaml:9 + overlay.yaml:3 this makes it write mail to a folder in overlay.yaml"
      ]
    ),
    (
      "remove: { servers: [bulk] }",
      [
        "undefined-server production.yaml:12 + overlay.yaml:3 removed here in overlay.yaml",
        "undefined-server production.yaml:13 + overlay.yaml:3 removed here in overlay.yaml",
      ]
    ),
    ("remove: { sites: [shp] }", ["nothing-to-remove overlay.yaml:3"]),
    ("servers: { bulk: { remove: [username] } }", ["nothing-to-remove overlay.yaml:3"]),
    ("servers: { '*': { remove: [enabled] } }", ["nothing-to-remove overlay.yaml:3"]),
    ("servers: { '*': { remove: [username, password] } }", []),
    ("global: { remove: [servers] }", ["nothing-to-remove overlay.yaml:3"]),
    ("servers: { primary: { remove: [usernme] } }", ["unknown-key overlay.yaml:3"]),
    ("servers: { '*': { serverName: a.example } }", ["unknown-key overlay.yaml:3"]),
    ("remove: { server: [bulk] }", ["unknown-key overlay.yaml:3"]),
    (
      "servers: { primry: { serverName: smtp.example.net } }\nglobal: { servers: [primry] }",
      ["near-name overlay.yaml:3 + production.yaml:3 this one is not changed"]
    ),
    (
      "sites: { Shop: { defaultServer: bulk } }",
      ["duplicate-id overlay.yaml:3 + production.yaml:12 first declared here"]
    ),
    ("servers: { bulk: { remove: [serverName] } }", ["missing-key overlay.yaml:3"]),
    ("sites: { shop: { servers: [nine] } }", ["undefined-server overlay.yaml:3"]),
    (
      "servers: { primary: { useSSL: false } }",
      [
        "submission-without-ssl overlay.yaml:3 + production.yaml:4 expects TLS",
        "credentials-without-ssl overlay.yaml:3 + production.yaml:4 sent to this server + production.yaml:5 the login",
      ]
    ),
    (
      "servers: { bulk: { useSSL: true } }",
      ["ssl-to-ip-address overlay.yaml:3 + production.yaml:8 an address, not a name"]
    ),
  ]) func `are where the winning value is written`(text: String, expected: [String]) throws {
    let found = try findings("overlay.yaml", files: overlay(text))
    let rules = expected.map { $0.split(separator: " ").first ?? "" }
    #expect(found.map { $0.split(separator: " ").first ?? "" }.sorted() == rules.sorted(), "\(found)")
    for line in expected where line.contains(":") { #expect(found.contains { $0.hasPrefix(line) }, "\(found)") }
  }

  // MARK: Files

  @Test func `name the path of a file that is not there, and the nearest name`() throws {
    let reports = try run(["overlay.yaml"], ["overlay.yaml": "version: 1\nextends: prodution.yaml\n"])
    let finding = try #require(reports[0].diagnostics.first)
    #expect(finding.rule == "base-unreadable")
    #expect(finding.caption == "did you mean `production.yaml`?")
    #expect(reports[0].source.text(of: finding.span) == "prodution.yaml")
    #expect(finding.fixes.flatMap(\.edits).map(\.text) == ["production.yaml"])
  }

  @Test func `are those of the form only, if a file is missing or broken`() throws {
    let files = [
      "missing.yaml": "version: 1\nextends: none.yaml\nservers: { a: { enabled: yes } }\nglobal: { servers: [b] }\n",
      "over.yaml": "version: 1\nextends: broken.yaml\nglobal: { servers: [b] }\n",
      "broken.yaml": "version: 1\nservers: {\n",
    ]
    #expect(
      try findings("missing.yaml", files: files) == ["base-unreadable missing.yaml:2", "wrong-type missing.yaml:3"])
    #expect(try findings("over.yaml", files: files).map { $0.prefix(11) } == ["yaml-syntax"])
  }

  @Test func `count what aliases add in all files together`() throws {
    // Each adds 600,000 nodes.
    let items = Array(repeating: "a", count: 600).joined(separator: ", ")
    let uses = Array(repeating: "*list", count: 1000).joined(separator: ", ")
    let many = "version: 1\npartial: true\nx-list: &list [\(items)]\nx-uses: [\(uses)]\n"
    let files = [
      "one.yaml": many, "two.yaml": many,
      "first.yaml": "version: 1\nextends: [production.yaml, one.yaml]\n",
      "both.yaml": "version: 1\nextends: [production.yaml, one.yaml, two.yaml]\n",
    ]
    #expect(try findings("first.yaml", files: files) == [])
    #expect(try findings("both.yaml", files: files) == ["base-limit both.yaml:2"])
  }

  @Test func `say which steps make a circle`() throws {
    let files = [
      "a.yaml": "version: 1\nextends: b.yaml\n", "b.yaml": "version: 1\nextends: c.yaml\n",
      "c.yaml": "version: 1\nextends: [a.yaml, c.yaml]\n",
    ]
    #expect(
      try findings("a.yaml", files: files) == [
        "base-cycle c.yaml:2 + a.yaml:2 the circle begins here + b.yaml:2 and leads on here in a.yaml",
        "base-cycle c.yaml:2 in a.yaml",
      ])
  }

  @Test(arguments: [
    ("[]", "invalid-value"), ("", "wrong-type"), ("null", "wrong-type"), ("/etc/a.yaml", "invalid-value"),
    ("~/a.yaml", "invalid-value"), ("'..\\a.yaml'", "invalid-value"), ("https://example.com/a.yaml", "invalid-value"),
    ("\"\"", "invalid-value"), ("conf/", "invalid-value"), ("{ a: b }", "wrong-type"), ("[1]", "wrong-type"),
    ("[production.yaml, production.yaml]", "base-repeated"), ("&a production.yaml", ""),
    ("[&a production.yaml]", ""), ("C:/a.yaml", "invalid-value"),
  ]) func `are about the form of a path`(value: String, rule: String) throws {
    let found = try findings("overlay.yaml", files: ["overlay.yaml": "version: 1\nextends: \(value)\n"])
    #expect(found.map { String($0.split(separator: " ")[0]) } == (rule.isEmpty ? [] : [rule]))
  }

  @Test func `refuse an alias for a list, and accept one for a path`() throws {
    let list = "x-list: &list [production.yaml]\nversion: 1\nextends: *list\n"
    #expect(try findings("a.yaml", files: ["a.yaml": list]).map { $0.prefix(10) } == ["wrong-type"])
    let path = "x-path: &path production.yaml\nversion: 1\nextends: *path\n"
    #expect(try findings("a.yaml", files: ["a.yaml": path]) == [])
  }

  // MARK: Runs

  @Test func `about the form of a file are reported once, with the file`() throws {
    let base = Production.text.replacing("useSSL: true", with: "useSSL: yes")
    let files = [
      "production.yaml": base, "a.yaml": "version: 1\nextends: production.yaml\n",
      "b.yaml": "version: 1\nextends: production.yaml\n",
    ]
    let form = "wrong-type production.yaml:7"
    #expect(try findings("a.yaml", "b.yaml", files: files) == [form])
    #expect(try findings("a.yaml", "production.yaml", "b.yaml", files: files) == [form])
    #expect(try run(["a.yaml", "b.yaml", "production.yaml"], files).map(\.diagnostics.count) == [0, 0, 1])
  }

  @Test func `about the whole are reported once, with the configurations that have them`() throws {
    let base = Production.text.replacing("servers: [bulk]", with: "servers: [bluk]")
    let files = [
      "production.yaml": base, "a.yaml": "version: 1\nextends: production.yaml\n",
      "b.yaml": "version: 1\nextends: production.yaml\n",
      "mended.yaml": "version: 1\nextends: production.yaml\nsites: { intranet: { servers: [bulk] } }\n",
    ]
    #expect(
      try findings("a.yaml", "b.yaml", "mended.yaml", files: files)
        == ["undefined-server production.yaml:13 in a.yaml also in b.yaml"])
    #expect(
      try findings("production.yaml", "a.yaml", "b.yaml", files: files)
        == ["undefined-server production.yaml:13 also in a.yaml, b.yaml"])
    #expect(try findings("mended.yaml", files: files) == [])
  }

  @Test func `of a layer that says something about all sites are reported once`() throws {
    let found = try findings(
      "overlay.yaml",
      files: overlay("global: { servers: [bulk] }\nsites: { '*': { defaultServer: null, servers: [bulk] } }"))
    #expect(found.filter { $0.hasPrefix("redundant-assignment") }.count == 1, "\(found)")
  }

  @Test func `are suppressed by comments of their own file, which some configuration must need`() throws {
    let allowed = Production.text.replacing(
      "  primary:\n", with: "  primary: # smtpconf: allow unused-server -- for staging only\n")
    let files = [
      "production.yaml": allowed,
      "a.yaml":
        "version: 1\nextends: production.yaml\nglobal: { defaultServer: bulk }\nsites: { shop: { servers: [] } }\n",
    ]
    #expect(try findings("a.yaml", files: files) == [])
    #expect(try findings("a.yaml", "production.yaml", files: files) == [])
    #expect(try findings("production.yaml", files: files) == ["unused-allowance production.yaml:3"])
  }

  @Test func `in a file that is not named are not fixed, and say so`() throws {
    let base = Production.text.replacing("useSSL: true", with: "useSSL: yes")
    let files = ["production.yaml": base, "a.yaml": "version: 1\nextends: production.yaml\npartial: no\n"]
    let reports = try run(["a.yaml"], files)
    #expect(reports[0].diagnostics.map(\.rule) == ["wrong-type", "wrong-type"])
    #expect(
      reports[0].diagnostics.flatMap(\.fixes).map(\.message)
        == ["write `true` in production.yaml, which was not named", "write `false`"])
    #expect(reports[0].fixable == FixCounts(safe: 1))
    let named = try run(["a.yaml", "production.yaml"], files)
    #expect(named.flatMap(\.diagnostics).flatMap(\.fixes).map(\.message) == ["write `false`", "write `true`"])
    #expect(named.map(\.fixable) == [FixCounts(safe: 1), FixCounts(safe: 1)])
  }

  @Test func `of a part are about its form only`() throws {
    let files = [
      "part.yaml":
        "version: 1\npartial: true\nservers: { a: { enabled: yes } }\nsites: { s: { servers: [b] } }\nremove: { sites: [x] }\n"
    ]
    #expect(try findings("part.yaml", files: files) == ["wrong-type part.yaml:3"])
  }

  @Test func `are not masked because a name is near a word for passwords`() throws {
    let files = [
      "base.yaml": Production.text,
      "pass.yaml": "version: 1\nextends: base.yaml\nservers: { east: { serverName: e.example, enabled: 1 } }\n",
    ]
    let report = try run(["pass.yaml"], files)[0]
    #expect(report.secrets.map { report.sources.file(at: $0).text(of: $0) }.isEmpty)
  }
}
