import Diagnostics
import Testing

@testable import SMTPConfig

@Suite("Comments that allow rules")
struct AllowanceTests {
  /// A server whose password, on line 7, is written in the file; the lines before and behind it are given.
  private func findings(above: String = "", beside: String = "", options: CheckOptions = CheckOptions()) -> [String] {
    let lines =
      "serverName: h\nusername: u\nuseSSL: true\n\(above.isEmpty ? "" : above + "\n")password: hunter2\(beside)"
    return check(Document.server(lines), options: options).findings
  }

  @Test("One reaches the line it stands on and the next")
  func reach() {
    #expect(findings() == ["plaintext-password 7"])
    #expect(findings(beside: "  # smtpconf: allow plaintext-password -- lab") == [])
    #expect(findings(above: "# smtpconf: allow plaintext-password -- lab") == [])
    #expect(
      findings(above: "# smtpconf: allow plaintext-password -- lab\n") == [
        "unused-allowance 7", "plaintext-password 9",
      ])
  }

  @Test("It may name several rules; each that matched nothing is told")
  func several() {
    #expect(
      findings(beside: " # smtpconf: allow plaintext-password, submission-without-ssl -- lab") == ["unused-allowance 7"]
    )
  }

  @Test(
    "What is not understood allows nothing, and is told",
    arguments: [
      "# smtpconf: allow plaintext-password", "# smtpconf: allow plaintext-password --",
      "# smtpconf: allow plaintext-password -- ",
      "# smtpconf: allow -- lab", "# smtpconf:", "# smtpconf: deny plaintext-password -- lab",
      "# smtpconf: allow nonsense -- lab",
      "# smtpconf: allow plaintext-password, -- lab", "# smtpconf: allow plaintext-password, nonsense -- lab",
      "# smtpconf: allow missing-key -- lab", "# smtpconf: allow plaintext-password lab",
      "# smtpconf: allow plaintext-password --lab",
    ])
  func invalid(comment: String) {
    #expect(findings(above: comment) == ["invalid-allowance 7", "plaintext-password 8"])
  }

  @Test(
    "A comment that begins in any other way is a comment like all others",
    arguments: ["#smtpconf: nonsense", "#  smtpconf: nonsense", "# SMTPConf: nonsense", "# see smtpconf: nonsense"])
  func ordinary(comment: String) {
    #expect(findings(above: comment) == ["plaintext-password 8"])
  }

  @Test("Where comments are not honoured, they are not read at all")
  func notHonoured() {
    var options = CheckOptions()
    options.honoursAllowances = false
    #expect(
      findings(above: "# smtpconf: allow plaintext-password -- lab", options: options) == ["plaintext-password 8"])
    #expect(findings(above: "# smtpconf: nonsense", options: options) == ["plaintext-password 8"])
  }

  @Test("A comment wins over what is set for the whole run")
  func overPolicy() throws {
    var options = CheckOptions()
    try options.policy.set("plaintext-password", to: .deny)
    #expect(findings(above: "# smtpconf: allow plaintext-password -- lab", options: options) == [])
  }

  @Test("An allowance above an alias does not reach the definition")
  func alias() {
    let anchors = "x-p: &p hunter2\n"
    let lines = "serverName: h\nusername: u\nuseSSL: true\n# smtpconf: allow plaintext-password -- lab\npassword: *p"
    #expect(check(anchors + Document.server(lines)).findings == ["plaintext-password 1", "unused-allowance 8"])
  }

  @Test("An allowance of a folder rule is not called unused where folders are not looked at")
  func folderRule() {
    #expect(findings(above: "# smtpconf: allow plaintext-password, pickup-directory-missing -- lab") == [])
  }

  @Test("A rule may be set for the whole run: allowed, warned of or denied; those that describe a broken file may not")
  func policy() throws {
    for (level, severity) in [(RulePolicy.Level.warn, Severity.warning), (.deny, .error)] {
      var options = CheckOptions()
      try options.policy.set("plaintext-password", to: level)
      let text = Document.server("serverName: h\nusername: u\nuseSSL: true\npassword: hunter2")
      #expect(check(text, options: options).report.diagnostics.map(\.severity) == [severity])
      #expect((check(text, options: options).configuration == nil) == (severity == .error))
    }
    var policy = RulePolicy()
    #expect(throws: RulePolicyError.notAdjustable("missing-key")) { try policy.set("missing-key", to: .allow) }
    #expect(throws: RulePolicyError.unknownRule("plaintext-pasword", suggestion: "plaintext-password")) {
      try policy.set("plaintext-pasword", to: .allow)
    }
  }
}
