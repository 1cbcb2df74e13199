import Analysis
import Diagnostics
import Linting
import Testing

@testable import Language

/// User names and passwords that are stored elsewhere, or were meant to be.
@Suite("References")
struct ReferenceTests {
  private func delivery(_ lines: String) throws -> Delivery {
    let configuration = try #require(check(Document.server("serverName: h\nuseSSL: true\n" + lines)).configuration())
    return try #require(configuration.servers.first).server.delivery
  }

  private func credentials(_ lines: String) throws -> Credentials? {
    if case .network(_, let credentials, _) = try delivery(lines) { credentials } else { nil }
  }

  @Test(
    "User names and passwords can be stored in each kind of place",
    arguments: [
      ("{ env: NAME }", SecretReference.environment("NAME")), ("{ file: /run/x }", .file("/run/x")),
      ("{ file: 'C:\\x' }", .file("C:\\x")), ("{ credential: smtp.user-1 }", .credential("smtp.user-1")),
    ])
  func places(text: String, reference: SecretReference) throws {
    let credentials = try #require(try credentials("username: \(text)\npassword: \(text)"))
    #expect(credentials.username == .reference(reference))
    #expect(credentials.password == .reference(reference))
  }

  @Test(
    "A mistake in a reference is the only finding",
    arguments: [
      ("{}", "missing-key"), ("{ env: A, file: /b }", "invalid-value"), ("{ env: A, credential: b }", "invalid-value"),
      ("{ env: 1A }", "invalid-value"), ("{ file: a }", "invalid-value"), ("{ credential: .. }", "invalid-value"),
      ("{ credential: a/b }", "invalid-value"),
      ("{ credential: \(String(repeating: "a", count: 256)) }", "invalid-value"),
      ("{ env: 1 }", "wrong-type"), ("[a]", "wrong-type"), ("1", "wrong-type"),
      ("${A}", "unexpanded-variable"), ("\"\"", "invalid-value"),
    ])
  func mistakes(value: String, rule: String) {
    for (wrong, other) in [("username", "password"), ("password", "username")] {
      let checked = check(
        Document.server("serverName: h\nuseSSL: true\n\(wrong): \(value)\n\(other): { env: NAME }"))
      #expect(checked.rules == [rule], "\(wrong): \(checked.report.diagnostics)")
    }
  }

  @Test("A reference counts as a user name")
  func countsAsUserName() {
    #expect(
      check(Document.server("serverName: h\nuseSSL: true\nusername: { env: A }")).rules == ["username-without-password"]
    )
    #expect(
      check(Document.server("serverName: h\nusername: { env: A }\npassword: { env: B }")).rules == [
        "credentials-without-ssl"
      ])
    #expect(
      check(Document.server("deliveryMethod: PickupDirectoryFromIIS\nusername: { env: A }")).rules == [
        "credentials-need-network", "default-server-not-network",
      ])
    let twins = """
      version: 1
      servers:
        a: { serverName: h, useSSL: true, username: { env: A }, password: { env: B } }
        b: { serverName: h, useSSL: true, username: { env: A }, password: { env: B } }
        c: { serverName: h, useSSL: true, username: A, password: { env: B } }
        d: { serverName: h, useSSL: true, username: { credential: A }, password: { env: B } }
      global: { servers: [a, b, c, d] }
      """
    #expect(check(twins).findings == ["duplicate-endpoint 4"])
  }

  @Test("Without the rule about variables, such a value is checked like any other, so that no error is lost")
  func allowed() throws {
    let text = Document.server("serverName: ${HOST}\nusername: ${A}\npassword: ${B}")
    #expect(check(text).findings == ["unexpanded-variable 4", "unexpanded-variable 5", "unexpanded-variable 6"])
    for level in [RulePolicy.Level.allow, .warn] {
      var options = CheckOptions()
      try options.policy.set("unexpanded-variable", to: level)
      let checked = check(text, options: options)
      #expect(checked.rules.filter { $0 != "unexpanded-variable" } == ["server-name-invalid", "plaintext-password"])
    }
    let comment = "# smtpconf: allow unexpanded-variable -- the name is really that\n"
    let user = Document.server("serverName: h\nuseSSL: true\n\(comment)username: ${A}\npassword: { env: B }")
    #expect(check(user).rules.isEmpty)
    #expect(try credentials("\(comment)username: ${A}\npassword: { env: B }")?.username == .literal("${A}"))
  }

  @Test("A variable is replaced by the reference that was meant, but a possible password is not shown")
  func fixes() throws {
    for (key, value, fix) in [
      ("username", "${A}", "{ env: A }"), ("username", "$a", "{ env: a }"), ("password", "$(a)", "{ env: a }"),
      ("password", "$A_1", "{ env: A_1 }"), ("password", "$hunter", nil), ("password", "__hunter__", nil),
      ("username", "${{ secrets.A }}", nil), ("username", "$(A.b)", nil),
    ] {
      let other = key == "username" ? "password" : "username"
      let checked = check(Document.server("serverName: h\n\(other): { env: X }\n\(key): \(value)"))
      let finding = try checked.only("unexpanded-variable")
      #expect(finding.fixes.flatMap(\.edits).map(\.text) == (fix.map { [$0] } ?? []), "\(key): \(value)")
      #expect(!"\(finding)".contains("hunter"))
    }
  }
}
