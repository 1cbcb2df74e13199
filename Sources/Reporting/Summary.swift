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

  /// The files' names, escaped for display.
  private let names: [String]

  /// Counts over all reports.
  package init(_ reports: [FileReport]) {
    errors = reports.reduce(0) { $0 + $1.count(.error) }
    warnings = reports.reduce(0) { $0 + $1.count(.warning) }
    notes = reports.reduce(0) { $0 + $1.count(.info) }
    fixable = reports.reduce(0) { sum, report in sum + report.diagnostics.count { !$0.fixes.isEmpty } }
    names = reports.map { $0.source.name.escapedForDisplay() }
  }

  /// The line without its line end: `smtp.yaml: 2 errors, 1 warning (1 fixable)`.
  package var description: String {
    switch names.count {
    case 0: "no files checked"
    case 1: names[0] + ": " + findings
    default: "\(names.count) files checked: \(findings)"
    }
  }

  private var findings: String {
    let counts = [(errors, "error"), (warnings, "warning"), (notes, "info")].filter { $0.0 > 0 }
    guard !counts.isEmpty else { return "no problems" }
    let text = counts.map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }.joined(separator: ", ")
    return fixable > 0 ? "\(text) (\(fixable) fixable)" : text
  }
}
