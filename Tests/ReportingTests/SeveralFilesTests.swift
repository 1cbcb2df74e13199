import Diagnostics
import Foundation
import SourceText
import SystemPackage
import Testing

@testable import Reporting

/// A site's file is checked; its finding is in the file that it is based on, which labels and fixes are not.
@Suite struct `A finding in another file than the one that is checked` {
  private static let project = ProjectFolder(workingDirectory: "/work/project")

  private static let rule = RuleDescription(
    id: "rule", group: "Delivery", severity: .error, isAdjustable: false, isFixable: true, summary: "", explanation: "",
    references: [], badExample: "", goodExample: "")

  private static let map: SourceMap = {
    var map = SourceMap(SourceFile(name: "unused.yaml", text: "nothing\n"))
    map.add(name: "conf/base.yaml", bytes: Array("servers:\n  relay: { port: 1, password: hunter2 }\n".utf8))
    map.add(
      name: "conf/site.yaml",
      bytes: Array("# ä\nrelay: { password: hunter3, priority: high }\nsites: { a: relay }\n".utf8))
    return map
  }()

  private static let base = map.files[1]
  private static let site = map.files[2]

  /// The first occurrence of a word in a file.
  private static func place(_ word: String, in file: SourceFile) -> SourceSpan {
    guard let found = file.bytes.firstRange(of: Array(word.utf8)) else {
      Issue.record("no such word in the file")
      return SourceSpan(0, 0)
    }
    return file.place(ByteSpan(found.lowerBound, found.upperBound))
  }

  /// The finding, with a label in each file, and fixes in the other file and in both.
  private static let finding = Diagnostic(
    rule: "rule", severity: .error, message: "message", span: place("port", in: base),
    path: YAMLPath().key("servers").key("relay").key("port"), caption: "here",
    labels: [Label(place("priority", in: site), "not here"), Label(place("servers", in: base), "in these")],
    help: "why",
    fixes: [
      Fix(.safe, "write it in capitals", [TextEdit(place("high", in: site), "High")]),
      Fix(
        .unsafe, "rename it everywhere",
        [
          TextEdit(place("a: relay", in: site), "a: main"), TextEdit(place("relay", in: base), "main"),
          TextEdit(place("relay", in: site), "main"),
        ]),
    ])

  /// The same rule, in the file that is checked.
  private static let own = Diagnostic(
    rule: "rule", severity: .warning, message: "own", span: place("sites", in: site), path: YAMLPath().key("sites"))

  private static func report(_ findings: [Diagnostic] = [finding, own], omitted: Int = 0) -> FileReport {
    FileReport(
      source: site, in: map, diagnostics: findings, omitted: omitted,
      secrets: [place("hunter2", in: base), place("hunter3", in: site)])
  }

  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  /// A member of nested objects and lists: "locations.0.physicalLocation".
  private func member(_ path: String, of value: Any) -> Any? {
    path.split(separator: ".").reduce(value as Any?) { value, step in
      if let list = value as? [Any], let index = Int(step) { return index < list.count ? list[index] : nil }
      return (value as? [String: Any])?[String(step)]
    }
  }

  // MARK: For people

