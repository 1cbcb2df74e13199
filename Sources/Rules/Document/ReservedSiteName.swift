import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let reservedSiteName = Rule.error(
    "reserved-site-name",
    summary: "A site is called global",
    explanation: """
      The product shows the settings of all sites together as those of "(global)", and mail that belongs to no site goes
      by them. A site of that name, in whatever case, could not be told from it, so no site may have it. What holds for
      all sites stands below the top-level key `global`.
      """,
    references: ["The manual, \"Settings → System → Emails\": (global)"],
    bad: [
      """
      version: 1
      servers:
        relay:
          serverName: smtp.example.com
      sites:
        ↓Global:
          defaultServer: relay
      """
    ],
    good: [
      """
      version: 1
      servers:
        relay:
          serverName: smtp.example.com
      global:
        defaultServer: relay
      """
    ],
    check: .problem)

  static func reportReservedSiteName(_ key: NodeUse, _ context: RuleContext) {
    context.report(
      at: key, "no site may be called `\(context.shown(key))`", caption: "a reserved name",
      help: "what holds for all sites stands below the key `global` at the top level, beside `sites`")
  }
}
