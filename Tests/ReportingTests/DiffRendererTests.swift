import Foundation
import Language
import Routing
import Testing

@testable import Reporting

@Suite("Differences between routings as text, JSON and Markdown")
struct DiffRendererTests {
  private static let server =
    "serverName: a.example.com:587, username: \"u|ser\\u202E\", password: hunter2, useSSL: true"

  private func configuration(_ server: String, sites: String = "shop: { defaultServer: main }") -> String {
    """
    version: 1
    servers:
      main: { \(server) }
      spare: { serverName: spare.example.com }
    global:
      servers: [spare]
    sites:
      \(sites)
    """
  }

  private func report(_ old: String, _ new: String) throws -> DiffReport {
    DiffReport(
      old: try Routings.router(configuration(old)), new: try Routings.router(configuration(new)),
      names: ("old.yaml", "new.yaml"))
  }

  private static let style = TextStyle(colour: false)

  @Test(
    "Every change of delivery has its own description",
    arguments: [
      ("serverName: a.example.com", "serverName: b.example.com:26", "endpoint a.example.com:25 → b.example.com:26"),
      ("serverName: a.example.com", "serverName: \"[2001:db8::1]\"", "endpoint a.example.com:25 → [2001:db8::1]:25"),
      ("serverName: a.example.com", "serverName: a.example.com, useSSL: true", "TLS none → startTLS"),
      (
        "serverName: a.example.com", "serverName: a.example.com, username: u, password: { env: E }",
        "username none → u; password none → env E"
      ),
      (
        "serverName: a.example.com, username: u, password: { env: E }",
        "serverName: a.example.com, username: u, password: { file: /f }", "password env E → file /f"
      ),
      (
        "serverName: a.example.com", "deliveryMethod: PickupDirectoryFromIIS",
        "delivery a.example.com:25, no TLS → the IIS pickup folder"
      ),
      (
        "deliveryMethod: PickupDirectory, pickupDirectory: /a",
        "deliveryMethod: PickupDirectory, pickupDirectory: /b", "folder /a → /b"
      ),
    ])
  func deliveries(old: String, new: String, words: String) throws {
    let report = try report(old, new)
    #expect(report.diff.servers.map { ServerText($0).parts.joined(separator: "; ") } == [words])
    #expect(report.diff.scopes.isEmpty)
  }

  @Test("A host without a port and with port 25 is the same endpoint")
  func port25() throws {
    #expect(try report("serverName: a.example.com", "serverName: A.example.com.:25").diff.isEmpty)
  }

  @Test("A literal password is never shown, in any format or from either side")
  func secrets() throws {
    for (old, new) in [
      (Self.server, Self.server.replacing("hunter2", with: "hunter3")),
      (Self.server, "serverName: a.example.com"), ("serverName: a.example.com", Self.server),
    ] {
      let report = try report(old, new)
      #expect(!report.diff.isEmpty)
      let texts = [
        DiffTextRenderer(style: Self.style).render(report), try DiffJSONRenderer().render(report),
        DiffMarkdownRenderer().render(report),
      ]
      for text in texts {
        #expect(!text.contains("hunter"))
        #expect(text.contains("main"))
      }
    }
  }

  @Test("A user name cannot control the terminal or break a Markdown table")
  func hostileText() throws {
    let report = try report("serverName: a.example.com", Self.server)
    #expect(DiffTextRenderer(style: Self.style).render(report).contains("u|ser\\u{202E}"))
    #expect(DiffMarkdownRenderer().render(report).contains("u\\|ser\\\\u{202E}"))
  }

  @Test("Sites with the same change are grouped, with their number and some names")
  func groups() throws {
    let many = (1...40).map { "site\($0): { servers: [main] }" }.joined(separator: "\n  ")
    let old = configuration("serverName: a.example.com", sites: many)
    let new = old.replacing("servers: [spare]", with: "defaultServer: main\n  servers: [spare]")
    let report = DiffReport(
      old: try Routings.router(old), new: try Routings.router(new), names: ("old.yaml", "new.yaml"))
    #expect(report.groups.map { $0.scopes.count } == [1])
    let reordered = DiffReport(
      old: try Routings.router(old),
      new: try Routings.router(old.replacing("servers: [main]", with: "defaultServer: spare, servers: [main]")),
      names: ("old.yaml", "new.yaml"))
    #expect(reordered.groups.map { $0.scopes.count } == [40])
    let text = DiffTextRenderer(style: Self.style).render(reordered)
    #expect(text.contains("40 sites: first choice main → spare; order main, spare → spare, main"))
    #expect(text.contains("site12 and 28 more"))
    #expect(reordered.summary == "40 chains change")
  }

  @Test("No line is wider than the terminal", arguments: [60, 80, 120])
  func width(columns: Int) throws {
    let report = try report(Self.server, "deliveryMethod: PickupDirectory, pickupDirectory: /a/b/c/d/e/f/g/h/i/j/k")
    let text = DiffTextRenderer(style: TextStyle(colour: false, width: columns)).render(report)
    for line in text.split(separator: "\n") { #expect(line.count <= columns, "\(line)") }
  }

  @Test("If nothing changes, text is empty and Markdown says so")
  func nothing() throws {
    let report = try report(Self.server, Self.server)
    #expect(DiffTextRenderer(style: Self.style).render(report).isEmpty)
    #expect(DiffMarkdownRenderer().render(report) == "### Mail routing: mail delivery does not change\n")
  }
}
