package import Diagnostics
package import RoutingTesting
import SourceText

/// The results of all test files of a run.
package struct TestRunReport: Sendable {
  /// The result of one file.
  package enum Entry: Sendable {
    /// It was tested with its routing.
    case tested(TestedFile)
    /// Its routing is not available, for a reason in a sentence without a full stop; the report has the problems of the
    /// file itself.
    case untested(FileReport, Obstacle, reason: String)

    var report: FileReport {
      switch self {
      case .tested(let file): file.report
      case .untested(let report, _, _): report
      }
    }
  }

  /// Why a file was not tested.
  package enum Obstacle: Sendable {
    /// The file, or the routing it tests, has errors, which are shown.
    case isBroken
    /// The routing it tests could not be read.
    case isUnread
  }

  /// A routing, and what the tests cover of it.
  package struct CoveredRouting: Sendable {
    /// The name of the configuration or routing table.
    package let name: String
    /// What is covered by all files that test it.
    package let coverage: Coverage

    package init(name: String, coverage: Coverage) {
      self.name = name
      self.coverage = coverage
    }
  }

  /// The files, in the order given.
  package let entries: [Entry]
  /// The files that could not be read themselves, which are not among the entries.
  package let unread: [RunReport.FailedFile]
  /// The routings, each once.
  package let routings: [CoveredRouting]
  /// Whether to list what is not covered.
  package let showsCoverage: Bool

  package init(
    _ entries: [Entry], unread: [RunReport.FailedFile] = [], routings: [CoveredRouting], showsCoverage: Bool = false
  ) {
    self.entries = entries
    self.unread = unread
    self.routings = routings
    self.showsCoverage = showsCoverage
  }

  /// Everything that could not be read: test files, and the routings that others test.
  package var failed: [RunReport.FailedFile] {
    unread
      + entries.compactMap { entry in
        guard case .untested(let report, .isUnread, let reason) = entry else { return nil }
        return RunReport.FailedFile(name: report.source.name, reason: "`\(report.source.name)`: \(reason)")
      }
  }

  /// Whether every file was tested and has passed.
  package var hasPassed: Bool {
    unread.isEmpty
      && entries.allSatisfy { entry in if case .tested(let file) = entry { file.hasPassed } else { false } }
  }

  /// The findings of all files as one run.
  package var findings: RunReport { RunReport(entries.map(\.report), failed: failed) }

  /// The coverage of all routings, in percent, rounded down; nil if there is none.
  package var percent: Int? {
    let (touched, total) = routings.reduce((0, 0)) { ($0.0 + $1.coverage.touched, $0.1 + $1.coverage.total) }
    return routings.isEmpty ? nil : total == 0 ? 100 : touched * 100 / total
  }

  /// Whether the coverage of all routings is below a percentage.
  package func isBelow(_ wanted: Double) -> Bool {
    let (touched, total) = routings.reduce((0, 0)) { ($0.0 + $1.coverage.touched, $0.1 + $1.coverage.total) }
    return Double(touched) * 100 < wanted * Double(total)
  }

  /// The whole run in one line: `prod.test.yaml: 5 passed, 1 failed; coverage 58 %`.
  package var summary: String {
    var passed = 0
    var failed = 0
    for case .tested(let file) in entries {
      for result in file.results {
        switch result.verdict {
        case .passed: passed += 1
        case .failed: failed += 1
        case .invalid: break
        }
      }
    }
    let mistakes = entries.reduce(0) { sum, entry in
      switch entry {
      case .tested(let file): sum + file.mistakes.count(.error)
      case .untested(let report, _, _): sum + report.count(.error)
      }
    }
    let untested = unread.count + entries.count { if case .untested = $0 { true } else { false } }
    let counts = [
      "\(passed) passed", failed > 0 ? "\(failed) failed" : nil,
      mistakes > 0 ? "\(mistakes) \(mistakes == 1 ? "mistake" : "mistakes")" : nil,
      untested > 0 ? "\(untested) \(untested == 1 ? "file" : "files") not tested" : nil,
    ]
    let names = entries.map(\.report.source.name) + unread.map(\.name)
    let name = names.count == 1 ? names[0].escapedForDisplay() : "\(names.count) files"
    let line =
      "\(name): " + counts.compactMap { $0 }.joined(separator: ", ") + (percent.map { "; coverage \($0) %" } ?? "")
    return line.withoutCommands
  }
}
