package import Diagnostics
import LocatedYAML
package import SourceText

/// A comment that suppresses rules: `# smtpconf: allow RULE[, RULE] [until DATE] -- REASON`.
struct Suppression {
  /// The comment, from its `#`.
  let comment: ByteSpan
  /// The last day on which it applies; nil if it never expires.
  let lastDay: CalendarDay?
  /// The rules it names, and whether each has suppressed a finding or would have, had it not expired.
  var rules: [(rule: Rule, isUsed: Bool)]
}

/// A suppression whose last day has passed.
struct ExpiredSuppression: Equatable {
  /// The comment.
  let comment: SourceSpan
  /// The last day on which it applied.
  let lastDay: CalendarDay
}

/// Whether comments suppress a finding.
enum SuppressionVerdict: Equatable {
  /// It is suppressed.
  case suppressed
  /// It is reported; these comments suppressed it until they expired.
  case reported(expired: [ExpiredSuppression])
}

/// What is wrong with a comment that suppresses rules.
package enum SuppressionProblem: Sendable {
  /// It suppresses nothing, because it is not valid.
  case invalid(InvalidSuppression)
  /// A rule that is not reported on the comment's line or the next.
  case unused(ByteSpan, rule: RuleID)
}

/// Why a comment that should suppress rules is not valid.
package enum InvalidSuppression: Error {
  /// Not of the expected form.
  case notUnderstood(ByteSpan)
  /// No reason after ` -- `.
  case noReason(ByteSpan)
  /// A rule that does not exist, and the nearest one that does.
  case unknownRule(ByteSpan, name: String, suggestion: String?)
  /// A rule that cannot be suppressed.
  case notAdjustable(ByteSpan, rule: RuleID)
  /// Not exactly one day after `until`; `text` is empty if nothing follows.
  case invalidDay(ByteSpan, text: String, CalendarDay.Problem)

  /// The comment.
  package var comment: ByteSpan {
    switch self {
    case .notUnderstood(let span), .noReason(let span), .unknownRule(let span, _, _), .notAdjustable(let span, _),
      .invalidDay(let span, _, _):
      span
    }
  }
}

/// The suppressions of a file by the lines they apply to.
struct SuppressionTable {
  private var suppressions: [Suppression] = []
  private var byLine: [Int: [Int]] = [:]
  private let today: CalendarDay
  private let source: SourceFile?

  /// No suppressions.
  init() {
    today = CalendarDay.today
    source = nil
  }

  /// Reads all comments that begin with `# smtpconf:`. One that is not valid is passed to `report` and suppresses
  /// nothing; one whose last day is before `today` suppresses nothing either.
  init(
    _ tree: YAMLTree, _ rules: RuleSet, lines: @autoclosure () -> LineIndex, today: CalendarDay,
    report: (SuppressionProblem) -> Void
  ) {
    self.today = today
    source = tree.source
    let parser = SuppressionParser(tree.source, rules)
    for comment in tree.comments(beginningWith: "# smtpconf:") {
      switch parser.parse(comment) {
      case .failure(let problem): report(.invalid(problem))
      case .success(let suppression):
        // A suppression applies to its own line and the next.
        let line = lines().line(at: comment.start)
        byLine[line, default: []].append(suppressions.count)
        byLine[line + 1, default: []].append(suppressions.count)
        suppressions.append(suppression)
      }
    }
  }

  /// Whether a finding of the rule on that line is suppressed. The suppressions that name the rule count as used, also
  /// those that have expired.
  mutating func verdict(on rule: RuleID, onLine line: @autoclosure () -> Int) -> SuppressionVerdict {
    guard !suppressions.isEmpty, let source, let candidates = byLine[line()] else { return .reported(expired: []) }
    var isSuppressed = false
    var expired: [ExpiredSuppression] = []
    for index in candidates where use(index, for: rule) {
      if let lastDay = suppressions[index].lastDay, lastDay < today {
        expired.append(ExpiredSuppression(comment: source.place(suppressions[index].comment), lastDay: lastDay))
      } else {
        isSuppressed = true
      }
    }
    return isSuppressed ? .suppressed : .reported(expired: expired)
  }

