import Diagnostics
import LocatedYAML
import SourceText

/// A finding and the node it stands at, if it stands at one.
struct Finding {
  var diagnostic: Diagnostic
  let node: NodeID?
}

/// Collects what the rules report, under the user's policy, and keeps no more of it than will be shown.
final class Findings {
  private let tree: YAMLTree
  private let policy: RulePolicy
  private let limit: Int
  private let keepsOnlyRepairable: Bool
  private var errors: [Finding] = []
  private var others: [Finding] = []
  private var counts: [Severity: Int] = [:]
  private var uses: [Place: Uses] = [:]
  /// Where the last error begins that may be shown, once there are too many: what stands behind it is only counted.
  private var lastError: Int?
  /// The same of other findings.
  private var lastOther: Int?

  /// The comments that allow rules; none until they have been read.
  var allowances = AllowanceTable()
  /// The lines of the source, read when first asked for.
  private(set) lazy var lines = LineIndex(tree.source)
  /// What must not be shown, found when first asked for.
  private(set) lazy var secrets = SecretMap(tree)
  /// The same with what the bare text suggests, for findings of a text that was not read as it was meant.
  private(set) lazy var secretsInText = secrets.spansWithThoseInText()
  /// What stands behind an `&` in those places: passwords may begin with one.
  private(set) lazy var anchorsInSecrets = SecretsInText.anchors(in: tree.source, secretsInText)
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
  init(_ tree: YAMLTree, _ options: CheckOptions) {
    self.tree = tree
    policy = options.policy
    limit = options.findingLimit
    keepsOnlyRepairable = options.keepsOnlyRepairable
  }

  /// Takes a finding of a rule, at a place that `use`, an alias, brought there; worded only where it may be shown.
  func add(of rule: Rule, at span: ByteSpan, node: NodeID?, use: NodeID?, _ make: () -> Diagnostic) {
    // A place that is no node is not reached by alias: two findings of one rule there are two, as of two unused allowances.
    if tree.hasAliases, node != nil, isRepeated(Place(rule: rule.id, span: span), use) { return }
    if rule.isAdjustable, allowances.allow(rule.id, onLine: lines.line(at: span.start)) { return }
    guard let severity = policy.severity(of: rule) else { return }
    if !rule.isAdjustable { hasErrorOfForm = true }
    counts[severity, default: 0] += 1
    let isError = severity == .error
    if let last = isError ? lastError : lastOther, span.start > last { return }
    var diagnostic = make()
    if keepsOnlyRepairable, diagnostic.fixes.count != 1 { return }
    diagnostic.severity = severity
    let finding = Finding(diagnostic: diagnostic, node: node)
    if isError {
      if keep(finding, in: &errors) { lastError = errors.last?.diagnostic.span.start }
    } else if keep(finding, in: &others) {
      lastOther = others.last?.diagnostic.span.start
    }
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

  /// Keeps a finding; true where there are so many that only the first ones are left, the last of them last.
  private func keep(_ finding: Finding, in list: inout [Finding]) -> Bool {
    list.append(finding)
    // Twice the limit need not be a number.
    guard limit > 0, (list.count - 16) / 2 >= limit else { return false }
    list.sort(by: Self.inOrder)
    list.removeSubrange(limit...)
    return true
  }

  /// Everything said about the file, in the order of the text; of too many findings the errors first.
  func report() -> FileReport {
    errors.sort(by: Self.inOrder)
    others.sort(by: Self.inOrder)
    var shown = limit > 0 ? Array(errors.prefix(limit)) : errors
    shown += limit > 0 ? Array(others.prefix(limit - shown.count)) : others
    shown.sort(by: Self.inOrder)
    for index in shown.indices { addUse(to: &shown[index].diagnostic) }
    if !shown.isEmpty { PathFinder(tree, secrets).addPaths(to: &shown) }
    let total = counts.values.reduce(0, +)
    let isTextOnly = shown.contains { Self.rulesOfText.contains($0.diagnostic.rule) }
    return FileReport(
      source: tree.source, diagnostics: shown.map(\.diagnostic), omitted: total - shown.count, counts: counts,
      secrets: shown.isEmpty ? [] : isTextOnly ? secretsInText : secrets.spans)
  }

  /// Where the text was not read to its end, or not as it was meant, secrets are looked for in the text as well.
  private static let rulesOfText: Set<RuleID> = [
    "yaml-syntax", "yaml-encoding", "yaml-tag", "yaml-limit", "multiple-documents",
  ]

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

  /// Orders by offset, then by rule, then by the rest, so that equal input gives equal output.
  private static func inOrder(_ leftFinding: Finding, _ rightFinding: Finding) -> Bool {
    let (left, right) = (leftFinding.diagnostic, rightFinding.diagnostic)
    if left.span.start != right.span.start { return left.span.start < right.span.start }
    if left.rule != right.rule { return left.rule < right.rule }
    return left.message < right.message
  }
}