  @Test func `has a block for each file in text, its own first, and names the file that a fix changes`() {
    #expect(
      plain(Self.report([Self.finding])) == """
        error[rule]: message
         ┌─ conf/base.yaml:2:12
        1 │ servers:
          │ ------- in these
        2 │   relay: { port: 1, password: **** }
          │            ^^^^ here
         ┌─ conf/site.yaml:2:29
        2 │ relay: { password: ****, priority: high }
          │                          -------- not here
          = help: why
          = fix: write it in capitals
         ┌─ conf/site.yaml
        2 - relay: { password: ****, priority: high }
        2 + relay: { password: ****, priority: High }
          = unsafe fix: rename it everywhere
         ┌─ conf/site.yaml
        2 - relay: { password: ****, priority: high }
        2 + main: { password: ****, priority: high }
        3 - sites: { a: relay }
        3 + sites: { a: main }
         ┌─ conf/base.yaml
        2 -   relay: { port: 1, password: **** }
        2 +   main: { port: 1, password: **** }

        """)
  }

  @Test func `has the preview of a fix in its own file without a file name, before that in another`() {
    var finding = Self.finding
    finding.labels = []
    finding.help = nil
    finding.fixes = [
      Fix(
        .safe, "do it",
        [TextEdit(Self.place("1", in: Self.base), "2"), TextEdit(Self.place("sites", in: Self.site), "s")])
    ]
    #expect(
      plain(Self.report([finding])) == """
        error[rule]: message
         ┌─ conf/base.yaml:2:12
        2 │   relay: { port: 1, password: **** }
          │            ^^^^ here
          = fix: do it
        2 -   relay: { port: 1, password: **** }
        2 +   relay: { port: 2, password: **** }
         ┌─ conf/site.yaml
        3 - sites: { a: relay }
        3 + s: { a: relay }

        """)
  }

  @Test func `hides the secrets of both files in text, also in previews`() {
    let fix = Fix(
      .safe, "remove it",
      [
        TextEdit(Self.place(", priority: high", in: Self.site), ""),
        TextEdit(Self.place("port: 1, ", in: Self.base), ""),
      ])
    var finding = Self.finding
    finding.fixes = [fix]
    let text = plain(Self.report([finding]))
    #expect(!text.contains("hunter"))
    #expect(text.contains("- relay: { password: ****, priority: high }"))
    #expect(text.contains("-   relay: { port: 1, password: **** }"))
    // Without the list of secrets they would be seen.
    let bare = plain(FileReport(source: Self.site, in: Self.map, diagnostics: [finding]))
    #expect(bare.contains("hunter2") && bare.contains("hunter3"))
  }

  @Test func `is on a line of its own file in the concise format`() {
    #expect(
      ConciseRenderer().render([Self.report(omitted: 2)]) == """
        conf/base.yaml:2:12: error: message (here) [rule]
        conf/site.yaml:3:1: warning: own [rule]
        conf/site.yaml: 2 further findings are not shown (--max-findings 0 shows all)

        """)
  }

  // MARK: For programs

  @Test func `has the name of a file in JSON only if it is not that of the finding`() throws {
    let document = try object(try JSONRenderer().render([Self.report()]))
    #expect(member("diagnostics.0.file", of: document) as? String == "conf/base.yaml")
    #expect(member("diagnostics.0.start.line", of: document) as? Int == 2)
    #expect(member("diagnostics.0.start.offset", of: document) as? Int == 20)
    #expect(member("diagnostics.0.labels.0.file", of: document) as? String == "conf/site.yaml")
    #expect(member("diagnostics.0.labels.0.start.offset", of: document) as? Int == 33)
    #expect(member("diagnostics.0.labels.1.message", of: document) as? String == "in these")
    #expect(member("diagnostics.0.labels.1.file", of: document) == nil)
    #expect(member("diagnostics.0.labels.1.start.offset", of: document) as? Int == 0)
    #expect(member("diagnostics.0.fixes.0.edits.0.file", of: document) as? String == "conf/site.yaml")
    #expect(member("diagnostics.0.fixes.0.edits.0.start.offset", of: document) as? Int == 43)
    let edits = try #require(member("diagnostics.0.fixes.1.edits", of: document) as? [[String: Any]])
    #expect(edits.map { $0["file"] as? String } == ["conf/site.yaml", nil, "conf/site.yaml"])
    #expect(member("diagnostics.1.file", of: document) as? String == "conf/site.yaml")
  }

  @Test func `uses only members in JSON that the schema has`() throws {
    let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../..")
    let schema = try object(
      try String(contentsOf: repository.appending(path: "schemas/diagnostics.schema.json"), encoding: .utf8))
    let document = try object(try JSONRenderer().render([Self.report()]))
    for (name, path) in [
      ("label", "diagnostics.0.labels.0"), ("edit", "diagnostics.0.fixes.0.edits.0"), ("diagnostic", "diagnostics.0"),
    ] {
      let described = try #require(member("$defs.\(name).properties", of: schema) as? [String: Any])
      let written = try #require(member(path, of: document) as? [String: Any])
      #expect(written["file"] != nil)
      #expect(Set(written.keys).isSubset(of: described.keys), "\(name)")
      #expect(member("$defs.\(name).additionalProperties", of: schema) as? Bool == false)
    }
  }

  private func sarif(_ run: RunReport) throws -> [String: Any] {
    let log = try object(SARIFRenderer(project: Self.project, rules: [Self.rule], version: "1").render(run))
    return try #require((log["runs"] as? [[String: Any]])?.first)
  }

  @Test func `has the file of each place in SARIF, by its number in the list of files`() throws {
    let run = try sarif([Self.report()])
    let artifacts = try #require(run["artifacts"] as? [[String: Any]])
    let uris = artifacts.map { member("location.uri", of: $0) as? String }
    #expect(uris == ["conf/site.yaml", "unused.yaml", "conf/base.yaml"])
    let result = try #require((run["results"] as? [[String: Any]])?.first)
    for (path, uri, index) in [
      ("locations.0.physicalLocation.artifactLocation", "conf/base.yaml", 2),
      ("relatedLocations.0.physicalLocation.artifactLocation", "conf/site.yaml", 0),
      ("relatedLocations.1.physicalLocation.artifactLocation", "conf/base.yaml", 2),
      ("fixes.0.artifactChanges.0.artifactLocation", "conf/site.yaml", 0),
      ("fixes.1.artifactChanges.0.artifactLocation", "conf/site.yaml", 0),
      ("fixes.1.artifactChanges.1.artifactLocation", "conf/base.yaml", 2),
    ] {
      #expect(member("\(path).uri", of: result) as? String == uri, "\(path)")
      #expect(member("\(path).index", of: result) as? Int == index, "\(path)")
    }
    #expect((member("fixes.0.artifactChanges", of: result) as? [Any])?.count == 1)
    #expect((member("fixes.1.artifactChanges", of: result) as? [Any])?.count == 2)
    #expect((member("fixes.1.artifactChanges.0.replacements", of: result) as? [Any])?.count == 2)
    #expect((member("fixes.1.artifactChanges.1.replacements", of: result) as? [Any])?.count == 1)
    #expect(
      member("relatedLocations.0.physicalLocation.region", of: result) as? [String: Int]
        == ["startLine": 2, "startColumn": 29, "endLine": 2, "endColumn": 37])
    #expect(
      member("fixes.1.artifactChanges.1.replacements.0.deletedRegion", of: result) as? [String: Int]
        == ["startLine": 2, "startColumn": 3, "endLine": 2, "endColumn": 8])
  }

  @Test func `has each file once in SARIF, however often and by whatever name it is given`() throws {
    let other = FileReport(source: SourceFile(name: "conf/../conf/base.yaml", text: ""), diagnostics: [])
    let again = FileReport(source: SourceFile(name: "./conf/site.yaml", text: ""), diagnostics: [])
    let run = try sarif([other, Self.report(), again, Self.report()])
    let artifacts = try #require(run["artifacts"] as? [[String: Any]])
    #expect(
      artifacts.map { member("location.uri", of: $0) as? String } == [
        "conf/base.yaml", "conf/site.yaml", "unused.yaml",
      ])
    let results = try #require(run["results"] as? [[String: Any]])
    let indices = results.map { member("locations.0.physicalLocation.artifactLocation.index", of: $0) as? Int }
    #expect(indices == [0, 1, 0, 1])
  }

  @Test func `is in the element of its own file in the XML of Checkstyle`() {
    #expect(
      CheckstyleRenderer(project: Self.project, rules: [Self.rule]).render([Self.report(omitted: 2)]) == """
        <?xml version="1.0" encoding="UTF-8"?>
        <checkstyle version="8.0">
          <file name="conf/site.yaml">
            <error line="3" column="1" severity="warning" message="own" source="smtpconf.delivery.rule"/>
            <error severity="info" message="2 further findings are not shown (--max-findings 0 shows all)" \
        source="smtpconf.run.omitted"/>
          </file>
          <file name="conf/base.yaml">
            <error line="2" column="12" severity="error" message="message (here)&#10;help: why&#10;\
        fix: write it in capitals&#10;fix: rename it everywhere" source="smtpconf.delivery.rule"/>
          </file>
        </checkstyle>

        """)
  }

  @Test func `has its own file in a report for GitLab`() throws {
    let text = try GitLabRenderer(project: Self.project).render([Self.report()])
    let issues = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
    #expect(issues.map { member("location.path", of: $0) as? String } == ["conf/base.yaml", "conf/site.yaml"])
    #expect(issues.map { member("location.lines.begin", of: $0) as? Int } == [2, 3])
    #expect(issues.map { member("location.lines.end", of: $0) as? Int } == [2, 3])
    // A finding of the same rule and path in the other file is another one.
    var moved = Self.finding
    moved.span = Self.place("relay", in: Self.site)
    let both = try GitLabRenderer(project: Self.project).render([Self.report([Self.finding, moved])])
    let fingerprints = try #require(try JSONSerialization.jsonObject(with: Data(both.utf8)) as? [[String: Any]])
      .compactMap { $0["fingerprint"] as? String }
    #expect(Set(fingerprints).count == 2)
    #expect(fingerprints.first == issues.first?["fingerprint"] as? String)
  }

  @Test func `has its own file for reviewdog, and only fixes that change no other`() throws {
    var finding = Self.finding
    finding.fixes.append(Fix(.safe, "write 2", [TextEdit(Self.place("1", in: Self.base), "2")]))
    let document = try object(try RDJSONRenderer(project: Self.project).render([Self.report([finding, Self.own])]))
    #expect(member("diagnostics.0.location.path", of: document) as? String == "conf/base.yaml")
    #expect(member("diagnostics.0.location.range.start.line", of: document) as? Int == 2)
    #expect(member("diagnostics.0.location.range.start.column", of: document) as? Int == 12)
    let suggestions = try #require(member("diagnostics.0.suggestions", of: document) as? [[String: Any]])
    #expect(suggestions.map { $0["text"] as? String } == ["2"])
    #expect(member("diagnostics.1.location.path", of: document) as? String == "conf/site.yaml")
  }

  @Test func `is a test case of its own file for JUnit, in the suite of the file that is checked`() {
    #expect(
      JUnitRenderer().render([Self.report()]) == """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="smtpconf" tests="2" failures="1" errors="0">
          <testsuite name="conf/site.yaml" tests="2" failures="1" errors="0">
            <testcase name="rule at 2:12" classname="conf/base.yaml">
              <failure message="message (here)" type="error">conf/base.yaml:2:12&#10;error: message (here)&#10;\
        help: why&#10;fix: write it in capitals&#10;fix: rename it everywhere</failure>
            </testcase>
            <testcase name="rule at 3:1" classname="conf/site.yaml">
              <system-out>conf/site.yaml:3:1&#10;warning: own</system-out>
            </testcase>
          </testsuite>
        </testsuites>

        """)
  }

  // MARK: For CI servers

  @Test func `is an annotation of its own file on GitHub`() {
    #expect(
      GitHubRenderer(project: Self.project).render([Self.report()]) == """
        ::error file=conf/base.yaml,line=2,endLine=2,col=12,endColumn=16,title=rule::message (here)%0Ahelp: why%0A\
        fix: write it in capitals%0Afix: rename it everywhere
        ::warning file=conf/site.yaml,line=3,endLine=3,col=1,endColumn=6,title=rule::own

        """)
  }

  @Test func `is an issue of its own file on Azure Pipelines, also if it is a plain line`() {
    var info = Self.finding
    info.severity = .info
    #expect(
      AzureRenderer(project: Self.project).render([Self.report([Self.finding, Self.own, info])]) == """
        ##vso[task.logissue type=error;sourcepath=/work/project/conf/base.yaml;linenumber=2;columnnumber=12;\
        code=rule;]message (here)%0Ahelp: why%0Afix: write it in capitals%0Afix: rename it everywhere
        ##vso[task.logissue type=warning;sourcepath=/work/project/conf/site.yaml;linenumber=3;columnnumber=1;\
        code=rule;]own
        conf/base.yaml:2:12: info: message (here) [rule]

        """)
  }

  @Test func `is an inspection of its own file in TeamCity`() {
    #expect(
      TeamCityRenderer(project: Self.project, rules: []).render([Self.report()]) == """
        ##teamcity[inspectionType id='rule' name='rule' category='smtpconf' description='rule']
        ##teamcity[inspection typeId='rule' message='message (here)|nhelp: why|nfix: write it in capitals|n\
        fix: rename it everywhere' file='conf/base.yaml' line='2' SEVERITY='ERROR']
        ##teamcity[inspection typeId='rule' message='own' file='conf/site.yaml' line='3' SEVERITY='WARNING']

        """)
  }

  @Test(arguments: DiagnosticFormat.allCases.map(\.name))
  func `reveals no secret of either file, in any format`(name: String) throws {
    let format = try #require(DiagnosticFormat(rawValue: name))
    // Fixes whose edits are on both sides of a secret.
    var finding = Self.finding
    finding.fixes = [Self.base, Self.site].map { file in
      Fix(.safe, "fix", [TextEdit(Self.place("relay", in: file), "x"), TextEdit(file.place(ByteSpan(48, 48)), "y")])
    }
    let context = RenderingContext(
      style: TextStyle(colour: false), project: Self.project, rules: [Self.rule], version: "1")
    let text = try format.render([Self.report([finding, Self.own])], in: context)
    #expect(text.contains("rule"))
    #expect(!text.contains("hunter"))
  }

  // MARK: Earlier reports

  @Test func `is known by its own file in an earlier report`() throws {
    let sarif = SARIFRenderer(project: Self.project, rules: [Self.rule], version: "1")
    for earlier in [try JSONRenderer().render([Self.report()]), try sarif.render([Self.report()])] {
      let baseline = try Baseline(Array(earlier.utf8), in: Self.project)
      func known(_ report: FileReport) -> Int { baseline.new(in: [report], of: Self.project, limit: 0)[0].known }
      #expect(known(Self.report()) == 2)
      // The same rule and path in the other file is new.
      var moved = Self.finding
      moved.span = Self.place("relay", in: Self.site)
      #expect(known(Self.report([moved])) == 0)
      // The file is known by whatever report it is in, and by its own check.
      let alone = SourceFile(name: "conf/base.yaml", bytes: Self.base.bytes)
      var own = Self.finding
      own.span = alone.place(Self.base.bytes(of: own.span))
      #expect(known(FileReport(source: alone, diagnostics: [own])) == 1)
      let kept = baseline.new(in: [Self.report([Self.finding, moved, Self.own])], of: Self.project, limit: 0)[0]
      #expect(kept.diagnostics == [moved])
      #expect(kept.sources.files.map(\.name) == Self.map.files.map(\.name))
      #expect(kept.source.name == "conf/site.yaml")
    }
  }
}
