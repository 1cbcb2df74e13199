import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let invalidAllowance = Rule.error(
    "invalid-allowance", fixable: true,
    summary: "An invalid suppression comment",
    explanation: """
      A comment `# smtpconf: allow RULE -- REASON` suppresses the findings of a rule on its own line and the next.
      Separate several rules with commas. The reason is required: it is what the next reader needs to know.

      With `until YYYY-MM-DD` after the last rule, the comment expires:
      `# smtpconf: allow RULE until 2026-12-01 -- REASON`. It applies up to and including that day (UTC); after it, the
      findings are reported again and point to the comment. To see what will be reported on another day, pass `--today`.

      A comment that begins with `# smtpconf:` but is not valid is an error, because a misspelt one would otherwise be
      ignored silently. Rules for files that cannot be interpreted cannot be suppressed; `smtpconf rules` shows which
      rules can be. One mistake makes the whole comment invalid: it suppresses nothing.
      """,
    bad: [
      .server("↓# smtpconf: ignore ssl-to-ip-address -- a test server\nenabled: true"),
      .server("↓# smtpconf: allow ssl-to-ip-address\nenabled: true"),
      .server("↓# smtpconf: allow ssl-to-ip-address --\nenabled: true"),
      .server("↓# smtpconf: allow ssl-to-ip-adress -- a test server\nenabled: true"),
      .server("↓# smtpconf: allow SSL-to-IP-address -- a test server\nenabled: true"),
      .server("↓# smtpconf: allow everything -- a test server\nenabled: true"),
      .server("↓# smtpconf: allow unknown-key -- a test server\nenabled: true"),
      .server("↓# smtpconf: allow ssl-to-ip-address, -- a test server\nenabled: true"),
      .server("↓# smtpconf: allow ssl-to-ip-address until -- a test server\nenabled: true"),
      .server("↓# smtpconf: allow ssl-to-ip-address until 1.12.2026 -- a test server\nenabled: true"),
      .server("↓# smtpconf: allow ssl-to-ip-address until 2026-02-29 -- a test server\nenabled: true"),
    ],
    good: [
      """
      version: 1
      servers:
        relay:
          # smtpconf: allow ssl-to-ip-address -- its certificate names the address
          serverName: 192.0.2.10:587
          useSSL: true
      global:
        defaultServer: relay
      """,
      """
      version: 1
      servers:
        relay:
          # smtpconf: allow ssl-to-ip-address until 2026-12-01 -- its host name is registered by then
          serverName: 192.0.2.10:587
          useSSL: true
      global:
        defaultServer: relay
      """,
    ],
    check: .problem)

  static func reportInvalidSuppression(_ problem: InvalidSuppression, _ context: RuleContext) {
    context.report(at: problem.comment, wording(problem, context), fixes: fixes(problem, context))
  }

  private static let form = "`# smtpconf: allow RULE -- REASON`"
  private static let expiringForm = "`# smtpconf: allow RULE until 2026-12-01 -- REASON`"

  private static func wording(_ problem: InvalidSuppression, _ context: RuleContext) -> DiagnosticText {
    switch problem {
    case .notUnderstood:
      DiagnosticText(
        "unrecognised `# smtpconf:` comment", caption: "suppresses nothing",
        help: "write \(form); separate several rules with commas")
    case .noReason:
      DiagnosticText(
        "this suppression has no reason", caption: "suppresses nothing",
        help: "write the reason after two dashes: \(form)")
    case .unknownRule(let comment, let name, let suggestion):
      DiagnosticText(
        "unknown rule `\(context.shown(name, in: comment))`",
        caption: suggestion.map { "did you mean `\($0)`?" } ?? "not a rule",
        help: "`smtpconf rules` lists all rules; in a comment, separate several with commas")
    case .notAdjustable(_, let rule):
      DiagnosticText(
        "the rule `\(rule.text)` cannot be suppressed", caption: "suppresses nothing",
        help: "a file with this error cannot be interpreted: fix the error")
    case .invalidDay(let comment, let text, let problem): wording(problem, context.shown(text, in: comment))
    }
  }

  private static func wording(_ problem: CalendarDay.Problem, _ shown: String) -> DiagnosticText {
    switch problem {
    case .malformed:
      DiagnosticText(
        shown.isEmpty ? "no date follows `until`" : "`\(shown)` is not a date of the form YYYY-MM-DD",
        caption: shown.isEmpty ? "no date" : "not a date",
        help: "write the last day on which the comment applies, after all its rules: \(expiringForm)")
    case .impossible:
      DiagnosticText(
        "the day `\(shown)` does not exist", caption: "not in the calendar",
        help: "write the last day on which the comment applies as YYYY-MM-DD: year, month, day")
    }
  }

  private static func fixes(_ problem: InvalidSuppression, _ context: RuleContext) -> [Fix] {
    guard case .unknownRule(let comment, let name, let suggestion?) = problem,
      Suggestion.distance(name, suggestion, atMost: 1) != nil, let place = context.place(of: name, in: comment)
    else { return [] }
    return [Fix(.unsafe, "write `\(suggestion)`", [context.edit(place, suggestion, in: context.tree)])]
  }
}

extension RuleContext {
  /// A part of a comment, masked if the comment may be part of a plain-text password next to it.
  fileprivate func shown(_ text: String, in comment: ByteSpan) -> String {
    isSecret(comment) && !text.isEmpty ? FileReport.mask : Self.shortened(text)
  }

  /// The place of a rule's name in a comment: after the word `allow`, as a separate word.
  fileprivate func place(of name: String, in comment: ByteSpan) -> ByteSpan? {
    let bytes = tree.source.bytes[comment.range]
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let isPartOfName: (UInt8) -> Bool = {
      !($0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: ","))
    }
    for word in bytes[(colon + 1)...].split(whereSeparator: { !isPartOfName($0) }).dropFirst()
    where word.elementsEqual(name.utf8) {
      return ByteSpan(word.startIndex, word.endIndex)
    }
    return nil
  }
}
