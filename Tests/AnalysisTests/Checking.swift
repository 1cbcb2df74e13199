import Analysis
import Diagnostics
import Linting
import SourceText
import Testing

@testable import Language

/// The findings of a text.
func check(_ text: String, options: CheckOptions = CheckOptions()) -> Analysis {
  Analysis(SourceFile(name: "test.yaml", text: text), options: options)
}

extension Analysis {
  /// The findings as `rule line`, in the order reported.
  var findings: [String] {
    let lines = LineIndex(report.source)
    return report.diagnostics.map { "\($0.rule) \(lines.position(at: $0.span.start).line)" }
  }

  /// The findings' rules, in the order reported.
  var rules: [String] { report.diagnostics.map(\.rule.text) }

  /// The one finding of a rule.
  func only(_ rule: RuleID, sourceLocation: SourceLocation = #_sourceLocation) throws -> Diagnostic {
    let found = report.diagnostics.filter { $0.rule == rule }
    #expect(found.count == 1, "\(report.diagnostics)", sourceLocation: sourceLocation)
    return try #require(found.first, sourceLocation: sourceLocation)
  }

  /// The text at a place.
  func text(at span: SourceSpan) -> String { report.source.text(of: span) }
}

/// Complete documents around the lines under test.
enum Document {
  /// One server `relay` with the given keys, which is the global default; its first line is the fourth.
  static func server(_ lines: String) -> String {
    let indented = lines.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "    " + $0 }
    return "version: 1\nservers:\n  relay:\n\(indented.joined(separator: "\n"))\nglobal:\n  defaultServer: relay\n"
  }

  /// Two Network servers `one` and `two`, followed by the given lines, from the seventh line on.
  static func scopes(_ lines: String) -> String {
    "version: 1\nservers:\n  one:\n    serverName: one.example.com\n  two:\n    serverName: two.example.com\n\(lines)\n"
  }
}
