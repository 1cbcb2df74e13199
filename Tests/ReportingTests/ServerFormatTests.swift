import Diagnostics
import SourceText
import SystemPackage
import Testing

@testable import Reporting

private let project = ProjectFolder(workingDirectory: "/work/project")

/// A report with this many findings of each severity.
private func report(_ sample: Sample, _ counts: SeverityCounts, omitted: Int = 0) -> FileReport {
  let findings = Severity.allCases.filter { counts[$0] > 0 }.flatMap { severity in
    Array(
      repeating: Diagnostic(rule: "rule", severity: severity, message: "m", span: sample.span("1"), caption: "c"),
      count: counts[severity])
  }
  let worst = findings.last?.severity ?? .error
  return FileReport(
    source: sample.source, diagnostics: findings, omitted: omitted,
    counts: counts + [worst: omitted])
}

@Suite struct `Issues for Azure Pipelines` {
  private let renderer = AzureRenderer(project: project)

  @Test func `have the complete path, the place and the rule`() {
    let sample = Sample("b: 2\na: 1\n", name: "conf/a.yaml")
    #expect(
      renderer.render([sample.report(sample.span("1"), "here", help: "why")])
        == "##vso[task.logissue type=error;sourcepath=/work/project/conf/a.yaml;linenumber=2;columnnumber=4;"
        + "code=rule;]message (here)%0Ahelp: why\n")
    #expect(renderer.render([]) == "")
  }

  @Test func `escape characters that end a property or a line, and a percent sign that would begin an escape`() {
    let sample = Sample("a: 1\n", name: "a;b]%3B%d.yaml")
    #expect(
      renderer.render([sample.report(sample.span("1"), message: "100%, %0D %5d;]\n%AZP25 %%0A")])
        == "##vso[task.logissue type=error;sourcepath=/work/project/a%3Bb%5D%AZP253B%d.yaml;linenumber=1;"
        + "columnnumber=4;code=rule;]100%, %AZP250D %5d;]%0A%AZP25AZP25 %%AZP250A\n")
  }

  @Test func `come with errors first, and infos as plain lines`() {
    let sample = Sample("a: 1\n", name: "::a")
    let lines = renderer.render([report(sample, [.info: 1, .warning: 1, .error: 1])]).split(separator: "\n")
    #expect(
      lines.map { $0.prefix(32) }.prefix(2) == ["##vso[task.logissue type=error;s", "##vso[task.logissue type=warning"])
    #expect(lines[2] == "\\u{3A}:a:1:4: info: m (c) [rule]")
  }

  @Test func `give the number of further findings in the tenth of a severity`() {
    let sample = Sample("a: 1\n")
    let lines = renderer.render([report(sample, [.error: 12, .warning: 10], omitted: 3)]).split(separator: "\n")
    #expect(lines.count == 22)
    #expect(lines.filter { $0.contains("further") } == [lines[9]])
    #expect(lines[9].hasSuffix("]m (c)%0Aand 5 further errors, without an annotation"))
  }

  @Test func `name a file that could not be read`() {
    let run = RunReport([], failed: [.init(name: "x.yaml", reason: "cannot read `x.yaml`")])
    #expect(
      renderer.render(run) == "##vso[task.logissue type=error;sourcepath=/work/project/x.yaml;]cannot read `x.yaml`\n")
  }
}

@Suite struct `Inspections for TeamCity` {
  private let rule = RuleDescription(
    id: "rule", group: "The file", severity: .error, isAdjustable: false, isFixable: false, summary: "It is [bad]",
    explanation: "Why.", references: [], badExample: "", goodExample: "")

