import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let invalidAllowance = Rule.error(
    "invalid-allowance", fixable: true,
    summary: "A comment that wants to allow a rule, but cannot",
    explanation: """
      A comment `# smtpconf: allow RULE -- REASON` allows the findings of a rule on its own line and the next. Several
      rules are separated by commas. The reason is required: it is what the next reader needs to know.

      With `until YYYY-MM-DD` after the last rule the comment expires: `# smtpconf: allow RULE until 2026-12-01 -- REASON`.
      It still counts on that day (UTC); after it the findings are back, and point to the comment. `--today` shows what
      will be reported on another day.

      A comment that begins `# smtpconf:` and cannot be understood is an error, because otherwise a misspelt one would be
      a silent comment and nothing more. Rules that describe files without a meaning cannot be allowed; `smtpconf rules`
      shows which can. With one mistake in it, the whole comment allows nothing.
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
        "this comment speaks to smtpconf, and cannot be understood", caption: "allows nothing",
        help: "write \(form); several rules are separated by commas")
    case .noReason:
      DiagnosticText(
        "this comment allows a rule without a reason", caption: "why?",
        help: "write the reason behind two dashes: \(form)")
    case .unknownRule(let comment, let name, let suggestion):
      DiagnosticText(
        "there is no rule `\(context.shown(name, in: comment))`",
        caption: suggestion.map { "did you mean `\($0)`?" } ?? "not a rule",
        help: "`smtpconf rules` lists them all; in a comment several are separated by commas")
    case .notAdjustable(_, let rule):
      DiagnosticText(
        "the rule `\(rule.text)` cannot be allowed", caption: "allows nothing",
        help: "a file in which it fires means nothing, so there is no configuration to go on with: mend what it reports"
      )
    case .invalidDay(let comment, let text, let mistake): wording(mistake, context.shown(text, in: comment))
    }
  }

  private static func wording(_ mistake: CalendarDay.Problem, _ shown: String) -> DiagnosticText {
    switch mistake {
    case .malformed:
      DiagnosticText(
        shown.isEmpty ? "no date follows `until`" : "`\(shown)` is not a date of the form YYYY-MM-DD",
        caption: shown.isEmpty ? "until when?" : "not a date",
        help: "write the last day on which the comment counts, after all its rules: \(expiringForm)")
    case .impossible:
      DiagnosticText(
        "there is no day `\(shown)`", caption: "not in the calendar",
        help: "write the last day on which the comment counts as YYYY-MM-DD: year, month, day")
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
  /// A part of a comment as it may be shown: one beside a password in clear may belong to it.
  fileprivate func shown(_ text: String, in comment: ByteSpan) -> String {
    isSecret(comment) && !text.isEmpty ? FileReport.mask : Self.shortened(text)
  }

  /// Where a rule's name stands in a comment: behind the word `allow`, as a word of its own.
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
