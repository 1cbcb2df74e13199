import Diagnostics
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let invalidAllowance = Rule.error(
    "invalid-allowance",
    summary: "A comment that wants to allow a rule, but cannot",
    explanation: """
      A comment `# smtpconf: allow RULE -- REASON` allows the findings of a rule on its own line and the next. Several
      rules are separated by commas. The reason is required: it is what the next reader needs to know.

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
      """
    ],
    check: .allowance { problem, context in
      guard let words = words(problem) else { return }
      context.report(at: problem.comment, words, fixes: fixes(problem, context))
    })

  private static let form = "`# smtpconf: allow RULE -- REASON`"

  private static func words(_ problem: AllowanceProblem) -> Words? {
    switch problem {
    case .notUnderstood:
      Words(
        "this comment speaks to smtpconf, and cannot be understood", caption: "allows nothing",
        help: "write \(form); several rules are separated by commas")
    case .noReason:
      Words(
        "this comment allows a rule without a reason", caption: "why?",
        help: "write the reason behind two dashes: \(form)")
    case .unknownRule(_, let name, let suggestion):
      Words(
        "there is no rule `\(RuleContext.shortened(name))`",
        caption: suggestion.map { "did you mean `\($0)`?" } ?? "not a rule",
        help: "`smtpconf rules` lists them all; in a comment several are separated by commas")
    case .notAdjustable(_, let rule):
      Words(
        "the rule `\(rule.text)` cannot be allowed", caption: "allows nothing",
        help: "a file in which it fires means nothing, so there is no configuration to go on with: mend what it reports"
      )
    case .unused: nil
    }
  }

  private static func fixes(_ problem: AllowanceProblem, _ context: RuleContext) -> [Fix] {
    guard case .unknownRule(let comment, let name, let suggestion?) = problem,
      Suggestion.distance(name, suggestion, atMost: 1) != nil, let place = context.place(of: name, in: comment)
    else { return [] }
    return [Fix(.unsafe, "write `\(suggestion)`", [TextEdit(place, suggestion)])]
  }
}

extension RuleContext {
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
