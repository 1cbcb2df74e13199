package import Diagnostics
import LocatedYAML
package import SourceText

/// A comment that suppresses rules: `# smtpconf: allow RULE[, RULE] [until DATE] -- REASON`.
struct Suppression: Sendable {
  /// The comment, from its `#`.
  let comment: ByteSpan
  /// The last day on which it applies; nil if it never expires.
  let lastDay: CalendarDay?
  /// The rules it names.
  let rules: [Rule]
  /// The number of the first of them among all that the comments of the file name.
  var firstUse = 0
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
package enum InvalidSuppression: Error, Sendable {
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
package struct SuppressionTable: Sendable {
  private var suppressions: [Suppression] = []
  private var byLine: [Int: [Int]] = [:]
  /// Why some comments suppress nothing.
  private(set) var problems: [InvalidSuppression] = []
  private let source: SourceFile?

  /// Which rules of which suppressions are used: a flag for each rule that a comment names, up to the last that is used.
  struct Uses: Sendable {
    private var flags: [Bool] = []

    fileprivate mutating func insert(_ use: Int) {
      if use >= flags.count { flags += Array(repeating: false, count: use + 1 - flags.count) }
      flags[use] = true
    }

    fileprivate func contains(_ use: Int) -> Bool { use < flags.count && flags[use] }

    /// Adds those that are used elsewhere.
    mutating func formUnion(_ other: Uses) { for use in other.flags.indices where other.flags[use] { insert(use) } }
  }

  /// No suppressions.
  init() {
    source = nil
  }

  /// Reads all comments that begin with `# smtpconf:`.
  init(_ tree: YAMLTree, _ rules: RuleSet, lines: @autoclosure () -> LineIndex) {
    source = tree.source
    let comments = tree.comments(beginningWith: "# smtpconf:")
    if comments.isEmpty { return }
    let parser = SuppressionParser(tree.source, rules)
    var useCount = 0
    for comment in comments {
      switch parser.parse(comment) {
      case .failure(let problem): problems.append(problem)
      case .success(var suppression):
        suppression.firstUse = useCount
        // A suppression applies to its own line and the next.
        let line = lines().line(at: comment.start)
        byLine[line, default: []].append(suppressions.count)
        byLine[line + 1, default: []].append(suppressions.count)
        suppressions.append(suppression)
        useCount += suppression.rules.count
      }
    }
  }

  /// Whether there is no suppression.
  package var isEmpty: Bool { suppressions.isEmpty }

  /// Whether a finding of the rule on that line is suppressed on a day.
  ///
  /// - Parameters:
  ///   - rule: The rule.
  ///   - line: The line of the finding.
  ///   - today: The day: a suppression whose last day is before it suppresses nothing.
  ///   - uses: The suppressions that name the rule are added, also those that have expired.
  /// - Returns: The verdict.
  func verdict(
    on rule: RuleID, onLine line: @autoclosure () -> Int, today: CalendarDay, uses: inout Uses
  ) -> SuppressionVerdict {
    guard !suppressions.isEmpty, let source, let candidates = byLine[line()] else { return .reported(expired: []) }
    var isSuppressed = false
    var expired: [ExpiredSuppression] = []
    for index in candidates {
      let suppression = suppressions[index]
      let named = suppression.rules.indices.filter { suppression.rules[$0].id == rule }
      for place in named { uses.insert(suppression.firstUse + place) }
      guard !named.isEmpty else { continue }
      if let lastDay = suppression.lastDay, lastDay < today {
        expired.append(ExpiredSuppression(comment: source.place(suppression.comment), lastDay: lastDay))
      } else {
        isSuppressed = true
      }
    }
    return isSuppressed ? .suppressed : .reported(expired: expired)
  }

  /// The rules that are named but were not used.
  func unused(_ uses: Uses) -> [(comment: ByteSpan, rule: Rule)] {
    suppressions.flatMap { suppression in
      suppression.rules.enumerated().filter { !uses.contains(suppression.firstUse + $0.offset) }
        .map { (suppression.comment, $0.element) }
    }
  }
}

/// Reads a comment that suppresses findings.
private struct SuppressionParser {
  private let source: SourceFile
  private let rules: RuleSet
  private let rulesByID: [RuleID: Rule]

  init(_ source: SourceFile, _ rules: RuleSet) {
    self.source = source
    self.rules = rules
    rulesByID = rules.byID
  }

  func parse(_ comment: ByteSpan) -> Result<Suppression, InvalidSuppression> {
    let text = source.bytes[comment.range]
    guard let colon = text.firstIndex(of: UInt8(ascii: ":")) else { return .failure(.notUnderstood(comment)) }
    let words = text[(colon + 1)...].drop(while: \.isBlank)
    let command = words.prefix { !$0.isBlank }
    guard command.elementsEqual("allow".utf8) else { return .failure(.notUnderstood(comment)) }
    let rest = words[command.endIndex...]
    guard let dashes = separator(in: rest) else { return .failure(.noReason(comment)) }
    guard rest[dashes.upperBound...].contains(where: { !$0.isBlank }) else {
      return .failure(.noReason(comment))
    }
    return suppression(rest[..<dashes.lowerBound], comment)
  }

  /// Reads what comes before the reason: the rules, and the last day if there is one.
  private func suppression(_ text: ArraySlice<UInt8>, _ comment: ByteSpan) -> Result<Suppression, InvalidSuppression> {
    let until = place(of: "until", in: text)
    return namedRules(in: text[..<(until?.lowerBound ?? text.endIndex)], comment).flatMap { rules in
      guard let until else { return .success(Suppression(comment: comment, lastDay: nil, rules: rules)) }
      let written = text[until.upperBound...].withoutBlanksAround
      do throws(CalendarDay.Problem) {
        let lastDay = try CalendarDay(written)
        return .success(Suppression(comment: comment, lastDay: lastDay, rules: rules))
      } catch {
        return .failure(.invalidDay(comment, text: written, error))
      }
    }
  }

  /// The first `--` that is a separate word: rule ids and reasons may contain others.
  private func separator(in text: ArraySlice<UInt8>) -> Range<Int>? { place(of: "--", in: text) }

  /// The first place where a word is on its own.
  private func place(of wanted: StaticString, in text: ArraySlice<UInt8>) -> Range<Int>? {
    let wanted = UnsafeBufferPointer(start: wanted.utf8Start, count: wanted.utf8CodeUnitCount)
    var start = text.startIndex
    while start < text.endIndex {
      let word = text[start...].prefix { !$0.isBlank }
      if word.elementsEqual(wanted) { return word.startIndex..<word.endIndex }
      start = text[word.endIndex...].firstIndex { !$0.isBlank } ?? text.endIndex
    }
    return nil
  }

  private func namedRules(
    in list: ArraySlice<UInt8>, _ comment: ByteSpan
  ) -> Result<[Rule], InvalidSuppression> {
    var named: [Rule] = []
    for item in list.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
      let name = item.withoutBlanksAround
      if name.isEmpty { return .failure(.notUnderstood(comment)) }
      guard let rule = rulesByID[RuleID(name)] else {
        let suggestion = rules.suggestion(for: name, where: \.isAdjustable)
        return .failure(.unknownRule(comment, name: name, suggestion: suggestion))
      }
      guard rule.isAdjustable else { return .failure(.notAdjustable(comment, rule: rule.id)) }
      named.append(rule)
    }
    return .success(named)
  }
}

extension ArraySlice<UInt8> {
  /// The text without blanks at either end.
  fileprivate var withoutBlanksAround: String {
    guard let first = firstIndex(where: { !$0.isBlank }), let last = lastIndex(where: { !$0.isBlank }) else {
      return ""
    }
    return String(decoding: self[first...last], as: UTF8.self)
  }
}
