import Diagnostics
import SourceText
import SystemPackage
import Testing

@testable import Reporting

@Suite struct `Annotations for GitHub` {
  private let renderer = GitHubRenderer(project: ProjectFolder(workingDirectory: "/work/project"))

  @Test func `are empty if there are no findings`() {
    #expect(renderer.render([]) == "")
  }

  @Test func `name the file from the top of the project, the lines, the columns and the rule`() {
    let sample = Sample("a: 1\nb: two\n", name: "/work/project/conf/a.yaml")
    #expect(
      renderer.render([sample.report(sample.span("two"), "here", help: "why", fixes: [Fix(.safe, "do it", [])])])
        == "::error file=conf/a.yaml,line=2,endLine=2,col=4,endColumn=7,title=rule::"
        + "message (here)%0Ahelp: why%0Afix: do it\n")
  }

  @Test func `have no columns if a place spans several lines`() {
    let sample = Sample("a:\n  b: 1\n  c: 2\n")
    let text = renderer.render([sample.report(SourceSpan(sample.span("b").start, sample.span("2").end))])
    #expect(text == "::error file=a.yaml,line=2,endLine=3,title=rule::message\n")
  }

  @Test func `escape characters that would end a property or a command`() {
    let sample = Sample("a: 1\n", name: "100%,a:b.yaml")
    #expect(
      renderer.render([sample.report(sample.span("1"), message: "50%: a, b\n::error::c")])
        == "::error file=100%25%2Ca%3Ab.yaml,line=1,endLine=1,col=4,endColumn=5,title=rule::"
        + "50%25: a, b%0A\\u{3A}:error::c\n")
  }

  @Test func `come with errors first, warnings next and infos as notices`() {
    let sample = Sample("a: 1\n")
    let findings = [Severity.info, .warning, .error].map {
      Diagnostic(rule: "rule", severity: $0, message: "m", span: sample.span("1"))
    }
    let lines = renderer.render([FileReport(source: sample.source, diagnostics: findings)]).split(separator: "\n")
    #expect(lines.map { $0.prefix { $0 != " " } } == ["::error", "::warning", "::notice"])
  }

  @Test func `give the number of further findings in the tenth, the last one shown`() {
    let sample = Sample("a: 1\n")
    let finding = sample.report(sample.span("1")).diagnostics[0]
    func lines(_ count: Int, omitted: Int = 0) -> [Substring] {
      let counts: SeverityCounts = [.error: count + omitted]
      let report = FileReport(
        source: sample.source, diagnostics: Array(repeating: finding, count: count), omitted: omitted, counts: counts)
      return renderer.render([report]).split(separator: "\n")
    }
    #expect(!lines(10).contains { $0.contains("further") })
    #expect(lines(11).count == 11)
    #expect(lines(11)[9].hasSuffix("message%0Aand 1 further error, without an annotation"))
    #expect(lines(3, omitted: 4)[2].hasSuffix("message%0Aand 4 further errors, without an annotation"))
  }

  @Test func `are not longer than the runner's limit`() {
    let sample = Sample("a: 1\n")
    let long = String(repeating: "ä😀", count: 3000)
    let line = renderer.render([sample.report(sample.span("1"), message: long)])
    let message = line.split(separator: "::", omittingEmptySubsequences: true).last?.dropLast() ?? ""
    #expect(message.utf16.count <= GitHubRenderer.messageLimit)
    #expect(message.utf16.count > GitHubRenderer.messageLimit - 3)
    #expect(message.hasSuffix("…"))
  }

  @Test func `name a file that could not be read`() {
    let run = RunReport([], failed: [.init(name: "x.yaml", reason: "cannot read `x.yaml`: No such file")])
    #expect(renderer.render(run) == "::error file=x.yaml::cannot read `x.yaml`: No such file\n")
  }
}
