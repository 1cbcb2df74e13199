import Analysis
import Diagnostics
import Linting
import SourceText
import Testing

@testable import Language

@Suite("Suppression comments")
struct SuppressionTests {
  /// A server with a literal password on line 7; the lines before and after it are given.
  private func findings(above: String = "", beside: String = "", options: CheckOptions = CheckOptions()) -> [String] {
    let lines =
      "serverName: h\nusername: u\nuseSSL: true\n\(above.isEmpty ? "" : above + "\n")password: hunter2\(beside)"
    return check(Document.server(lines), options: options).findings
  }

  @Test("One applies to its own line and the next")
  func reach() {
    #expect(findings() == ["plaintext-password 7"])
    #expect(findings(beside: "  # smtpconf: allow plaintext-password -- lab") == [])
    #expect(findings(above: "# smtpconf: allow plaintext-password -- lab") == [])
    #expect(
      findings(above: "# smtpconf: allow plaintext-password -- lab\n") == [
        "unused-allowance 7", "plaintext-password 9",
      ])
  }

  @Test("It may name several rules; each that matched nothing is reported")
  func several() {
    #expect(
      findings(beside: " # smtpconf: allow plaintext-password, submission-without-ssl -- lab") == ["unused-allowance 7"]
    )
  }

  @Test(
    "An invalid comment suppresses nothing, and is reported",
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
    "A comment that begins differently is an ordinary comment",
    arguments: ["#smtpconf: nonsense", "#  smtpconf: nonsense", "# SMTPConf: nonsense", "# see smtpconf: nonsense"])
  func ordinary(comment: String) {
    #expect(findings(above: comment) == ["plaintext-password 8"])
  }

  @Test("If comments are ignored, they are not read at all")
  func notHonoured() {
    var options = CheckOptions()
    options.honoursSuppressions = false
    #expect(
      findings(above: "# smtpconf: allow plaintext-password -- lab", options: options) == ["plaintext-password 8"])
    #expect(findings(above: "# smtpconf: nonsense", options: options) == ["plaintext-password 8"])
  }

  /// The options on a given day.
  private func on(_ day: String) throws -> CheckOptions {
    var options = CheckOptions()
    options.today = try CalendarDay(day)
    return options
  }

  @Test("One with a last day is valid on that day, but not after it")
  func expiry() throws {
    let comment = "# smtpconf: allow plaintext-password until 2026-12-01 -- lab"
    for day in ["2020-01-01", "2026-11-30", "2026-12-01"] {
      #expect(findings(above: comment, options: try on(day)) == [])
    }
    for day in ["2026-12-02", "2027-01-01", "9999-12-31"] {
      #expect(findings(above: comment, options: try on(day)) == ["plaintext-password 8"])
    }
  }

  @Test("A finding that reappears points to the comment that suppressed it")
  func expiredLabel() throws {
    let text = Document.server(
      "serverName: h\nusername: u\nuseSSL: true\n# smtpconf: allow plaintext-password until 2026-12-01 -- lab\n"
        + "password: hunter2 # smtpconf: allow plaintext-password until 2026-11-01 -- lab")
    let found = check(text, options: try on("2026-12-02")).report.diagnostics
    #expect(found.map(\.rule) == ["plaintext-password"])
    #expect(
      found.flatMap(\.labels).map(\.message) == ["suppressed until 2026-12-01", "suppressed until 2026-11-01"])
    let comment = try #require(text.utf8.firstRange(of: "# smtpconf".utf8))
    #expect(
      found.first?.labels.first?.span.start == text.utf8.distance(from: text.startIndex, to: comment.lowerBound))
    // One of them is still valid.
    #expect(check(text, options: try on("2026-11-02")).findings == [])
  }

  @Test("The day applies to all rules of a comment; an expired one that matches nothing is unused like any other")
  func expirySeveral() throws {
    let comment = " # smtpconf: allow plaintext-password , submission-without-ssl\tuntil  2026-12-01   -- lab"
    #expect(findings(beside: comment, options: try on("2026-12-01")) == ["unused-allowance 7"])
    #expect(findings(beside: comment, options: try on("2026-12-02")) == ["plaintext-password 7", "unused-allowance 7"])
  }

  @Test(
    "Anything but a date after `until` is reported, and suppresses nothing",
    arguments: [
      ("until", "no date follows `until`"), ("until 1.12.2026", "`1.12.2026` is not a date of the form YYYY-MM-DD"),
      ("until 2026-02-29", "the day `2026-02-29` does not exist"),
      ("until 2026-12-01 2027-01-01", "`2026-12-01 2027-01-01` is not a date of the form YYYY-MM-DD"),
      ("until 2026-12-01, missing-key", "`2026-12-01, missing-key` is not a date of the form YYYY-MM-DD"),
    ])
  func invalidDay(written: String, message: String) {
    let text = Document.server(
      "serverName: h\nusername: u\nuseSSL: true\n# smtpconf: allow plaintext-password \(written) -- lab\npassword: pw")
    let found = check(text).report.diagnostics
    #expect(found.map(\.rule) == ["invalid-allowance", "plaintext-password"])
    #expect(found.first?.message == message)
  }

  @Test(
    "The text of a comment beside a password is not shown: it may belong to the password",
    arguments: ["plaintext-password until s3cret", "s3cret"])
  func secretInComment(written: String) {
    let text = Document.server(
      "serverName: h\nusername: u\nuseSSL: true\npassword: pw # smtpconf: allow \(written) -- lab")
    let found = check(text).report.diagnostics.filter { $0.rule == "invalid-allowance" }
    #expect(found.count == 1)
    #expect(!"\(found)".contains("s3cret"))
    #expect(found.first?.message.contains("`****`") == true)
  }

  @Test("`until` is read only after a rule and before the reason")
  func untilElsewhere() {
    #expect(findings(above: "# smtpconf: allow plaintext-password -- lab, until 1.1.2027") == [])
    #expect(
      findings(above: "# smtpconf: allow until 2026-12-01 -- lab") == ["invalid-allowance 7", "plaintext-password 8"])
  }

  @Test("A comment takes precedence over the settings of the run")
  func overPolicy() throws {
    var options = CheckOptions()
    try options.policy.set("plaintext-password", to: .deny)
    #expect(findings(above: "# smtpconf: allow plaintext-password -- lab", options: options) == [])
  }

  @Test("A suppression comment above an alias does not apply to the definition")
  func alias() {
    let anchors = "x-p: &p hunter2\n"
    let lines = "serverName: h\nusername: u\nuseSSL: true\n# smtpconf: allow plaintext-password -- lab\npassword: *p"
    #expect(check(anchors + Document.server(lines)).findings == ["plaintext-password 1", "unused-allowance 8"])
  }

  @Test("A suppression of a folder rule is not reported as unused if folders are not checked")
  func folderRule() {
    #expect(findings(above: "# smtpconf: allow plaintext-password, pickup-directory-missing -- lab") == [])
  }

  @Test("The level of a rule can be set for the run: allow, warn or deny; but not of rules about broken files")
  func policy() throws {
    for (level, severity) in [(RulePolicy.Level.warn, Severity.warning), (.deny, .error)] {
      var options = CheckOptions()
      try options.policy.set("plaintext-password", to: level)
      let text = Document.server("serverName: h\nusername: u\nuseSSL: true\npassword: hunter2")
      #expect(check(text, options: options).report.diagnostics.map(\.severity) == [severity])
      #expect((check(text, options: options).configuration() == nil) == (severity == .error))
    }
    var policy = RulePolicy()
    #expect(throws: RulePolicyError.notAdjustable("missing-key")) { try policy.set("missing-key", to: .allow) }
    #expect(throws: RulePolicyError.unknownRule("plaintext-pasword", suggestion: "plaintext-password")) {
      try policy.set("plaintext-pasword", to: .allow)
    }
  }
}
