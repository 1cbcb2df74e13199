package import Diagnostics
import SourceText

/// The result of a run in one line, for the person who started it.
package struct Summary: Sendable, Equatable, CustomStringConvertible {
  /// The number of errors in all files, including those left out.
  package let errors: Int

  /// The number of warnings in all files, including those left out.
  package let warnings: Int

  /// The number of infos in all files, including those left out.
  package let notes: Int

  /// The number of findings that are known from an earlier report, and not counted elsewhere.
  package let known: Int

  /// The number of findings that have a fix, including those left out.
  package let fixable: FixCounts

  /// What was done about fixable findings.
  package enum Fixes: Sendable, Equatable {
    /// No fixes were requested.
    case none
    /// This many fixes were applied; the findings are the remaining ones.
    case made(FixCounts)
    /// This many fixes could be applied; the findings are the current ones.
    case possible(FixCounts)
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
    fixable = reports.reduce(FixCounts()) { $0 + $1.fixable }
    known = reports.reduce(0) { $0 + $1.known }
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

  /// How to learn more about findings that were shown with the names of their rules, without a line end; nil if there
  /// are none.
  package var advice: String? {
    errors + warnings + notes > 0 ? "For more about a finding: smtpconf explain RULE" : nil
  }

  private var findings: String {
    known > 0 ? "\(newFindings), \(known) known" : newFindings
  }

  private var newFindings: String {
    let counts = [(errors, "error"), (warnings, "warning"), (notes, "info")].filter { $0.0 > 0 }
      .map { Self.counted($0.0, $0.1) }.joined(separator: ", ")
    switch fixes {
    case .none: return (counts.isEmpty ? noProblems : counts) + hint
    case .made(let made) where made.total == 0, .possible(let made) where made.total == 0:
      return counts.isEmpty ? noProblems : "nothing to fix; \(counts)\(hint)"
    case .made(let made):
      return "fixed \(Self.text(for: made)); \(counts.isEmpty ? noProblems : counts) left\(hint)"
    case .possible(let possible): return "\(counts); would fix \(Self.text(for: possible))"
    }
  }

  private var noProblems: String { known > 0 ? "no new problems" : "no problems" }

  /// The number of fixable findings and the option that fixes them.
  private var hint: String {
    switch (fixable.safe, fixable.unsafe) {
    case (0, 0): ""
    case (let safe, 0): " (\(safe) fixable with --fix)"
    case (0, let unsafe): " (\(unsafe) fixable with --unsafe-fixes)"
    case (let safe, let unsafe): " (\(safe) fixable with --fix, \(unsafe) more with --unsafe-fixes)"
    }
  }

  private static func text(for fixes: FixCounts) -> String {
    counted(fixes.total, "problem") + (fixes.unsafe > 0 ? ", \(fixes.unsafe) of them by unsafe fixes" : "")
  }

  private static func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}
