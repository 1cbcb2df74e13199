import Diagnostics
import SourceText
import SystemPackage
import Testing

@testable import Reporting

@Suite struct `A baseline` {
  private let project = ProjectFolder(workingDirectory: "/work/project")

  /// Findings of a rule at these paths, one per line, the first an error and all others warnings.
  private func report(_ paths: [String], rule: RuleID = "rule", name: String = "conf/a.yaml") -> FileReport {
    let diagnostics = paths.enumerated().map { number, path in
      Diagnostic(
        rule: rule, severity: number == 0 ? .error : .warning, message: "m", span: SourceSpan(number, number),
        path: YAMLPath([.key(path)]))
    }
    return FileReport(
      source: SourceFile(name: name, text: String(repeating: "\n", count: paths.count)), diagnostics: diagnostics)
  }

  private func baseline(_ report: FileReport, _ renderer: any Renderer<RunReport>) throws -> Baseline {
    try Baseline(Array(renderer.render([report]).utf8), in: project)
  }

  private var renderers: [any Renderer<RunReport>] {
    [JSONRenderer(), SARIFRenderer(project: project, rules: [], version: "0")]
  }

  private func new(_ baseline: Baseline, _ report: FileReport, limit: Int = 0) -> FileReport {
    baseline.new(in: [report], of: project, limit: limit)[0]
  }

  @Test func `knows findings by file, rule, path and number, wherever they have moved`() throws {
    for renderer in renderers {
      let baseline = try baseline(report(["a", "b", "b"]), renderer)
      #expect(new(baseline, report(["a", "b", "b"])).diagnostics.isEmpty)
      #expect(new(baseline, report(["a", "b", "b"])).known == 3)
      #expect(new(baseline, report(["b", "x", "a"])).diagnostics.map(\.path.description) == ["x"])
      #expect(new(baseline, report(["b", "b", "b"])).known == 2)
      #expect(new(baseline, report(["a"], rule: "other")).known == 0)
      #expect(new(baseline, report(["a"], name: "conf/b.yaml")).known == 0)
      #expect(new(baseline, report(["a"], name: "/work/project/conf/a.yaml")).known == 1)
    }
  }

  @Test func `numbers the findings of a file in all reports together`() throws {
    // A file that is extended has findings in the reports of several configurations.
    let reports = [report(["a", "b"]), report(["a"]), report(["c"])]
    for renderer in renderers {
      let baseline = try Baseline(Array(renderer.render(RunReport(reports)).utf8), in: project)
      #expect(baseline.new(in: reports, of: project, limit: 0).map(\.known) == [2, 1, 1])
      #expect(baseline.new(in: [reports[0]], of: project, limit: 0).map(\.known) == [2])
      #expect(baseline.new(in: [reports[0], reports[0]], of: project, limit: 0).map(\.known) == [2, 1])
    }
  }

  @Test func `distinguishes the configurations that a finding belongs to`() throws {
    var finding = report(["a"]).diagnostics[0]
    finding.configuration = "conf/staging.yaml"
    let staging = FileReport(source: report(["a"]).source, diagnostics: [finding])
    for renderer in renderers {
      let baseline = try Baseline(Array(renderer.render(RunReport([staging])).utf8), in: project)
      #expect(baseline.new(in: [staging], of: project, limit: 0).map(\.known) == [1])
      #expect(baseline.new(in: [report(["a"])], of: project, limit: 0).map(\.known) == [0])
    }
  }

  @Test func `counts only what is new, and keeps as much of it as is shown`() throws {
    let baseline = try baseline(report(["a"]), JSONRenderer())
    let new = new(baseline, report(["x", "a", "y", "z"]), limit: 2)
    #expect(new.counts == [.error: 1, .warning: 2])
    #expect(new.ruleCounts == ["rule": 3])
    #expect(new.diagnostics.map(\.path.description) == ["x", "y"])
    #expect(new.omitted == 1)
    #expect(new.known == 1)
    #expect(Summary([new]).description == "conf/a.yaml: 1 error, 2 warnings, 1 known")
    #expect(Summary([self.new(baseline, report(["a"]))]).description == "conf/a.yaml: no new problems, 1 known")
  }

  @Test(arguments: [
    "", "{", "[]", "1", "{}", "{\"diagnostics\":1}", "{\"diagnostics\":[{\"rule\":\"a\"}]}",
    "{\"diagnostics\":[],\"runs\":[]}", "{\"runs\":[{\"results\":[{}]}]}",
    "{\"runs\":[{\"results\":[{\"partialFingerprints\":{\"ruleAndPath/v1\":\"a\"}}]}]}",
  ]) func `that is malformed is refused`(text: String) {
    #expect(throws: Baseline.Malformed.self) { try Baseline(Array(text.utf8), in: project) }
  }

  @Test func `of an empty report is empty`() throws {
    for renderer in renderers {
      #expect(new(try baseline(report([]), renderer), report(["a"])).known == 0)
    }
  }
}

@Suite struct `Statistics` {
  @Test func `count by rule, the most frequent first, including findings that are not shown`() {
    let reports = [
      FileReport(source: SourceFile(name: "a", text: ""), diagnostics: [], ruleCounts: ["b": 9, "a": 1]),
      FileReport(source: SourceFile(name: "b", text: ""), diagnostics: [], ruleCounts: ["b": 3, "c": 1]),
    ]
    #expect(RuleStatistics(reports).description == "12  b\n 1  a\n 1  c\n")
    #expect(RuleStatistics([]).description.isEmpty)
  }
}
