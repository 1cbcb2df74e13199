import Diagnostics
import LocatedYAML
import SourceText

/// Collects what the rules report, under the user's policy, and keeps no more of it than will be shown.
final class Findings {
  private let tree: YAMLTree
  private let reading: YAMLReading
  private let policy: RulePolicy
  private let limit: Int
  private let keepsOnlyFixable: FixSelection?
  private var errors: FirstFindings
  private var others: FirstFindings
  private var counts: [Severity: Int] = [:]
  private var ruleCounts: [RuleID: Int] = [:]
  private var fixable = FixCounts()
  private var uses: [Place: Uses] = [:]

  /// The comments that allow rules; none until they have been read.
  var allowances = AllowanceTable()
  /// The lines of the source, read when first asked for.
  private(set) lazy var lines = LineIndex(tree.source)
  /// What must not be shown, found when first asked for.
  private(set) lazy var secrets = SecretMap(reading)
  /// Whether a file that has this error means nothing, whatever the user allows.
  private(set) var hasErrorOfForm = false

  /// A finding's rule and place: the same text used through several aliases is reported once.
  private struct Place: Hashable {
    let rule: RuleID
    let span: ByteSpan
  }

  private struct Uses {
    /// The first alias in the text that uses the place.
    var first: NodeID?
    var further: Int
  }

  /// A collector that keeps as much as these options ask for.
  init(_ reading: YAMLReading, _ options: CheckOptions) {
    self.reading = reading
    tree = reading.tree
    policy = options.policy
    limit = options.findingLimit
    errors = FirstFindings(limit: limit)
    others = FirstFindings(limit: limit)
    keepsOnlyFixable = options.keepsOnlyFixable
  }

  /// Takes a finding of a rule, at a place that `use`, an alias, brought there; worded only if it may be shown.
  func add(
    of rule: Rule, at span: ByteSpan, node: NodeID?, use: NodeID?, fixes: () -> [Fix],
    _ make: (_ fixes: [Fix]) -> Diagnostic
  ) {
    // A place that is no node is not reached by alias: two findings of one rule there are two, as of two unused allowances.
    if tree.hasAliases, node != nil, isRepeated(Place(rule: rule.id, span: span), use) { return }
    guard case .reported(let expired) = verdict(on: rule, at: span), let severity = policy.severity(of: rule) else {
      return
    }
    if !rule.isAdjustable { hasErrorOfForm = true }
    counts[severity, default: 0] += 1
    ruleCounts[rule.id, default: 0] += 1
    let isError = severity == .error
    // How much can be fixed is told of all findings.
    let fixes = fixes()
    let fix = fixes.count == 1 ? fixes.first : nil
    if let fix { fixable.add(fix.applicability) }
    guard isError ? errors.wants(span.start) : others.wants(span.start) else { return }
    if let keepsOnlyFixable, !(fix.map(keepsOnlyFixable.includes) ?? false) { return }
    var diagnostic = make(fixes)
    diagnostic.severity = severity
    diagnostic.labels += expired.map { Label($0.comment, "suppressed until \($0.lastDay)") }
    let finding = Finding(diagnostic, node: node)
    if isError { errors.add(finding) } else { others.add(finding) }
  }

  /// The severity of a rule's finding at a place; nil if the user allows it there.
  func severity(of rule: Rule, at span: ByteSpan) -> Severity? {
    verdict(on: rule, at: span) == .allowed ? nil : policy.severity(of: rule)
  }

  private func verdict(on rule: Rule, at span: ByteSpan) -> AllowanceVerdict {
    guard rule.isAdjustable else { return .reported(expired: []) }
    return allowances.verdict(on: rule.id, onLine: lines.line(at: span.start))
  }

  private func isRepeated(_ place: Place, _ use: NodeID?) -> Bool {
    guard let seen = uses[place] else {
      uses[place] = Uses(first: use, further: 0)
      return false
    }
    guard let use else { return true }
    uses[place] = Uses(
      first: seen.first.map { min($0, use) } ?? use, further: seen.further + (seen.first == nil ? 0 : 1))
    return true
  }

  /// Everything said about the file, in the order of the text; of too many findings the errors first.
  func report() -> FileReport {
    var shown = errors.sorted
    shown += others.sorted(atMost: limit > 0 ? limit - shown.count : .max)
    shown.sort(by: Finding.inOrder)
    for index in shown.indices { addUse(to: &shown[index].diagnostic) }
    if !shown.isEmpty { PathFinder(tree, secrets).addPaths(to: &shown) }
    let total = counts.values.reduce(0, +)
    return FileReport(
      source: tree.source, diagnostics: shown.map(\.diagnostic), omitted: total - shown.count, counts: counts,
      ruleCounts: ruleCounts, fixable: fixable, secrets: shown.isEmpty ? [] : secrets.spans)
  }

  private func addUse(to diagnostic: inout Diagnostic) {
    let uses = uses[Place(rule: diagnostic.rule, span: diagnostic.span)]
    guard let uses, let first = uses.first else { return }
    let further =
      switch uses.further {
      case 0: ""
      case 1: ", and in 1 further place"
      default: ", and in \(uses.further) further places"
      }
    diagnostic.labels.append(Label(tree.span(of: first), "used here" + further))
  }
}
