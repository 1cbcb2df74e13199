import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let unusedAllowance = Rule.adjustable(
    .warning, "unused-allowance", fixable: true,
    summary: "A suppression comment for a rule that reports nothing there",
    explanation: """
      A comment `# smtpconf: allow RULE -- REASON` applies to its own line and the next. If the rule reports nothing on
      either, the comment is not needed: the problem has been fixed, or is on another line now. If the comment stayed,
      it would silently hide the next mistake of that kind.

      It makes no difference whether the comment has expired (`until YYYY-MM-DD`): while the problem is still there, it
      is reported, and the comment explains it.

      A comment above an alias does not apply to the text that the alias repeats: put it where that text is written.
      """,
    bad: [
      .server("↓# smtpconf: allow ssl-to-ip-address -- a test server\nenabled: true"),
      .server("enabled: true ↓# smtpconf: allow ssl-to-ip-address -- a test server"),
      """
      version: 1
      servers:
        relay:
          ↓# smtpconf: allow ssl-to-ip-address, submission-without-ssl -- its certificate names the address
          serverName: 192.0.2.10:587
          useSSL: true
      global:
        defaultServer: relay
      """,
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
    check: .problem)

  static func reportUnusedSuppression(_ comment: ByteSpan, of rule: RuleID, _ context: RuleContext) {
    context.report(
      at: comment, "`\(rule.text)` is not reported on this line or the next", caption: "suppresses nothing",
      help: "remove what is not needed, or move the comment to the line above the finding it is meant for",
      fixes: context.removal(of: comment))
  }
}

extension RuleContext {
  /// A fix that removes a comment that names one rule, with its line if nothing else is on it.
  fileprivate func removal(of comment: ByteSpan) -> [Fix] {
    let bytes = tree.source.bytes
    let names = bytes[comment.range].prefix { $0 != UInt8(ascii: ",") }
    // If there are several rules, the others may be needed. A comma in the reason only means that no fix is offered.
    guard names.count == comment.length else { return [] }
    let textStart = tree.source.textStart
    let start = bytes[textStart..<comment.start].lastIndex { !$0.isBlank }.map { $0 + 1 } ?? textStart
    let isWholeLine = tree.source.isLineStart(start)
    let removed = isWholeLine ? tree.source.lines(from: start, to: comment.end) : ByteSpan(start, comment.end)
    return [Fix(.safe, "remove the comment", [edit(removed, "", in: tree)])]
  }
}
