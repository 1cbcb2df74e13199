package import Diagnostics
import FolderAccess
package import Language
import LocatedYAML
package import SourceText

/// Collects what the rules report, applies the user's policy, and keeps no more than will be shown.
package final class DiagnosticCollector {
  /// The files that findings may be in, in the order of their addresses: files that another is based on come before it.
  package let files: [LintedFile]

  private let policy: RulePolicy
  private let limit: Int
  private let keepsOnlyFixable: FixSelection?
  private let hasAliases: Bool
  private var errors: FirstDiagnostics
  private var others: FirstDiagnostics
  private var counts: [Severity: Int] = [:]
  private var ruleCounts: [RuleID: Int] = [:]
  private var fixable = FixCounts()
  private var uses: [Place: Uses] = [:]

  /// Which folders the servers write to, by the servers' places.
  var folderIdentities: [Int: FolderIdentity] = [:]

  /// Whether a rule has fired that says that a file means nothing, whatever the user suppresses.
  private(set) var hasErrorOfForm = false

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

  /// Makes a collector for some files.
  ///
  /// - Parameters:
  ///   - files: The files, at least one, in the order of their addresses; the last one is checked.
  ///   - options: The user's options.
  package init(_ files: [LintedFile], _ options: CheckOptions) {
    self.files = files
    hasAliases = files.contains { $0.tree.hasAliases }
    policy = options.policy
    limit = options.findingLimit
    errors = FirstDiagnostics(limit: limit)
    others = FirstDiagnostics(limit: limit)
    keepsOnlyFixable = options.keepsOnlyFixable
  }

  /// The file that is checked.
  var root: LintedFile { files[files.count - 1] }

  /// The file that a node is in.
  func file(of node: NodeID) -> LintedFile {
    files.count == 1 ? files[0] : files.first { $0.tree.contains(node) } ?? files[0]
  }

  /// The file that a place is in.
  func file(at span: SourceSpan) -> LintedFile {
    files.count == 1 ? files[0] : files.last { $0.tree.source.address <= span.start } ?? files[0]
  }

  /// The context of a rule that checks a file.
  package func context(_ rule: Rule, in file: LintedFile) -> RuleContext {
    RuleContext(rule: rule, file: file, collector: self)
  }

  /// Adds a finding of a rule, at a place that may be reached through the alias `use`; it is worded only if it may be
  /// shown.
  func add(
    of rule: Rule, at span: SourceSpan, node: NodeID?, use: NodeID?, fixes: () -> [Fix],
    _ make: (_ fixes: [Fix]) -> Diagnostic
  ) {
    // A place that is not a node cannot be reached through an alias: there, two findings of one rule are different
    // ones.
    if hasAliases, node != nil, isRepeated(Place(rule: rule.id, span: span), use) { return }
    guard case .reported(let expired) = verdict(on: rule, at: span), let severity = policy.severity(of: rule) else {
      return
    }
    if !rule.isAdjustable { hasErrorOfForm = true }
    counts[severity, default: 0] += 1
    ruleCounts[rule.id, default: 0] += 1
    let isError = severity == .error
    // The number of fixable findings includes those that are not shown.
    let fixes = fixes()
    let fix = fixes.count == 1 ? fixes.first : nil
    if let fix { fixable.add(fix.applicability) }
    guard isError ? errors.wants(span.start) : others.wants(span.start) else { return }
    if let keepsOnlyFixable, !(fix.map(keepsOnlyFixable.includes) ?? false) { return }
    var diagnostic = make(fixes)
    diagnostic.severity = severity
    diagnostic.labels += expired.map { Label($0.comment, "suppressed until \($0.lastDay)") }
    let located = LocatedDiagnostic(diagnostic, node: node)
    if isError { errors.add(located) } else { others.add(located) }
  }

  /// Takes an error that no rule of the set words, at a node; it is worded only if it may be shown.
  package func add(
    _ rule: RuleID, at place: NodeUse, _ message: @autoclosure () -> String, caption: @autoclosure () -> String,
    help: @autoclosure () -> String?
  ) {
    let span = file(of: place.node).tree.place(of: place.node)
    if hasAliases, isRepeated(Place(rule: rule, span: span), place.use) { return }
    count(rule, 1)
    guard errors.wants(span.start) else { return }
    let diagnostic = Diagnostic(
      rule: rule, severity: .error, message: message(), span: span, caption: caption(), help: help())
    errors.add(LocatedDiagnostic(diagnostic, node: place.node))
  }

  /// Takes errors that no rule of the set words, and counts others of the same rules that nobody will read.
  package func add(_ diagnostics: [Diagnostic], further: [RuleID: Int]) {
    for diagnostic in diagnostics {
      count(diagnostic.rule, 1)
      errors.add(LocatedDiagnostic(diagnostic))
    }
    for (rule, number) in further { count(rule, number) }
  }

  private func count(_ rule: RuleID, _ number: Int) {
    counts[.error, default: 0] += number
    ruleCounts[rule, default: 0] += number
  }

  /// The number of errors so far.
  package var errorCount: Int { counts[.error] ?? 0 }

  /// A collector with the same findings, to which others can be added.
  package func copy() -> DiagnosticCollector { DiagnosticCollector(self) }

  private init(_ other: DiagnosticCollector) {
    files = other.files
    policy = other.policy
    limit = other.limit
    keepsOnlyFixable = other.keepsOnlyFixable
    hasAliases = other.hasAliases
    errors = other.errors
    others = other.others
    counts = other.counts
    ruleCounts = other.ruleCounts
    fixable = other.fixable
    uses = other.uses
    hasErrorOfForm = other.hasErrorOfForm
  }

  /// The severity of a rule's finding at a place; nil if the user suppresses it there.
  package func severity(of rule: Rule, at span: SourceSpan) -> Severity? {
    verdict(on: rule, at: span) == .suppressed ? nil : policy.severity(of: rule)
  }

  private func verdict(on rule: Rule, at span: SourceSpan) -> SuppressionVerdict {
    guard rule.isAdjustable else { return .reported(expired: []) }
    let file = file(at: span)
    return file.suppressions.verdict(on: rule.id, onLine: file.lines.line(at: file.tree.source.bytes(of: span).start))
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

  /// The report of the file, in file order. If there are too many findings, errors are kept first.
  package func report(in sources: SourceMap? = nil) -> FileReport {
    var shown = errors.sorted
    shown += others.sorted(atMost: limit > 0 ? limit - shown.count : .max)
    shown.sort(by: LocatedDiagnostic.inOrder)
    for index in shown.indices { addUse(to: &shown[index].diagnostic) }
    for file in files where !shown.isEmpty { PathFinder(file.tree, file.secrets).addPaths(to: &shown) }
    let total = counts.values.reduce(0, +)
    return FileReport(
      source: root.tree.source, in: sources, diagnostics: shown.map(\.diagnostic), omitted: total - shown.count,
      counts: counts, ruleCounts: ruleCounts, fixable: fixable, secrets: shown.isEmpty ? [] : secrets)
  }

  /// The places of all files that must not be shown.
  package var secrets: [SourceSpan] {
    files.flatMap { file in file.secrets.spans.map(file.tree.source.place) }
  }

  private func addUse(to diagnostic: inout Diagnostic) {
    let uses = uses[Place(rule: diagnostic.rule, span: diagnostic.span)]
    guard let uses, let first = uses.first else { return }
    let further =
      switch uses.further {
      case 0: ""
      case 1: ", and in 1 other place"
      default: ", and in \(uses.further) other places"
      }
    diagnostic.labels.append(Label(file(of: first).tree.place(of: first), "used here" + further))
  }
}
