package import Diagnostics
import SourceText

/// What a run found, in one line for the person who started it.
package struct Summary: Sendable, Equatable, CustomStringConvertible {
  /// The number of errors in all files, those left out included.
  package let errors: Int

  /// The number of warnings in all files, those left out included.
  package let warnings: Int

  /// The number of infos in all files, those left out included.
  package let notes: Int

  /// The number of findings shown that have a repair.
  package let fixable: Int

  /// What was done about findings that have a repair.
  package enum Fixes: Sendable, Equatable {
    /// Nothing was asked for.
    case none
    /// So many repairs were made; the findings are those that are left.
    case made(Int)
    /// So many repairs could be made; the findings are those there are now.
    case possible(Int)
  }

  private let fixes: Fixes

  /// The files' names, escaped for display.
  private let names: [String]

  /// Counts over all reports.
  package init(_ reports: [FileReport], fixes: Fixes = .none) {
    self.fixes = fixes
    errors = reports.reduce(0) { $0 + $1.count(.error) }
    warnings = reports.reduce(0) { $0 + $1.count(.warning) }
    notes = reports.reduce(0) { $0 + $1.count(.info) }
    fixable = reports.reduce(0) { sum, report in sum + report.diagnostics.count { !$0.fixes.isEmpty } }
    names = reports.map { $0.source.name.escapedForDisplay() }
  }

  /// The line without its line end: `smtp.yaml: 2 errors, 1 warning (1 fixable with --fix)`.
  package var description: String {
    switch names.count {
    case 0: "no files checked"
    case 1: (names[0] + ": " + findings).withoutCommands
    default: "\(names.count) files checked: \(findings)"
    }
  }

  /// How to learn more about findings that were shown with the names of their rules, a line without its line end; nil
  /// if there are none.
  package var advice: String? {
    errors + warnings + notes > 0 ? "For more about a finding: smtpconf explain RULE" : nil
  }

  private var findings: String {
    let counts = [(errors, "error"), (warnings, "warning"), (notes, "info")].filter { $0.0 > 0 }
      .map { Self.counted($0.0, $0.1) }.joined(separator: ", ")
    switch fixes {
    case .none:
      return (counts.isEmpty ? "no problems" : counts) + (fixable > 0 ? " (\(fixable) fixable with --fix)" : "")
    case .made(0): return counts.isEmpty ? "no problems" : "nothing to repair; \(counts)"
    case .made(let count):
      return "\(Self.counted(count, "repair")) made; \(counts.isEmpty ? "no problems" : counts) left"
    case .possible(0): return counts.isEmpty ? "no problems" : "nothing to repair; \(counts)"
    case .possible(let count): return "\(counts); --fix would make \(Self.counted(count, "repair"))"
    }
  }

  private static func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}
