import Analysis
import Diagnostics
import Linting
import Rules
import SourceText
import Testing

@testable import Language
@testable import LocatedYAML

/// Cases of the rules about the file that the examples do not cover: secrets, fixes in unusual places, limits too large
/// to reach.
@Suite("Rules about the file")
struct FileRuleTests {
  private func findings(_ text: String, of rule: RuleID) -> [Diagnostic] {
    Analysis(SourceFile(name: "example.yaml", text: text)).report.diagnostics.filter { $0.rule == rule }
  }

  private func server(_ lines: String) -> String {
    "version: 1\nservers:\n  relay:\n    serverName: smtp.example.com\n    \(lines)\nglobal:\n  defaultServer: relay\n"
  }

  /// The complete text of a finding, including its edits.
  private func words(_ finding: Diagnostic) -> String {
    let labels = finding.labels.map(\.message)
    let fixes = finding.fixes.flatMap { [$0.message] + $0.edits.map(\.text) }
    return ([finding.message, finding.caption, finding.help ?? "", finding.path.description] + labels + fixes)
      .joined(separator: "\n")
  }

  // MARK: Secrets

  @Test(
    "No finding shows a password, however YAML reads it",
    arguments: [
      "!hunter2", "!hunter2 x", "*hunter2", "&hunter2", "@hunter2", "%hunter2", "`hunter2", "[hunter2]",
      "{ hunter2: x }", "{ env: \"hun\\tter2\", hunter2: y }", "1234567", "\"hunter2", "'hunter2", "hunter2: x",
      "\"hunter2\" x", "\"hunter2\\q\"", "|hunter2", "!<hunter2", "!hunter2!x", "!!int hunter2", "{ enf: hunter2 }",
      "\"hunter2\\n\"", "[hunter2", "{ hunter2", "- hunter2", "? hunter2", ", hunter2", "[hunter2, , x]",
    ])
  func passwords(value: String) {
    let source = SourceFile(name: "example.yaml", text: server("username: mailer\n    password: " + value))
    let report = Analysis(source).report
    #expect(report.count(.error) > 0)
    for finding in report.diagnostics {
      #expect(!words(finding).contains("hunter2") && !words(finding).contains("1234567"), "\(finding)")
    }
  }

  @Test("An anchor that may be a password is not suggested for an alias")
  func anchorInSecret() throws {
    let text = server("password: &hunter2\n    username: *hunter3")
    let finding = try #require(findings(text, of: "yaml-syntax").first)
    #expect(!words(finding).contains("hunter2"))
  }

  @Test("A user in a server name is not shown; the fix contains only the host, and does not remove a password")
  func userInServerName() throws {
    for name in [
      "mailer:hunter2@smtp.example.com", "smtp://mailer:hunter2@smtp.example.com", "hunter2@ smtp.example.com",
    ] {
      let text = server("username: mailer").replacing("smtp.example.com\n    u", with: "\"\(name)\"\n    u")
      let report = Analysis(SourceFile(name: "example.yaml", text: text)).report
      let finding = try #require(report.diagnostics.first { $0.rule.text.hasPrefix("server-name") })
      #expect(!words(finding).contains("hunter2"))
      #expect(finding.fixes.flatMap(\.edits).map(\.text) == (name.contains(":") ? [] : ["smtp.example.com"]))
    }
  }

  @Test("A server name that is a password as well is not fixed")
  func serverNameThatIsSecret() throws {
    let text = """
      x-shared: &shared { serverName: "smtp://hunter2.example.com" }
      version: 1
      servers:
        relay: *shared
        bulk: { serverName: smtp.example.com, username: mailer, password: *shared }
      global: { servers: [bulk] }
      """
    let finding = try #require(findings(text, of: "server-name-scheme").first)
    #expect(!words(finding).contains("hunter2"))
    #expect(finding.fixes.isEmpty)
  }

  // MARK: Fixes

  @Test("The added line of the version has the line end and the column of the first key")
  func versionLine() throws {
    let body = "servers:\n  relay: { serverName: smtp.example.com }\nglobal: { servers: [relay] }\n"
    #expect(try fixed(body, "missing-key") == "version: 1\n" + body)
    let windows = "# mail\r\n" + body.replacing("\n", with: "\r\n")
    #expect(try fixed(windows, "missing-key") == windows.replacing("servers:\r\n", with: "version: 1\r\nservers:\r\n"))
    let indented = body.split(separator: "\n").map { "  \($0)\n" }.joined()
    #expect(try fixed(indented, "missing-key") == "  version: 1\n" + indented)
  }

  @Test("No line is added to a mapping in braces, or after other text on the line")
  func noVersionLine() throws {
    let text = "{ servers: { relay: { serverName: smtp.example.com } }, global: { servers: [relay] } }\n"
    #expect(try #require(findings(text, of: "missing-key").first).fixes.isEmpty)
  }