  @Test func `come after the description of their rule, which is written once`() {
    let sample = Sample("a: 1\n", name: "conf/a.yaml")
    let text = TeamCityRenderer(project: project, rules: [rule]).render([report(sample, [.error: 1, .info: 1])])
    #expect(
      text == """
        ##teamcity[inspectionType id='rule' name='rule' category='smtpconf' description='It is |[bad|].|n|nWhy.']
        ##teamcity[inspection typeId='rule' message='m (c)' file='conf/a.yaml' line='1' SEVERITY='INFO']
        ##teamcity[inspection typeId='rule' message='m (c)' file='conf/a.yaml' line='1' SEVERITY='ERROR']

        """)
  }

  @Test func `escape bars, quotes, brackets, line ends and non-ASCII characters`() {
    let sample = Sample("a: 1\n")
    let text = TeamCityRenderer(project: project, rules: []).render([
      sample.report(sample.span("1"), message: "|'[]\nä😀\u{7F}")
    ])
    #expect(text.contains(" message='|||'|[|]|n|0x00E4|0xD83D|0xDE00\\u{7F}' "))
  }

  @Test(arguments: 0...8) func `are cut before an escape that would exceed the limit`(shift: Int) {
    let sample = Sample("a: 1\n")
    let message = String(repeating: "x", count: shift) + String(repeating: "😀", count: 1000)
    let text = TeamCityRenderer(project: project, rules: []).render([sample.report(sample.span("1"), message: message)])
    let value = text.split(separator: " message='")[1].prefix { $0 != "'" }
    #expect((3988...4000).contains(value.utf16.count))
    #expect(value.dropFirst(shift).utf8.count % 14 == 0, "a character was cut apart")
  }

  @Test func `become messages to the build if a file cannot be read or has too many findings`() {
    let run = RunReport(
      [report(Sample("a: 1\n"), [:], omitted: 2)], failed: [.init(name: "x.yaml", reason: "cannot read `x.yaml`")])
    #expect(
      TeamCityRenderer(project: project, rules: []).render(run) == """
        ##teamcity[buildProblem description='cannot read `x.yaml`']
        ##teamcity[message text='a.yaml: 2 further findings are not shown (--max-findings 0 shows all)' status='WARNING']

        """)
  }
}

@Suite struct `The XML of Checkstyle` {
  private let rule = RuleDescription(
    id: "rule", group: "The file", severity: .error, isAdjustable: false, isFixable: false, summary: "",
    explanation: "",
    references: [], badExample: "", goodExample: "")

  @Test func `has a file with its findings, a clean one, and one that could not be read`() {
    let sample = Sample("a: 1\n", name: "conf/a.yaml")
    let run = RunReport(
      [
        sample.report(sample.span("1"), "<c>", help: "a\tb"), report(Sample("", name: "clean.yaml"), [:]),
        report(Sample("", name: "many.yaml"), [:], omitted: 1),
      ], failed: [.init(name: "x.yaml", reason: "cannot read")])
    #expect(
      CheckstyleRenderer(project: project, rules: [rule]).render(run) == """
        <?xml version="1.0" encoding="UTF-8"?>
        <checkstyle version="8.0">
          <file name="conf/a.yaml">
            <error line="1" column="4" severity="error" message="message (&lt;c&gt;)&#10;help: a&#9;b" source="smtpconf.file.rule"/>
          </file>
          <file name="clean.yaml"/>
          <file name="many.yaml">
            <error severity="info" message="1 further finding is not shown (--max-findings 0 shows all)" source="smtpconf.run.omitted"/>
          </file>
          <file name="x.yaml">
            <error severity="error" message="cannot read" source="smtpconf.run.failed"/>
          </file>
        </checkstyle>

        """)
  }
}

@Suite struct `Diagnostics for reviewdog` {
  private let renderer = RDJSONRenderer(project: project)

