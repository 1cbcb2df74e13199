import Diagnostics
import Foundation
import SourceText
import SystemPackage
import Testing

@testable import Reporting

@Suite struct `SARIF` {
  private static let rule = RuleDescription(
    id: "some-rule", group: "Delivery", severity: .warning, isAdjustable: true, isFixable: false, summary: "It is so",
    explanation: "Because.", references: ["A book"], badExample: "a: ↓1", goodExample: "a: 2")

  private let renderer = SARIFRenderer(
    project: ProjectFolder(workingDirectory: "/work/project"), rules: [Self.rule], version: "1.2.3")

  private func run(_ report: RunReport) throws -> [String: Any] {
    let text = try renderer.render(report)
    let log = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(log["version"] as? String == "2.1.0")
    return try #require((log["runs"] as? [[String: Any]])?.first)
  }

  private func result(_ report: FileReport) throws -> [String: Any] {
    try #require((try run([report])["results"] as? [[String: Any]])?.first)
  }

  /// A member of nested objects and lists: "locations.0.physicalLocation".
  private func member(_ path: String, of value: [String: Any]) -> Any? {
    path.split(separator: ".").reduce(value as Any?) { value, step in
      if let list = value as? [Any], let index = Int(step) { return index < list.count ? list[index] : nil }
      return (value as? [String: Any])?[String(step)]
    }
  }

  @Test func `of no files is a run without results, in the units of our columns`() throws {
    let run = try run([])
    #expect((run["results"] as? [Any])?.isEmpty == true)
    #expect(run["columnKind"] as? String == "unicodeCodePoints")
    #expect(member("invocations.0.executionSuccessful", of: run) as? Bool == true)
  }

  @Test func `describes the rules of its results only, with properties for filters`() throws {
    #expect((member("tool.driver.rules", of: try run([])) as? [Any])?.isEmpty == true)
    let sample = Sample("a: 1\n")
    var finding = sample.report(sample.span("1"), "so").diagnostics[0]
    finding.rule = "some-rule"
    let run = try run([FileReport(source: sample.source, diagnostics: [finding])])
    let rule = try #require(member("tool.driver.rules.0", of: run) as? [String: Any])
    #expect(rule["id"] as? String == "some-rule")
    #expect(rule["name"] as? String == "SomeRule")
    #expect(member("defaultConfiguration.level", of: rule) as? String == "warning")
    #expect((member("help.markdown", of: rule) as? String)?.contains("## Good") == true)
    #expect(member("properties.adjustable", of: rule) as? Bool == true)
    #expect((rule["properties"] as? [String: Any])?["problem.severity"] as? String == "warning")
  }

  @Test func `has the place in the text, the logical place, related places and fixes`() throws {
    let sample = Sample("\u{FEFF}ä: 1\nb: 2\n", name: "conf/a b.yaml")
    var finding = sample.report(
      sample.span("1"), "so", labels: [Label(sample.span("b"), "there")], help: "why",
      fixes: [Fix(.safe, "do it", [TextEdit(sample.span("2"), "3")])]
    ).diagnostics[0]
    finding.rule = "some-rule"
    finding.path = YAMLPath().key("servers").key("a.b").index(0)
    let result = try result(FileReport(source: sample.source, diagnostics: [finding]))
    #expect(result["ruleId"] as? String == "some-rule")
    #expect(result["ruleIndex"] as? Int == 0)
    #expect(result["level"] as? String == "error")
    #expect(member("message.text", of: result) as? String == "message (so)\nwhy")
    let place = "locations.0.physicalLocation"
    #expect(member("\(place).artifactLocation.uri", of: result) as? String == "conf/a%20b.yaml")
    #expect(member("\(place).artifactLocation.uriBaseId", of: result) as? String == "%SRCROOT%")
    #expect(
      member("\(place).region", of: result) as? [String: Int]
        == ["startLine": 1, "startColumn": 4, "endLine": 1, "endColumn": 5])
    #expect(
      member("locations.0.logicalLocations.0.fullyQualifiedName", of: result) as? String == "servers[\"a.b\"][0]")
    #expect(member("relatedLocations.0.message.text", of: result) as? String == "there")
    let replacement = "fixes.0.artifactChanges.0.replacements.0"
    #expect(member("\(replacement).insertedContent.text", of: result) as? String == "3")
    #expect(member("\(replacement).deletedRegion.startLine", of: result) as? Int == 2)
    #expect(member("fixes.0.properties.applicability", of: result) as? String == "safe")
  }

  @Test func `has fingerprints that survive moved lines`() throws {
    func fingerprint(_ text: String) throws -> String {
      let sample = Sample(text)
      let result = try result(sample.report(sample.span("x")))
      return try #require((result["partialFingerprints"] as? [String: String])?["ruleAndPath/v1"])
    }
    #expect(try fingerprint("a: x\n") == fingerprint("\n# comment\n\na: x\n"))
  }

  @Test func `makes no links of text from a file`() throws {
    let sample = Sample("a: 1\n")
    let link = try result(sample.report(sample.span("1"), message: "key [here](http://evil.example)"))
    #expect(member("message.text", of: link) as? String == "key \\[here\\](http://evil.example)")
    let plain = try result(sample.report(sample.span("1"), message: "servers[0]"))
    #expect(member("message.text", of: plain) as? String == "servers[0]")
  }

  @Test func `names other files by their absolute path, and those that could not be read`() throws {
    let sample = Sample("a: 1\n", name: "/etc/a.yaml")
    let place = "locations.0.physicalLocation.artifactLocation"
    let result = try result(sample.report(sample.span("1")))
    #expect(member("\(place).uri", of: result) as? String == "file:///etc/a.yaml")
    #expect(member("\(place).uriBaseId", of: result) == nil)
    let failed = try run(RunReport([], failed: [.init(name: "x.yaml", reason: "cannot read")]))
    #expect(member("invocations.0.executionSuccessful", of: failed) as? Bool == false)
    #expect(
      member("invocations.0.toolExecutionNotifications.0.message.text", of: failed) as? String == "cannot read")
  }
}
