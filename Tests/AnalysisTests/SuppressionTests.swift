import Analysis
import Diagnostics
import Linting
import SourceText
import Testing

@testable import Language

@Suite("Comments that allow rules")
struct SuppressionTests {
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
    options.honoursSuppressions = false
    #expect(
      findings(above: "# smtpconf: allow plaintext-password -- lab", options: options) == ["plaintext-password 8"])
    #expect(findings(above: "# smtpconf: nonsense", options: options) == ["plaintext-password 8"])
  }

  /// The options on a day.
  private func on(_ day: String) throws -> CheckOptions {
    var options = CheckOptions()
    options.today = try CalendarDay(day)
    return options
  }

  @Test("One that names its last day counts on that day, and on none after it")
  func expiry() throws {
    let comment = "# smtpconf: allow plaintext-password until 2026-12-01 -- lab"
    for day in ["2020-01-01", "2026-11-30", "2026-12-01"] {
      #expect(findings(above: comment, options: try on(day)) == [])
    }
    for day in ["2026-12-02", "2027-01-01", "9999-12-31"] {
      #expect(findings(above: comment, options: try on(day)) == ["plaintext-password 8"])
    }
  }

  @Test("A finding that is back points to the comment that had suppressed it")
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
    // One of them still counts.
    #expect(check(text, options: try on("2026-11-02")).findings == [])
  }

  @Test("The day is for all rules of a comment; an expired one that matches nothing is unused as any other")
  func expirySeveral() throws {
    let comment = " # smtpconf: allow plaintext-password , submission-without-ssl\tuntil  2026-12-01   -- lab"
    #expect(findings(beside: comment, options: try on("2026-12-01")) == ["unused-allowance 7"])
    #expect(findings(beside: comment, options: try on("2026-12-02")) == ["plaintext-password 7", "unused-allowance 7"])
  }

  @Test(
    "What is not a day after `until` is told, and allows nothing",
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
    "What a comment beside a password says is not shown: it may belong to the password",
    arguments: ["plaintext-password until s3cret", "s3cret"])
  func secretInComment(written: String) {
    let text = Document.server(
      "serverName: h\nusername: u\nuseSSL: true\npassword: pw # smtpconf: allow \(written) -- lab")
    let found = check(text).report.diagnostics.filter { $0.rule == "invalid-allowance" }
    #expect(found.count == 1)
    #expect(!"\(found)".contains("s3cret"))
    #expect(found.first?.message.contains("`****`") == true)
  }

  @Test("`until` is read after a rule and before the reason only")
  func untilElsewhere() {
    #expect(findings(above: "# smtpconf: allow plaintext-password -- lab, until 1.1.2027") == [])
    #expect(
      findings(above: "# smtpconf: allow until 2026-12-01 -- lab") == ["invalid-allowance 7", "plaintext-password 8"])
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
      #expect((check(text, options: options).configuration() == nil) == (severity == .error))
    }
    var policy = RulePolicy()
    #expect(throws: RulePolicyError.notAdjustable("missing-key")) { try policy.set("missing-key", to: .allow) }
    #expect(throws: RulePolicyError.unknownRule("plaintext-pasword", suggestion: "plaintext-password")) {
      try policy.set("plaintext-pasword", to: .allow)
    }
  }
}
