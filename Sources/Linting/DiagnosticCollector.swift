package import Diagnostics
import FolderAccess
package import Language
import LocatedYAML
package import SourceText

/// Collects what the rules report, applies the user's policy, and keeps no more than will be shown.
package final class DiagnosticCollector {
  /// The files that findings may be in: each comes after those that it extends.
  package let files: [LintedFile]

  private let policy: RulePolicy
  private let today: CalendarDay
  /// The CI server that runs the program, if it is known.
  let ciServer: CIServer?
  private let limit: Int
  private let keepsOnlyFixable: FixSelection?
  private let hasAliases: Bool

  /// What was found so far.
  package private(set) var findings: Findings

  /// Which folders the servers write to, by the servers' places.
  var folderIdentities: [Int: FolderIdentity] = [:]

  /// Makes a collector for some files.
  ///
  /// - Parameters:
  ///   - files: The files, at least one; the last one is checked.
  ///   - options: The user's options.
  package init(_ files: [LintedFile], _ options: CheckOptions) {
    self.files = files
    hasAliases = files.contains { $0.tree.hasAliases }
    policy = options.policy
    limit = options.findingLimit
    today = options.today
    ciServer = options.ciServer
    keepsOnlyFixable = options.keepsOnlyFixable
    findings = Findings(files: files.count, limit: limit)
  }

  /// The file that is checked.
  var root: LintedFile { files[files.count - 1] }

  /// The file that a node is in.
  func file(of node: NodeID) -> LintedFile {
    files[layer(of: node)]
  }

  /// The place of a node's file among the files.
  func layer(of node: NodeID) -> Int {
    files.count == 1 ? 0 : files.firstIndex { $0.tree.contains(node) } ?? files.count - 1
  }

  /// The file that a place is in.
  func file(at span: SourceSpan) -> LintedFile {
    files[files.index(at: span)]
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
    if hasAliases, node != nil, findings.isRepeated(rule.id, span, use) { return }
    guard case .reported(let expired) = verdict(on: rule, at: span), let severity = policy.severity(of: rule) else {
      return
    }
    findings.count(severity, rule.id, isAdjustable: rule.isAdjustable)
    // The number of fixable findings includes those that are not shown.
    let fixes = fixes()
    let fix = fixes.count == 1 ? fixes.first : nil
    if let fix { findings.count(fix) }
    let position = files.position(of: span)
    guard findings.wants(severity, position) else { return }
    if let keepsOnlyFixable, !(fix.map(keepsOnlyFixable.includes) ?? false) { return }
    var diagnostic = make(fixes)
    diagnostic.severity = severity
    diagnostic.labels += expired.map { Label($0.comment, "suppressed until \($0.lastDay)") }
    findings.keep(LocatedDiagnostic(diagnostic, node: node, position: position))
  }

  /// Takes an error that no rule of the set words, at a node; it is worded only if it may be shown.
  package func add(
    _ rule: RuleID, at place: NodeUse, _ message: @autoclosure () -> String, caption: @autoclosure () -> String,
    help: @autoclosure () -> String?
  ) {
    let span = file(of: place.node).tree.place(of: place.node)
    if hasAliases, findings.isRepeated(rule, span, place.use) { return }
    findings.count(.error, rule)
    let position = files.position(of: span)
    guard findings.wants(.error, position) else { return }
    let diagnostic = Diagnostic(
      rule: rule, severity: .error, message: message(), span: span, caption: caption(), help: help())
    findings.keep(LocatedDiagnostic(diagnostic, node: place.node, position: position))
  }

  /// Takes errors that no rule of the set words, and counts others of the same rules that nobody will read.
  package func add(_ diagnostics: [Diagnostic], further: [RuleID: Int]) {
    for diagnostic in diagnostics {
      findings.count(.error, diagnostic.rule)
      findings.keep(LocatedDiagnostic(diagnostic, position: files.position(of: diagnostic.span)))
    }
    for (rule, number) in further { findings.count(.error, rule, number) }
  }

  /// The number of errors so far.
  package var errorCount: Int { findings.errorCount }

  /// A collector with the same findings, to which others can be added.
  package func copy() -> DiagnosticCollector { DiagnosticCollector(self) }

  private init(_ other: DiagnosticCollector) {
    files = other.files
    policy = other.policy
    today = other.today
    ciServer = other.ciServer
    limit = other.limit
    keepsOnlyFixable = other.keepsOnlyFixable
    hasAliases = other.hasAliases
    findings = other.findings
  }

  /// The severity of a rule's finding at a place; nil if the user suppresses it there.
  package func severity(of rule: Rule, at span: SourceSpan) -> Severity? {
    verdict(on: rule, at: span) == .suppressed ? nil : policy.severity(of: rule)
  }

  private func verdict(on rule: Rule, at span: SourceSpan) -> SuppressionVerdict {
    guard rule.isAdjustable else { return .reported(expired: []) }
    let index = files.index(at: span)
    let file = files[index]
    guard !file.suppressions.isEmpty else { return .reported(expired: []) }
    return file.suppressions.verdict(
      on: rule.id, onLine: file.lines.line(at: file.tree.source.bytes(of: span).start), today: today,
      uses: &findings.suppressionUses[index])
  }

  /// The report of the last file, in file order. If there are too many findings, errors are kept first.
  package func report() -> FileReport { FindingsReport(files, [findings], limit: limit).report }
}
