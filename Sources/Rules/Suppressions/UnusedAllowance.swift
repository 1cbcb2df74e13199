import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let unusedAllowance = Rule.adjustable(
    .warning, "unused-allowance", fixable: true,
    summary: "A comment allows a rule that does not fire there",
    explanation: """
      A comment `# smtpconf: allow RULE -- REASON` reaches its own line and the next. Where the rule fires on neither, the
      comment is of no use: what it excused has been mended, or stands on another line now. Left in place it would hide
      the next mistake of that kind without a word.

      That a comment has expired (`until YYYY-MM-DD`) makes no difference: while what it excused is still there, that is
      reported, and the comment is of use to explain it.

      A comment above an alias does not reach the text that the alias repeats: put it where that text is written.
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
      at: comment, "`\(rule.text)` fires neither on this line nor on the next", caption: "allows nothing",
      help: "remove what is not needed, or move the comment to the line above the finding it is meant for",
      fixes: context.removal(of: comment))
  }
}

extension RuleContext {
  /// A repair that removes a comment that names one rule: with its line, where nothing else stands there.
  fileprivate func removal(of comment: ByteSpan) -> [Fix] {
    let bytes = tree.source.bytes
    let names = bytes[comment.range].prefix { $0 != UInt8(ascii: ",") }
    // Of several rules the others may be needed; a comma in the reason is no harm, it only withholds the repair.
    guard names.count == comment.length else { return [] }
    let textStart = tree.source.textStart
    let start = bytes[textStart..<comment.start].lastIndex { !$0.isBlank }.map { $0 + 1 } ?? textStart
    let isWholeLine = tree.source.isLineStart(start)
    let removed = isWholeLine ? tree.source.lines(from: start, to: comment.end) : ByteSpan(start, comment.end)
    return [Fix(.safe, "remove the comment", [edit(removed, "", in: tree)])]
  }
}
