import Diagnostics
import Foundation
import SourceText
import SystemPackage
import Testing

@testable import Reporting

@Suite struct `Code quality for GitLab` {
  private let renderer = GitLabRenderer(
    project: ProjectFolder(workingDirectory: "/work/project/conf", top: "/work/project"))

  private func issues(_ run: RunReport) throws -> [[String: Any]] {
    let document = try JSONSerialization.jsonObject(with: Data(try renderer.render(run).utf8))
    return try #require(document as? [[String: Any]])
  }

  @Test func `is an empty list if there are no findings`() throws {
    #expect(try renderer.render([]) == "[]\n")
  }

  @Test func `has the members that GitLab requires`() throws {
    let sample = Sample("a: 1\nb: 2\n")
    let issue = try #require(try issues([sample.report(sample.span("2"), "remove it", help: "why")]).first)
    #expect(issue["description"] as? String == "message (remove it)")
    #expect(issue["check_name"] as? String == "rule")
    #expect(issue["severity"] as? String == "critical")
    #expect((issue["content"] as? [String: String])?["body"] == "help: why")
    #expect((issue["fingerprint"] as? String)?.count == 16)
    let location = try #require(issue["location"] as? [String: Any])
    #expect(location["path"] as? String == "conf/a.yaml")
    #expect(location["lines"] as? [String: Int] == ["begin": 2, "end": 2])
  }

  @Test func `recognises a finding that has moved, and distinguishes equal ones`() throws {
    func fingerprints(_ text: String, name: String = "a.yaml") throws -> [String] {
      let sample = Sample(text, name: name)
      var findings = [1, 2].map { sample.report(sample.span("x", $0)).diagnostics[0] }
      for index in findings.indices { findings[index].path = YAMLPath().key("servers") }
      return try issues([FileReport(source: sample.source, diagnostics: findings)])
        .compactMap { $0["fingerprint"] as? String }
    }
    let before = try fingerprints("a: x\nb: x\n")
    #expect(Set(before).count == 2)
    #expect(try fingerprints("# new\n# lines\na: x\nb: x\n") == before)
    #expect(Set(try fingerprints("a: x\nb: x\n", name: "b.yaml")).isDisjoint(with: before))
  }
}
