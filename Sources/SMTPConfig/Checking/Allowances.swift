package import Diagnostics
import LocatedYAML
package import SourceText

/// A comment that allows rules: `# smtpconf: allow RULE[, RULE] -- REASON`.
struct Allowance {
  /// The comment, from its `#`.
  let comment: ByteSpan
  /// The rules it names, and whether each has matched a finding.
  var rules: [(rule: Rule, isUsed: Bool)]
}

/// What is wrong with a comment that wants to allow rules.
package enum AllowanceProblem: Sendable {
  /// Not of the form that is understood.
  case notUnderstood(ByteSpan)
  /// No reason behind ` -- `.
  case noReason(ByteSpan)
  /// A rule that does not exist; the nearest.
  case unknownRule(ByteSpan, name: String, suggestion: String?)
  /// A rule that cannot be allowed.
  case notAdjustable(ByteSpan, rule: RuleID)
  /// A rule that nothing on the line or the next fired.
  case unused(ByteSpan, rule: RuleID)

  /// The comment.
  package var comment: ByteSpan {
    switch self {
    case .notUnderstood(let span), .noReason(let span), .unknownRule(let span, _, _), .notAdjustable(let span, _),
      .unused(let span, _):
      span
    }
  }
}

/// The allowances of a file by the lines they reach.
struct AllowanceTable {
  private var allowances: [Allowance] = []
  private var byLine: [Int: [Int]] = [:]

  init() {}

  /// Reads all comments that begin `# smtpconf:`; what is wrong with one is told to `report`, and it allows nothing.
  init(_ tree: YAMLTree, lines: @autoclosure () -> LineIndex, report: (AllowanceProblem) -> Void) {
    for comment in tree.comments(beginningWith: "# smtpconf:") {
      switch Self.parse(comment, in: tree.source) {
      case .failure(let problem): report(problem.problem)
      case .success(let rules):
        // An allowance reaches the line it stands on and the next.
        let line = lines().line(at: comment.start)
        byLine[line, default: []].append(allowances.count)
        byLine[line + 1, default: []].append(allowances.count)
        allowances.append(Allowance(comment: comment, rules: rules.map { ($0, false) }))
      }
    }
  }

  /// Whether a finding of the rule on that line is allowed; the allowances that say so count as used.
  mutating func allow(_ rule: RuleID, onLine line: @autoclosure () -> Int) -> Bool {
    guard !allowances.isEmpty, let reaching = byLine[line()] else { return false }
    var isAllowed = false
    for index in reaching {
      for position in allowances[index].rules.indices where allowances[index].rules[position].rule.id == rule {
        allowances[index].rules[position].isUsed = true
        isAllowed = true
      }
    }
    return isAllowed
  }

  /// The rules that were allowed for nothing.
  var unused: [(comment: ByteSpan, rule: Rule)] {
    allowances.flatMap { allowance in
      allowance.rules.filter { !$0.isUsed }.map { (allowance.comment, $0.rule) }
    }
  }

  private struct Failure: Error {
    let problem: AllowanceProblem
  }

  private static func parse(_ comment: ByteSpan, in source: SourceFile) -> Result<[Rule], Failure> {
    let text = source.text(of: comment)
    guard let colon = text.firstIndex(of: ":") else { return .failure(Failure(problem: .notUnderstood(comment))) }
    let words = text[text.index(after: colon)...].drop(while: \.isBlank)
    let command = words.prefix { !$0.isBlank }
    guard command == "allow" else { return .failure(Failure(problem: .notUnderstood(comment))) }
    let rest = words.dropFirst(command.count)
    guard let dashes = separator(in: rest) else { return .failure(Failure(problem: .noReason(comment))) }
    guard rest[dashes.upperBound...].contains(where: { !$0.isBlank }) else {
      return .failure(Failure(problem: .noReason(comment)))
    }
    return rules(in: rest[..<dashes.lowerBound], comment)
  }

  /// The first `--` that stands alone: rule names and reasons may hold others.
  private static func separator(in text: Substring) -> Range<Substring.Index>? {
    var start = text.startIndex
    while start < text.endIndex {
      let word = text[start...].prefix { !$0.isBlank }
      if word == "--" { return word.startIndex..<word.endIndex }
      start = word.endIndex
      start = text[start...].firstIndex { !$0.isBlank } ?? text.endIndex
    }
    return nil
  }

  private static func rules(in list: Substring, _ comment: ByteSpan) -> Result<[Rule], Failure> {
    var rules: [Rule] = []
    for item in list.split(separator: ",", omittingEmptySubsequences: false) {
      let name = String(item.drop(while: \.isBlank).reversed().drop(while: \.isBlank).reversed())
      if name.isEmpty { return .failure(Failure(problem: .notUnderstood(comment))) }
      guard let rule = RuleCatalog.rule(name) else {
        let suggestion = RuleCatalog.suggestion(for: name, where: \.isAdjustable)
        return .failure(Failure(problem: .unknownRule(comment, name: name, suggestion: suggestion)))
      }
      guard rule.isAdjustable else { return .failure(Failure(problem: .notAdjustable(comment, rule: rule.id))) }
      rules.append(rule)
    }
    return .success(rules)
  }
}

extension Character {
  fileprivate var isBlank: Bool { self == " " || self == "\t" }
}
