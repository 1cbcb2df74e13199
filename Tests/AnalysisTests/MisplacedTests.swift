import Analysis
import Diagnostics
import Testing

@testable import Language

/// What the user sees as one mistake must be one finding, worded for exactly that mistake.
@Suite("One mistake, one finding, with the right message")
struct MisplacedTests {
  private static let server = "version: 1\nservers:\n  a: { serverName: h.example }\n"

  @Test(
    "Keys that are indented too far, or not far enough",
    arguments: [
      (server + "global:\n  defaultServer: a\n  sites:\n    shop:\n      servers: [a]\n", "unknown-key 6", "top level"),
      (server + "  global:\n    defaultServer: a\n", "unknown-key 4", "top level"),
      (server + "  sites:\n    shop:\n      servers: [a]\n", "unknown-key 4", "top level"),
      (server + "  useSSL: true\nglobal:\n  defaultServer: a\n", "wrong-type 4", "key of a server"),
      (server + "global:\n  defaultServer: a\nsites:\n  servers: [a]\n", "wrong-type 7", "key of a site"),
    ])
  func indentation(text: String, finding: String, words: String) throws {
    let checked = check(text)
    let errors = checked.report.diagnostics.filter { $0.severity == .error }
    #expect(errors.count == 1)
    #expect(checked.findings.contains(finding), "\(checked.findings)")
    let said = try #require(errors.first)
    #expect("\(said.message) \(said.help ?? "")".contains(words), "\(said)")
  }

  @Test("A stray document marker: what comes after it is not reported as missing")
  func strayMarker() {
    #expect(check(Self.server + "---\nglobal:\n  defaultServer: a\n").findings == ["multiple-documents 4"])
    #expect(check("version: 1\n---\nservers:\n  a: { serverName: h }\n").findings == ["multiple-documents 2"])
  }

  @Test(
    "A site or server without its mapping",
    arguments: [
      ("sites:\n  shop: a\n", "site `shop`", "servers: [a]", "{ servers: [a] }"),
      ("sites:\n  shop: [a]\n", "site `shop`", "servers: [a]", "{ servers: [a] }"),
      ("sites:\n  shop: 1\n", "site `shop`", "servers: [primary]", nil),
      (
        "  b: h.example\nglobal: { servers: [a] }\n", "server `b`", "serverName: h.example", "{ serverName: h.example }"
      ),
      ("  b: 1\nglobal: { servers: [a] }\n", "server `b`", "serverName: smtp.example.com", nil),
    ])
  func withoutMapping(lines: String, subject: String, help: String, fix: String?) throws {
    let finding = try check(Self.server + lines).only("wrong-type")
    #expect(finding.message.hasPrefix(subject))
    #expect(finding.help?.contains(help) == true)
    #expect(!(finding.help ?? "").contains(subject.hasPrefix("site") ? "serverName" : "servers:"))
    let value = fix.map { $0.contains("servers") ? "a" : "h.example" } ?? ""
    let edits = finding.fixes.flatMap(\.edits).map(\.text).joined(separator: value)
    #expect(edits == (fix.map { lines.contains("[a]") && $0.contains("servers") ? "{ servers: a }" : $0 } ?? ""))
  }

  @Test(
    "A port after a character other than a colon",
    arguments: ["h.example,587", "h.example;587", "h.example/587", "h.example 587", "h.example, 587"])
  func otherSigns(name: String) throws {
    let findings = check(Document.server("serverName: \"\(name)\"")).report.diagnostics
    #expect(findings.count == 1)
    #expect(findings.first?.message == "host and port must be separated by a colon")
    #expect(findings.first?.fixes.flatMap(\.edits).map(\.text) == ["h.example:587"])
  }

  @Test("The .NET name of the folder")
  func pickupDirectoryLocation() throws {
    let text = Document.server("deliveryMethod: PickupDirectory\npickupDirectoryLocation: /var/spool/pickup")
    let finding = try check(text).only("unknown-key")
    #expect(finding.caption == "did you mean `pickupDirectory`?")
    #expect(check(text).report.count(.error) == 1)
  }

  @Test("Quotes around a number do not make it a valid password")
  func numberAsPassword() throws {
    #expect(try check(Document.server("serverName: h\nusername: u\npassword: 12345")).only("wrong-type").fixes.isEmpty)
  }
}