  @Test("A value with an anchor is not replaced, because others use it too")
  func anchoredValue() throws {
    let finding = try #require(findings(server("enabled: &flag yes\n    useSSL: *flag"), of: "wrong-type").first)
    #expect(finding.fixes.isEmpty)
    #expect(finding.labels.map(\.message) == ["used here"])
  }

  @Test("A key is not renamed if the right one exists as well, nor two to the same")
  func renaming() {
    #expect(findings(server("useSSL: true\n    useSsl: false"), of: "unknown-key").flatMap(\.fixes).isEmpty)
    #expect(findings(server("useSsl: true\n    usessl: false"), of: "unknown-key").flatMap(\.fixes).count == 1)
  }

  @Test(
    "White space between two words is not removed",
    arguments: ["smtp.example.com port", "smtp1.example.com\n      b"])
  func twoWords(name: String) throws {
    let text = "version: 1\nservers:\n  relay:\n    serverName: \(name)\nglobal:\n  servers: [relay]\n"
    #expect(try #require(findings(text, of: "server-name-whitespace").first).fixes.isEmpty)
  }

  @Test("A block of text keeps its indentation digit when its last line break goes")
  func blockWithIndicator() throws {
    let text = server("username: |2\n        mailer\n    password: { env: SMTP_PASSWORD }")
    #expect(try fixed(text, "invalid-value") == text.replacing("|2", with: "|-2"))
    let kept = server("username: |+\n      mailer\n    password: { env: SMTP_PASSWORD }")
    #expect(try #require(findings(kept, of: "invalid-value").first).fixes.isEmpty)
  }

  @Test("An unused suppression comment is removed with its line", arguments: ["\n", "\r\n"])
  func unusedAllowance(lineEnd: String) throws {
    let text = server("# smtpconf: allow ssl-to-ip-address -- why\n    enabled: true").replacing("\n", with: lineEnd)
    let expected = server("enabled: true").replacing("\n", with: lineEnd)
    #expect(try fixed(text, "unused-allowance") == expected)
  }

  private func fixed(_ text: String, _ rule: RuleID) throws -> String {
    RuleExampleTests.apply(try #require(findings(text, of: rule).first?.fixes.first), to: text)
  }

  // MARK: Limits and libyaml

  @Test("Limits that no test can reach have messages", arguments: [LimitProblem.sourceSize, .memory])
  func limits(problem: LimitProblem) throws {
    let finding = try #require(report(.limit(problem), in: "\u{FEFF}version: 1"))
    #expect(finding.span == SourceSpan(3, 3))
    #expect(!finding.message.isEmpty && !finding.caption.isEmpty && finding.help != nil)
  }

  @Test("An unknown message of libyaml is passed on")
  func unknownPhrase() throws {
    let place = SyntaxProblem.Context(message: "while doing something", span: ByteSpan(0, 1))
    let problem = SyntaxProblem(kind: .other("found a new phrase"), span: ByteSpan(3, 4), context: place)
    let finding = try #require(report(.syntax(problem), in: "version: 1"))
    #expect(finding.message == "the file is not valid YAML: found a new phrase")
    #expect(finding.labels == [Label(SourceSpan(0, 1), "while doing something")])
  }

  /// The finding for a problem that no text of reasonable size has.
  private func report(_ problem: YAMLProblem, in text: String) -> Diagnostic? {
    let file = LintedFile(YAMLReading(SourceFile(name: "example.yaml", text: text)))
    let collector = DiagnosticCollector([file], CheckOptions())
    RuleCatalog.rules.report(problem, in: file, to: collector)
    return collector.report().diagnostics.first
  }

  @Test("A second place is named in plain words", arguments: SyntaxContext.all)
  func contexts(context: SyntaxContext) throws {
    let finding = try #require(findings(context.text, of: "yaml-syntax").first)
    #expect(finding.labels.map(\.message) == [context.label])
  }

  struct SyntaxContext: Sendable {
    let text: String
    let label: String

    static let all = [
      SyntaxContext(text: "a: [b\nc: d\n", label: "in the list that opens here"),
      SyntaxContext(text: "a: {b: c\nd: e\n", label: "in the mapping that opens here"),
      SyntaxContext(text: "a: \"b\\q\"\n", label: "in the quoted text that opens here"),
      SyntaxContext(text: "a: b\n\tc\n", label: "in the value that begins here"),
      SyntaxContext(text: "a:\n  - b\n  c: d\n", label: "in the list that begins here"),
      SyntaxContext(text: "a: |x\n", label: "in the block of text that begins here"),
      SyntaxContext(text: "a: *\n", label: "in this alias"),
      SyntaxContext(text: "%YAML x\n---\na: b\n", label: "in this directive"),
    ]
  }
}
