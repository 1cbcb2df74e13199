import Diagnostics
import SourceText
import Testing

@testable import Reporting

@Suite struct `The summary` {
  private func report(_ counts: SeverityCounts = [:], name: String = "smtp.yaml", fixable: Int = 0) -> FileReport {
    let finding = Diagnostic(
      rule: "rule", severity: .error, message: "m", span: SourceSpan(0, 0), fixes: [Fix(.safe, "do it", [])])
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

  @Test func `gives the fixes that were made and the findings left, or the possible fixes`() {
    let two = [report([.error: 2])]
    let none = FixCounts()
    let both = FixCounts(safe: 1, unsafe: 2)
    #expect(
      Summary(two, fixes: .made(both)).description
        == "smtp.yaml: fixed 3 problems, 2 of them by unsafe fixes; 2 errors left")
    #expect(
      Summary([report()], fixes: .made(FixCounts(safe: 1))).description
        == "smtp.yaml: fixed 1 problem; no problems left")
    #expect(Summary(two, fixes: .made(none)).description == "smtp.yaml: nothing to fix; 2 errors")
    #expect(
      Summary(two, fixes: .possible(FixCounts(safe: 1))).description == "smtp.yaml: 2 errors; would fix 1 problem")
    #expect(Summary([report()], fixes: .possible(none)).description == "smtp.yaml: no problems")
  }

  @Test func `counts safe and unsafe fixes separately, over all findings`() {
    func words(_ fixable: FixCounts, _ fixes: Summary.Fixes = .none) -> String {
      Summary(
        [
          FileReport(
            source: SourceFile(name: "a", text: ""), diagnostics: [], omitted: 3, counts: [.error: 3], fixable: fixable)
        ],
        fixes: fixes
      ).description
    }
    #expect(words(FixCounts(safe: 2)) == "a: 3 errors (2 fixable with --fix)")
    #expect(words(FixCounts(unsafe: 2)) == "a: 3 errors (2 fixable with --unsafe-fixes)")
    #expect(words(FixCounts(safe: 1, unsafe: 2)) == "a: 3 errors (1 fixable with --fix, 2 more with --unsafe-fixes)")
    let made = Summary.Fixes.made(FixCounts(safe: 1))
    #expect(words(FixCounts(unsafe: 1), made) == "a: fixed 1 problem; 3 errors left (1 fixable with --unsafe-fixes)")
  }

  @Test func `escapes the file's name`() {
    #expect(Summary([report(name: "a\u{1B}.yaml")]).description == "a\\u{1B}.yaml: no problems")
  }
}
