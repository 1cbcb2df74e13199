package import Diagnostics

/// The number of findings of each rule in a run.
package struct RuleStatistics: Sendable, CustomStringConvertible {
  private let counts: [(rule: RuleID, count: Int)]

  /// Counts over all reports, including findings that are not shown.
  package init(_ reports: [FileReport]) {
    let counts = reports.reduce(into: [RuleID: Int]()) { $0.merge($1.ruleCounts, uniquingKeysWith: +) }
    self.counts = counts.sorted { $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value }
      .map { (rule: $0.key, count: $0.value) }
  }

  /// A line for each rule, the most frequent first: `  12  undefined-server`.
  package var description: String {
    let width = counts.first.map { String($0.count).utf8.count } ?? 0
    return counts.reduce(into: "") { text, entry in
      let number = String(entry.count)
      text += String(repeating: " ", count: width - number.utf8.count) + "\(number)  \(entry.rule.text)\n"
    }
  }
}