  @Test func `count columns in bytes, and end after the last one`() throws {
    let sample = Sample("\u{FEFF}ä: 1\nö: two\n")
    let text = try renderer.render([sample.report(sample.span("1")), sample.report(sample.span("two"), "c", help: "h")])
    #expect(
      text == """
        {"diagnostics":[\
        {"code":{"value":"rule"},"location":{"path":"a.yaml","range":\
        {"end":{"column":9,"line":1},"start":{"column":8,"line":1}}},"message":"message","severity":"ERROR"},\
        {"code":{"value":"rule"},"location":{"path":"a.yaml","range":\
        {"end":{"column":8,"line":2},"start":{"column":5,"line":2}}},"message":"message (c)\\nh","severity":"ERROR"}],\
        "severity":"ERROR","source":{"name":"smtpconf"}}

        """)
    #expect(try renderer.render([]) == "{\"diagnostics\":[],\"source\":{\"name\":\"smtpconf\"}}\n")
  }

  @Test func `suggest a fix as one replacement, unless there is a secret between its edits`() throws {
    let sample = Sample("a: 1 b hunter2 c\n")
    func suggestion(_ words: [String]) throws -> String {
      let fix = Fix(.safe, "do it", words.map { TextEdit(sample.span($0), "x") })
      let report = sample.report(sample.span("1"), fixes: [fix], secrets: [sample.span("hunter2")])
      let text = try renderer.render([report])
      return String(text.split(separator: "\"suggestions\":").dropFirst().first?.prefix { $0 != "]" } ?? "")
    }
    let range = "\"range\":{\"end\":{\"column\":7,\"line\":1},\"start\":{\"column\":1,\"line\":1}}"
    #expect(try suggestion(["b", "a"]) == "[{\(range),\"text\":\"x: 1 x\"}")
    #expect(try suggestion(["a", "c"]) == "")
  }

  @Test func `name a file that could not be read, and count findings left out`() throws {
    let run = RunReport(
      [report(Sample("", name: "b"), [:], omitted: 1)], failed: [.init(name: "x.yaml", reason: "cannot read")])
    let text = try renderer.render(run)
    #expect(text.contains("{\"location\":{\"path\":\"x.yaml\"},\"message\":\"cannot read\",\"severity\":\"ERROR\"}"))
    #expect(text.contains("{\"location\":{\"path\":\"b\"},\"message\":\"1 further finding is not shown"))
  }
}

@Suite struct `Pages of rules` {
  private let pages = ProjectPages(home: "https://smtpconf.example", rules: "https://smtpconf.example/r/{rule}.html")

  private func rendered(_ format: DiagnosticFormat, _ pages: ProjectPages) throws -> String {
    let rule = RuleDescription(
      id: "rule", group: "g", severity: .error, isAdjustable: false, isFixable: false, summary: "s", explanation: "e",
      references: [], badExample: "", goodExample: "")
    let sample = Sample("a: 1\n")
    let context = RenderingContext(
      style: TextStyle(colour: false), project: project, rules: [rule], version: "0", pages: pages)
    return try format.render([sample.report(sample.span("1"))], in: context)
  }

  @Test(arguments: [
    ("json", "\"url\":\"https://smtpconf.example/r/rule.html\""),
    ("sarif", "\"helpUri\":\"https://smtpconf.example/r/rule.html\""),
    ("sarif", "\"informationUri\":\"https://smtpconf.example\""),
    ("rdjson", "\"code\":{\"url\":\"https://smtpconf.example/r/rule.html\",\"value\":\"rule\"}"),
    ("github", "::message%0Asee: https://smtpconf.example/r/rule.html\n"),
    ("azure", "]message%0Asee: https://smtpconf.example/r/rule.html\n"),
  ]) func `are linked if they are published`(name: String, text: String) throws {
    let format = try #require(DiagnosticFormat(rawValue: name))
    #expect(try rendered(format, pages).contains(text))
  }

  @Test(arguments: DiagnosticFormat.allCases) func `are not linked otherwise`(format: DiagnosticFormat) throws {
    let text = try rendered(format, .none)
    #expect(!text.contains("smtpconf.example"))
    #expect(!text.contains("Uri") && !text.contains("url"))
  }
}

@Suite struct `Formats of findings` {
  @Test func `have unique names, by which they are found`() {
    for format in DiagnosticFormat.allCases { #expect(DiagnosticFormat(rawValue: format.name) == format) }
    #expect(Set(DiagnosticFormat.allCases.map(\.name)).count == DiagnosticFormat.allCases.count)
    #expect(DiagnosticFormat(rawValue: "Text") == nil)
  }
}
