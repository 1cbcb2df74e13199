import Diagnostics
import SourceText
import Testing

@testable import Reporting

@Suite struct `The summary` {
  private func report(_ counts: [Severity: Int] = [:], name: String = "smtp.yaml", fixable: Int = 0) -> FileReport {
    let finding = Diagnostic(
      rule: "rule", severity: .error, message: "m", span: ByteSpan(0, 0), fixes: [Fix("do it", [])])
    return FileReport(
      source: SourceFile(name: name, text: ""), diagnostics: Array(repeating: finding, count: fixable), counts: counts)
  }

  @Test func `of one file names it`() {
    #expect(Summary([report([.error: 2, .warning: 1])]).description == "smtp.yaml: 2 errors, 1 warning")
    #expect(Summary([report([.info: 1])]).description == "smtp.yaml: 1 info")
    #expect(Summary([report()]).description == "smtp.yaml: no problems")
  }

  @Test func `of several files counts them`() {
    let reports = [report([.error: 2]), report([.warning: 1, .info: 4], fixable: 1), report()]
    #expect(Summary(reports).description == "3 files checked: 2 errors, 1 warning, 4 infos (1 fixable with --fix)")
    #expect(Summary([report(), report()]).description == "2 files checked: no problems")
    #expect(Summary([]).description == "no files checked")
  }

  @Test func `tells what repairs were made and what is left, or could be made`() {
    let two = [report([.error: 2], fixable: 1)]
    #expect(Summary(two, fixes: .made(3)).description == "smtp.yaml: 3 repairs made; 2 errors left")
    #expect(Summary([report()], fixes: .made(1)).description == "smtp.yaml: 1 repair made; no problems left")
    #expect(Summary(two, fixes: .made(0)).description == "smtp.yaml: nothing to repair; 2 errors")
    #expect(Summary(two, fixes: .possible(1)).description == "smtp.yaml: 2 errors; --fix would make 1 repair")
    #expect(Summary([report()], fixes: .possible(0)).description == "smtp.yaml: no problems")
  }

  @Test func `escapes the file's name`() {
    #expect(Summary([report(name: "a\u{1B}.yaml")]).description == "a\\u{1B}.yaml: no problems")
  }
}
