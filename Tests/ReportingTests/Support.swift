import Diagnostics
import SourceText
import Testing

@testable import Reporting

/// Text with functions that make spans readable in a test.
struct Sample {
  let source: SourceFile

  init(_ text: String, name: String = "a.yaml") {
    source = SourceFile(name: name, text: text)
  }

  init(bytes: [UInt8], name: String = "a.yaml") {
    source = SourceFile(name: name, bytes: bytes)
  }

  /// The bytes of the nth occurrence of a word, counted from 1.
  func span(_ word: String, _ number: Int = 1) -> SourceSpan {
    let word = Array(word.utf8)
    var found = 0
    for start in source.bytes.indices.dropLast(max(0, word.count - 1))
    where source.bytes[start...].starts(with: word) {
      found += 1
      if found == number { return SourceSpan(start, start + word.count) }
    }
    Issue.record("no such word in the sample")
    return SourceSpan(0, 0)
  }

  /// A report of one finding, by default an error of rule `rule` with the message `message`.
  func report(
    _ span: SourceSpan, _ caption: String = "", message: String = "message", labels: [Label] = [], help: String? = nil,
    fixes: [Fix] = [], secrets: [SourceSpan] = []
  ) -> FileReport {
    let diagnostic = Diagnostic(
      rule: "rule", severity: .error, message: message, span: span, caption: caption, labels: labels, help: help,
      fixes: fixes)
    return FileReport(source: source, diagnostics: [diagnostic], secrets: secrets)
  }
}

/// The rows of a report without colour.
func plain(_ report: FileReport, width: Int = 80) -> String {
  TextRenderer(style: TextStyle(colour: false, width: width)).render([report])
}

/// The rows below the place, which most tests are about.
func snippet(_ report: FileReport, width: Int = 80) -> String {
  plain(report, width: width).split(separator: "\n", omittingEmptySubsequences: false).dropFirst(2)
    .joined(separator: "\n")
}
