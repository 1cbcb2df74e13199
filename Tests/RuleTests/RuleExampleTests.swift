import Analysis
import Diagnostics
import FolderAccess
import Linting
import Rules
import SourceText
import Testing

@testable import Language

/// The examples of every rule test the rule.
@Suite("Rules and their own examples")
struct RuleExampleTests {
  @Test("In a bad example the rule reports the marked place, without other errors", arguments: RuleCatalog.rules.all)
  func badExample(rule: Rule) {
    #expect(!rule.bad.isEmpty)
    for example in rule.bad {
      let (text, marks) = example.unmarked
      #expect(!marks.isEmpty, "no ↓ in an example of \(rule.id)")
      let report = example.checked().report
      let own = report.diagnostics.filter { $0.rule == rule.id }
      #expect(own.map(\.span.start) == marks, "\(rule.id) fires elsewhere in:\n\(text)\n\(report.diagnostics)")
      #expect(own.allSatisfy { $0.severity == rule.severity })
      let others = report.diagnostics.filter { $0.rule != rule.id && $0.severity == .error }
      #expect(others.isEmpty, "other errors beside \(rule.id): \(others)")
    }
  }

  @Test("A good example has no errors, and its rule reports nothing", arguments: RuleCatalog.rules.all)
  func goodExample(rule: Rule) {
    #expect(!rule.good.isEmpty)
    for example in rule.good {
      let checked = example.checked()
      #expect(checked.report.count(.error) == 0, "\(rule.id): \(checked.report.diagnostics)")
      #expect(!checked.report.diagnostics.contains { $0.rule == rule.id }, "\(rule.id) fires in its good example")
      #expect(checked.configuration() != nil)
    }
  }

  @Test(
    "A finding says what is wrong and, in the caption or the help, what to do, and is in the file",
    arguments: RuleCatalog.rules.all)
  func wording(rule: Rule) {
    for example in rule.bad {
      let (text, _) = example.unmarked
      for finding in example.checked().report.diagnostics {
        #expect(!finding.message.isEmpty)
        #expect(!finding.message.hasSuffix("."), "\(finding.message)")
        #expect(finding.help != nil || !finding.caption.isEmpty)
        #expect(finding.message.filter { $0 == "`" }.count.isMultiple(of: 2), "\(finding.message)")
        let report = example.checked().report
        for span in [finding.span] + finding.labels.map(\.span) {
          let file = report.sources.file(at: span)
          #expect(file.contains(span) && (file.address != 0 || span.end <= text.utf8.count))
        }
      }
    }
  }

  @Test("After a fix the rule reports less", arguments: RuleCatalog.rules.all)
  func fixes(rule: Rule) {
    for example in rule.bad {
      let (text, _) = example.unmarked
      let own = example.checked().report.diagnostics.filter { $0.rule == rule.id }
      for fix in own.flatMap(\.fixes) {
        let fixed = Self.apply(fix, to: text)
        let left = example.checked(fixed).report.diagnostics.filter { $0.rule == rule.id }
        #expect(left.count < own.count, "\(rule.id):\n\(fixed)")
      }
    }
  }

  @Test("Ids are kebab-case and unique")
  func ids() {
    let ids = RuleCatalog.rules.all.map(\.id.text)
    #expect(Set(ids).count == ids.count)
    for id in ids { #expect(id.allSatisfy { $0.isLowercase || $0 == "-" || $0.isNumber } && !id.contains("--")) }
  }

  @Test("Summaries are one line without a full stop, explanations say more", arguments: RuleCatalog.rules.all)
  func texts(rule: Rule) {
    #expect(!rule.summary.contains("\n") && !rule.summary.hasSuffix(".") && rule.summary.count <= 90)
    #expect(rule.explanation.count > rule.summary.count)
  }

  static func apply(_ fix: Fix, to text: String) -> String {
    var bytes = Array(text.utf8)
    for edit in fix.edits.sorted(by: { $0.span > $1.span }) {
      bytes.replaceSubrange(edit.span.start..<edit.span.end, with: Array(edit.text.utf8))
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension Rule: CustomTestStringConvertible {
  package var testDescription: String { id.text }
}