  /// Marks a rule of a suppression as used; returns whether the suppression names it.
  private mutating func use(_ index: Int, for rule: RuleID) -> Bool {
    var isNamed = false
    for position in suppressions[index].rules.indices where suppressions[index].rules[position].rule.id == rule {
      suppressions[index].rules[position].isUsed = true
      isNamed = true
    }
    return isNamed
  }

  /// The rules that are named but not reported.
  var unused: [(comment: ByteSpan, rule: Rule)] {
    suppressions.flatMap { suppression in
      suppression.rules.filter { !$0.isUsed }.map { (suppression.comment, $0.rule) }
    }
  }
}

/// Reads a comment that suppresses findings.
private struct SuppressionParser {
  private let source: SourceFile
  private let rules: RuleSet

  init(_ source: SourceFile, _ rules: RuleSet) {
    self.source = source
    self.rules = rules
  }

  func parse(_ comment: ByteSpan) -> Result<Suppression, InvalidSuppression> {
    let text = source.text(of: comment)
    guard let colon = text.firstIndex(of: ":") else { return .failure(.notUnderstood(comment)) }
    let words = text[text.index(after: colon)...].drop(while: \.isBlank)
    let command = words.prefix { !$0.isBlank }
    guard command == "allow" else { return .failure(.notUnderstood(comment)) }
    let rest = words.dropFirst(command.count)
    guard let dashes = separator(in: rest) else { return .failure(.noReason(comment)) }
    guard rest[dashes.upperBound...].contains(where: { !$0.isBlank }) else {
      return .failure(.noReason(comment))
    }
    return suppression(rest[..<dashes.lowerBound], comment)
  }

  /// Reads what comes before the reason: the rules, and the last day if there is one.
  private func suppression(_ text: Substring, _ comment: ByteSpan) -> Result<Suppression, InvalidSuppression> {
    let until = place(of: "until", in: text)
    return namedRules(in: text[..<(until?.lowerBound ?? text.endIndex)], comment).flatMap { rules in
      let rules = rules.map { (rule: $0, isUsed: false) }
      guard let until else { return .success(Suppression(comment: comment, lastDay: nil, rules: rules)) }
      let written = text[until.upperBound...].withoutBlanksAround
      do throws(CalendarDay.Problem) {
        return .success(Suppression(comment: comment, lastDay: try CalendarDay(written), rules: rules))
      } catch {
        return .failure(.invalidDay(comment, text: written, error))
      }
    }
  }

  /// The first `--` that is a separate word: rule ids and reasons may contain others.
  private func separator(in text: Substring) -> Range<Substring.Index>? { place(of: "--", in: text) }

  /// The first place where a word is on its own.
  private func place(of wanted: String, in text: Substring) -> Range<Substring.Index>? {
    var start = text.startIndex
    while start < text.endIndex {
      let word = text[start...].prefix { !$0.isBlank }
      if word == wanted { return word.startIndex..<word.endIndex }
      start = word.endIndex
      start = text[start...].firstIndex { !$0.isBlank } ?? text.endIndex
    }
    return nil
  }

  private func namedRules(in list: Substring, _ comment: ByteSpan) -> Result<[Rule], InvalidSuppression> {
    var named: [Rule] = []
    for item in list.split(separator: ",", omittingEmptySubsequences: false) {
      let name = item.withoutBlanksAround
      if name.isEmpty { return .failure(.notUnderstood(comment)) }
      guard let rule = rules.rule(RuleID(name)) else {
        let suggestion = rules.suggestion(for: name, where: \.isAdjustable)
        return .failure(.unknownRule(comment, name: name, suggestion: suggestion))
      }
      guard rule.isAdjustable else { return .failure(.notAdjustable(comment, rule: rule.id)) }
      named.append(rule)
    }
    return .success(named)
  }
}

extension Substring {
  fileprivate var withoutBlanksAround: String {
    String(drop(while: \.isBlank).reversed().drop(while: \.isBlank).reversed())
  }
}

extension Character {
  fileprivate var isBlank: Bool { self == " " || self == "\t" }
}
