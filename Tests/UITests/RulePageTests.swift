import Foundation
import Testing

/// The pages in docs/rules are what the program says of its rules: each is written by `smtpconf explain`, none by hand.
/// Set SMTPCONF_ACCEPT=1 to write them anew.
@Suite("Rule pages")
struct RulePageTests {
  static let folder = Place.repository.appending(path: "docs/rules")

  @Test("The list of rules is up to date")
  func list() throws {
    try Self.compare("README.md", with: ["rules", "--format", "markdown"])
  }

  @Test("Each rule has its page, up to date, and no page is left of a rule that is gone")
  func pages() throws {
    let rules = try Self.rules()
    #expect(rules.count > 50)
    for rule in rules { try Self.compare("\(rule).md", with: ["explain", rule, "--format", "markdown"]) }
    let pages = Place.files(in: "docs/rules", endingIn: ".md").map(\.lastPathComponent)
    #expect(pages.sorted() == (rules.map { "\($0).md" } + ["README.md"]).sorted())
  }

  private static func compare(_ page: String, with arguments: [String]) throws {
    let result = try SampleTests.run(arguments)
    #expect(result.status == 0)
    let file = folder.appending(path: page)
    let current = try? String(contentsOf: file, encoding: .utf8)
    #expect(current == result.output, "docs/rules/\(page) is not what smtpconf says; write it with SMTPCONF_ACCEPT=1")
    if ProcessInfo.processInfo.environment["SMTPCONF_ACCEPT"] == "1" {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(result.output.utf8).write(to: file)
    }
  }

  private static func rules() throws -> [String] {
    let result = try SampleTests.run(["rules", "--format", "json"])
    let document = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    let rules = try #require(document?["rules"] as? [[String: Any]])
    return rules.compactMap { $0["id"] as? String }
  }
}
