package import Diagnostics
import LocatedYAML
package import SourceText

/// A comment that allows rules: `# smtpconf: allow RULE[, RULE] [until DATE] -- REASON`.
struct Allowance {
  /// The comment, from its `#`.
  let comment: ByteSpan
  /// The last day on which it allows anything; nil for one that never expires.
  let lastDay: CalendarDay?
  /// The rules it names, and whether each has matched a finding.
  var rules: [(rule: Rule, isUsed: Bool)]
}

/// An allowance that was given up to a day which has passed.
struct ExpiredAllowance: Equatable {
  /// The comment.
  let comment: ByteSpan
  /// The last day on which it allowed something.
  let lastDay: CalendarDay
}

/// What comments say of a finding.
enum AllowanceVerdict: Equatable {
  /// It is allowed.
  case allowed
  /// It is to be reported; it was allowed by these comments.
  case reported(expired: [ExpiredAllowance])
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
  /// Something else than one day after `until`; empty if nothing is there.
  case invalidDay(ByteSpan, text: String, CalendarDay.Mistake)
  /// A rule that nothing on the line or the next fired.
  case unused(ByteSpan, rule: RuleID)

  /// The comment.
  package var comment: ByteSpan {
    switch self {
    case .notUnderstood(let span), .noReason(let span), .unknownRule(let span, _, _), .notAdjustable(let span, _),
      .invalidDay(let span, _, _), .unused(let span, _):
      span
    }
  }
}

/// The allowances of a file by the lines they reach.
struct AllowanceTable {
  private var allowances: [Allowance] = []
  private var byLine: [Int: [Int]] = [:]
  private let today: CalendarDay

  /// No allowances.
  init() {
    today = CalendarDay.today
  }

  /// Reads all comments that begin `# smtpconf:`; what is wrong with one is told to `report`, and it allows nothing. One
  /// whose last day is before `today` allows nothing either.
  init(
    _ tree: YAMLTree, lines: @autoclosure () -> LineIndex, today: CalendarDay, report: (AllowanceProblem) -> Void
  ) {
    self.today = today
    for comment in tree.comments(beginningWith: "# smtpconf:") {
      switch Self.parse(comment, in: tree.source) {
      case .failure(let problem): report(problem.problem)
      case .success(let allowance):
        // An allowance reaches the line it stands on and the next.
        let line = lines().line(at: comment.start)
        byLine[line, default: []].append(allowances.count)
        byLine[line + 1, default: []].append(allowances.count)
        allowances.append(allowance)
      }
    }
  }

  /// What is said of a finding of the rule on that line; the allowances that speak of it count as used, also those that
  /// have expired.
  mutating func verdict(on rule: RuleID, onLine line: @autoclosure () -> Int) -> AllowanceVerdict {
    guard !allowances.isEmpty, let reaching = byLine[line()] else { return .reported(expired: []) }
    var isAllowed = false
    var expired: [ExpiredAllowance] = []
    for index in reaching where use(index, for: rule) {
      if let lastDay = allowances[index].lastDay, lastDay < today {
        expired.append(ExpiredAllowance(comment: allowances[index].comment, lastDay: lastDay))
      } else {
        isAllowed = true
      }
    }
    return isAllowed ? .allowed : .reported(expired: expired)
  }

  /// Marks a rule of an allowance as used, and tells whether it is named there.
  private mutating func use(_ index: Int, for rule: RuleID) -> Bool {
    var isNamed = false
    for position in allowances[index].rules.indices where allowances[index].rules[position].rule.id == rule {
      allowances[index].rules[position].isUsed = true
      isNamed = true
    }
    return isNamed
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

  private static func parse(_ comment: ByteSpan, in source: SourceFile) -> Result<Allowance, Failure> {
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
    return allowance(rest[..<dashes.lowerBound], comment)
  }

  /// Reads what stands before the reason: rules, and the last day if there is one.
  private static func allowance(_ text: Substring, _ comment: ByteSpan) -> Result<Allowance, Failure> {
    let until = place(of: "until", in: text)
    return rules(in: text[..<(until?.lowerBound ?? text.endIndex)], comment).flatMap { rules in
      let rules = rules.map { (rule: $0, isUsed: false) }
      guard let until else { return .success(Allowance(comment: comment, lastDay: nil, rules: rules)) }
      let written = text[until.upperBound...].withoutBlanksAround
      do throws(CalendarDay.Mistake) {
        return .success(Allowance(comment: comment, lastDay: try CalendarDay(written), rules: rules))
      } catch {
        return .failure(Failure(problem: .invalidDay(comment, text: written, error)))
      }
    }
  }

  /// The first `--` that stands alone: rule names and reasons may hold others.
  private static func separator(in text: Substring) -> Range<Substring.Index>? { place(of: "--", in: text) }

  /// Where a word stands alone for the first time.
  private static func place(of wanted: String, in text: Substring) -> Range<Substring.Index>? {
    var start = text.startIndex
    while start < text.endIndex {
      let word = text[start...].prefix { !$0.isBlank }
      if word == wanted { return word.startIndex..<word.endIndex }
      start = word.endIndex
      start = text[start...].firstIndex { !$0.isBlank } ?? text.endIndex
    }
    return nil
  }

  private static func rules(in list: Substring, _ comment: ByteSpan) -> Result<[Rule], Failure> {
    var rules: [Rule] = []
    for item in list.split(separator: ",", omittingEmptySubsequences: false) {
      let name = item.withoutBlanksAround
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

extension Substring {
  fileprivate var withoutBlanksAround: String {
    String(drop(while: \.isBlank).reversed().drop(while: \.isBlank).reversed())
  }
}

extension Character {
  fileprivate var isBlank: Bool { self == " " || self == "\t" }
}
