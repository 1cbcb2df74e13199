import Analysis
import Diagnostics
import SourceText
import Testing

@testable import Language

/// Each document contains the secret `QXZJ` in some form, and has at least one finding.
@Suite("Secrets are never revealed")
struct SecretsInFindingsTests {
  static let secret = "QXZJ"

  static let documents = [
    Document.server("serverName: h\nusername: u\npassword: QXZJ"),
    Document.server("serverName: h\nusername: u\npassword: 'QXZJ'"),
    Document.server("serverName: h\nusername: u\npassword: |\n  QXZJ\n  QXZJ"),
    Document.server("serverName: h\nusername: u\npassword: \"QXZJ\\t\""),
    Document.server("serverName: h\nusername: u\npassword: [QXZJ, { a: QXZJ }]"),
    Document.server("serverName: h\nusername: u\npassword: { value: QXZJ }"),
    Document.server("serverName: h\nusername: u\npassword: { QXZJ: x }"),
    Document.server("serverName: h\nusername: u\npassword: { env: { x: QXZJ } }"),
    Document.server("serverName: h\nusername: u\npassword: !vault QXZJ"),
    Document.server("serverName: h\nusername: u\npassword: !QXZJ x"),
    Document.server("serverName: h\nusername: u\npassword: !!int QXZJ"),
    Document.server("serverName: h\nusername: u\npassword: *QXZJ"),
    Document.server("serverName: h\nusername: u\npasword: QXZJ"),
    Document.server("serverName: h\nusername: u\nPassWord: QXZJ"),
    Document.server("serverName: h\nusername: u\npasswd: QXZJ"),
    Document.server("serverName: h\nusername: u\npass: QXZJ"),
    Document.server("serverName: h\nusername: u\nsecret: QXZJ"),
    Document.server("serverName: h\nusername: u\ntoken: QXZJ"),
    Document.server("serverName: h\nusername: u\npassword: QXZJ\npassword: QXZJ2"),
    Document.server("serverName: h\nusername: u\npassword: " + String(repeating: "QXZJ", count: 60)),
    Document.server("serverName: user:QXZJ@h"),
    Document.server("serverName: QXZJ@h"),
    Document.server("serverName: smtp://user:QXZJ@h:25/"),
    Document.server("serverName: \"user:QXZJ@h \""),
    Document.server("host: user:QXZJ@h"),
    Document.server("serverName: &p QXZJ\nusername: u\npassword: *p"),
    Document.server("serverName: h\nusername: u\npassword: &p QXZJ\npriority: *p"),
    Document.server("serverName: h\nusername: u\npassword: &p QXZJ\nenabled: *p\n*p : x"),
    Document.server("serverName: h\nusername: u\npassword: &p QXZJ") + "  servers: [*p]\n",
    "x-p: &p { password: QXZJ }\n" + Document.server("serverName: h\nusername: u\n<<: *p"),
    "x-p: { deep: [{ secret: &p QXZJ }] }\n" + Document.server("serverName: h\nenabled: *p"),
    "password: QXZJ\n" + Document.server("serverName: h"),
    Document.scopes("global:\n  password: QXZJ\n  servers: [one, two]"),
    Document.server("serverName: h\nusername: u\npassword: QXZJ: x"),
    Document.server("serverName: h\nusername: u\npassword: \"QXZJ"),
    Document.server("serverName: h\nusername: u\npassword: [QXZJ"),
    Document.server("serverName: h\nusername: u\npassword: 'QXZJ' QXZJ"),
    Document.server("serverName: h\nusername: u\npassword: @QXZJ"),
    Document.server("serverName: h\nusername: u\npassword: %QXZJ"),
    Document.server("serverName: h\nusername: u\npassword: \"\\QXZJ\""),
    Document.server("serverName: h\nusername: u\npassword: QXZJ\u{7}QXZJ"),
    Document.server("serverName: h\nusername: u\npassword: a\n  QXZJ: b"),
    Document.server("serverName: h\nusername: u\npassword: &QXZJ*"),
  ]

  @Test("Not in a message, path, label, caption, help or fix", arguments: documents)
  func texts(text: String) {
    let findings = check(text).report.diagnostics
    #expect(!findings.isEmpty)
    for finding in findings {
      let said =
        [finding.message, finding.caption, finding.help ?? "", finding.path.description] + finding.labels.map(\.message)
        + finding.fixes.flatMap { [$0.message] + $0.edits.map(\.text) }
      for text in said { #expect(!text.contains(Self.secret), "\(finding.rule): \(text)") }
    }
  }

  @Test("Wherever it is in the file, except in comments, its place is marked as secret", arguments: documents)
  func places(text: String) {
    let report = check(text).report
    let bytes = Array(text.utf8)
    let word = Array(Self.secret.utf8)
    for start in bytes.indices.dropLast(word.count - 1) where bytes[start...].starts(with: word) {
      let span = ByteSpan(start, start + word.count)
      #expect(report.secrets.contains { $0.start <= span.start && span.end <= $0.end }, "at \(start) in:\n\(text)")
    }
  }

  @Test("Secret places are sorted and disjoint, and in the file", arguments: documents)
  func spans(text: String) {
    let spans = check(text).report.secrets
    for (left, right) in zip(spans, spans.dropFirst()) { #expect(left.end < right.start) }
    #expect(spans.allSatisfy { !$0.isEmpty && $0.end <= text.utf8.count })
  }

  @Test("Names of variables and files are not secrets, and neither are other values")
  func noSecrets() {
    let text = Document.server("serverName: h:0\nusername: u\npassword: { env: SMTP_PASSWORD }")
    #expect(check(text).report.secrets.isEmpty)
    #expect(check(text.replacing("env: SMTP_PASSWORD", with: "file: /run/secret")).report.secrets.isEmpty)
  }
}
