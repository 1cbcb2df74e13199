package import Diagnostics
import Language
import LocatedYAML
package import SourceText

/// What was found: the first findings, and the numbers of all of them.
package struct Findings: Sendable {
  private(set) var errors: FirstDiagnostics
  private(set) var others: FirstDiagnostics
  /// The number of findings of each severity.
  package private(set) var counts = SeverityCounts()
  /// The number of findings of each rule that has any. There are few, so that a list takes less than a dictionary.
  package private(set) var ruleCounts: [(rule: RuleID, count: Int)] = []
  /// The number of findings with a fix.
  package private(set) var fixable = FixCounts()
  /// Whether a rule has fired that says that a file means nothing, whatever the user suppresses.
  package private(set) var hasErrorOfForm = false
  /// Which suppressions were used, for each file.
  var suppressionUses: [SuppressionTable.Uses]
  private var uses: [Place: Uses] = [:]

  /// The rule and place of a finding: text that several aliases use is reported once.
  private struct Place: Hashable {
    let rule: RuleID
    let span: SourceSpan
  }

  private struct Uses {
    /// The first alias in the text that uses the place.
    var first: NodeID?
    var further: Int
  }

  /// Nothing yet, in some files; at most `limit` errors and as many others are kept, 0 for all.
  init(files: Int, limit: Int) {
    errors = FirstDiagnostics(limit: limit)
    others = FirstDiagnostics(limit: limit)
    suppressionUses = Array(repeating: SuppressionTable.Uses(), count: files)
  }

  /// Whether there is no finding.
  package var isEmpty: Bool { counts.total == 0 }

  /// The number of errors.
  package var errorCount: Int { counts[.error] }

  /// Counts a finding of a rule, and whether its severity may be changed.
  mutating func count(_ severity: Severity, _ rule: RuleID, isAdjustable: Bool = true, _ number: Int = 1) {
    if !isAdjustable { hasErrorOfForm = true }
    counts[severity] += number
    count(rule, number)
  }

  private mutating func count(_ rule: RuleID, _ number: Int) {
    if let place = ruleCounts.firstIndex(where: { $0.rule == rule }) {
      ruleCounts[place].count += number
    } else {
      ruleCounts.append((rule, number))
    }
  }

  /// Counts a fix.
  mutating func count(_ fix: Fix) { fixable.add(fix.applicability) }

  /// Whether a finding at a position may be one of the first.
  func wants(_ severity: Severity, _ position: Int) -> Bool {
    severity == .error ? errors.wants(position) : others.wants(position)
  }

  /// Keeps a finding, if it is one of the first.
  mutating func keep(_ finding: LocatedDiagnostic) {
    if finding.diagnostic.severity == .error { errors.add(finding) } else { others.add(finding) }
  }

  /// Whether a rule was already reported at a place that may be reached through an alias; remembers it.
  mutating func isRepeated(_ rule: RuleID, _ span: SourceSpan, _ use: NodeID?) -> Bool {
    let place = Place(rule: rule, span: span)
    guard let seen = uses[place] else {
      uses[place] = Uses(first: use, further: 0)
      return false
    }
    guard let use else { return true }
    uses[place] = Uses(
      first: seen.first.map { min($0, use) } ?? use, further: seen.further + (seen.first == nil ? 0 : 1))
    return true
  }

  /// The first alias through which the place of a finding is reached, and in how many other places it is used.
  func use(of diagnostic: Diagnostic) -> (alias: NodeID, further: Int)? {
    guard !uses.isEmpty, let uses = uses[Place(rule: diagnostic.rule, span: diagnostic.span)] else { return nil }
    return uses.first.map { ($0, uses.further) }
  }

  /// The findings that are kept.
  var kept: [LocatedDiagnostic] { errors.list + others.list }

  /// Removes findings of which the same are reported elsewhere.
  package mutating func remove(where isElsewhere: (Diagnostic) -> Bool) {
    for finding in errors.remove(where: isElsewhere) + others.remove(where: isElsewhere) {
      let diagnostic = finding.diagnostic
      counts[diagnostic.severity] -= 1
      count(diagnostic.rule, -1)
      if let fix = diagnostic.onlyFix { fixable.remove(fix.applicability) }
    }
  }

  /// Changes the fixes of the findings that are kept, and counts those that are not in a file as no fixes.
  package mutating func changeFixes(in file: SourceFile, _ change: (inout Fix) -> Void) {
    var elsewhere = FixCounts()
    self.change { diagnostic in
      if let fix = diagnostic.onlyFix, !fix.edits.allSatisfy({ file.contains($0.span) }) {
        elsewhere.add(fix.applicability)
      }
      for index in diagnostic.fixes.indices { change(&diagnostic.fixes[index]) }
    }
    fixable = FixCounts(safe: fixable.safe - elsewhere.safe, unsafe: fixable.unsafe - elsewhere.unsafe)
  }

  /// Changes the findings that are kept.
  package mutating func change(_ change: (inout Diagnostic) -> Void) {
    errors.change(change)
    others.change(change)
  }
}
