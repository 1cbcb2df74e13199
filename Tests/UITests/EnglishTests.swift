import Analysis
import Diagnostics
import Foundation
import Linting
import Routing
import RoutingTesting
import Rules
import SourceText
import Testing

/// What users read, and the comments of the sources, are free of the habits of wording in ``Habit``.
@Suite("English")
struct EnglishTests {
  @Test("Each habit is recognised", arguments: Habit.shown)
  func habits(habit: Habit) throws {
    #expect(try Habit.advice(for: habit.example, [habit]).count == 1)
    #expect(try Habit.advice(for: habit.example.replacing(" ", with: "\n  /// "), [habit]).count == 1)
  }

  @Test("Descriptions of rules", arguments: RuleCatalog.descriptions + RoutingTestRules.descriptions)
  func description(rule: RuleDescription) throws {
    try Self.check([rule.summary, rule.explanation] + rule.references, Habit.shown, in: "\(rule.id)")
    let comments = (rule.badExample + rule.goodExample).matches(of: /#.*/).map { String($0.output) }
    try Self.check(comments, Habit.shown, in: "the examples of \(rule.id)")
  }

  @Test("Findings of the rules' bad examples", arguments: RuleCatalog.rules.all)
  func findings(rule: Rule) throws {
    for example in rule.bad {
      let findings = example.checked().report.diagnostics
      #expect(!findings.isEmpty)
      try Self.check(findings)
    }
  }

  @Test("Findings in test files", arguments: RoutingTestRules.descriptions)
  func testFindings(rule: RuleDescription) throws {
    let yaml = """
      version: 1
      servers:
        relay: { serverName: smtp.example.com }
        archive: { deliveryMethod: PickupDirectory, pickupDirectory: /var/spool/mail }
      global: { servers: [archive, relay] }
      sites:
        shop: { defaultServer: relay }
        intranet: {}
      """
    let configuration = try #require(Analysis(SourceFile(name: "smtpconf.yaml", text: yaml)).configuration())
    let source = SourceFile(name: "smtpconf.test.yaml", text: rule.badExample.replacing(RuleDescription.mark, with: ""))
    let tested = RoutingTestFile(source).tested(
      with: Router(RoutingTable(configuration)), configuration: "smtpconf.yaml")
    #expect(tested.report.diagnostics.map(\.rule) == [rule.id])
    try Self.check(tested.report.diagnostics)
  }

  @Test("Help of the commands")
  func help() throws {
    let overview = try SampleTests.run(["help"]).output
    let list = try #require(overview.split(separator: "SUBCOMMANDS:").last)
    let commands = list.matches(of: /(?m)^  ([a-z]+)  +/).map { String($0.output.1) }
    #expect(commands.count > 8)
    for command in [[]] + commands.map({ [$0] }) {
      let help = try SampleTests.run(["help"] + command)
      #expect(help.status == 0)
      try Self.check([help.output], Habit.shown, in: "smtpconf help \(command.joined())")
    }
  }

  @Test("Pages", arguments: Page.all)
  func pages(file: URL) throws {
    try Self.check([String(contentsOf: file, encoding: .utf8)], Habit.shown, in: file.lastPathComponent)
  }

  @Test("Schemas", arguments: Place.files(in: "schemas", endingIn: ".json"))
  func schemas(file: URL) throws {
    try Self.check([String(contentsOf: file, encoding: .utf8)], Habit.shown, in: file.lastPathComponent)
  }

  @Test("Sources and their comments", arguments: sourceFiles)
  func sources(file: String) throws {
    let text = try String(contentsOf: Place.repository.appending(path: file), encoding: .utf8)
    try Self.check([text], Habit.anywhere, in: file)
  }

  /// The Swift files of the sources, by their paths from the top of the repository.
  private static var sourceFiles: [String] {
    let files = FileManager.default.enumerator(atPath: Place.repository.appending(path: "Sources").path)
    let paths = files?.compactMap { $0 as? String } ?? []
    return paths.filter { $0.hasSuffix(".swift") }.map { "Sources/\($0)" }.sorted()
  }

  private static func check(_ findings: [Diagnostic]) throws {
    for finding in findings {
      let labels = finding.labels.map(\.message) + finding.fixes.map(\.message)
      let texts = [finding.message, finding.caption, finding.help ?? ""] + labels
      try check(texts, Habit.shown, in: "\(finding.rule)")
      let isQuestion = finding.caption.hasSuffix("?") && !finding.caption.hasPrefix("did you mean ")
      #expect(!isQuestion, "\(finding.rule): state a fact, not a question: “\(finding.caption)”")
    }
  }

  private static func check(_ texts: [String], _ habits: [Habit], in place: String) throws {
    for text in texts {
      for advice in try Habit.advice(for: text, habits) { Issue.record("\(place): \(advice)") }
    }
  }
}
