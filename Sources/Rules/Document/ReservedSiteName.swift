import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let reservedSiteName = Rule.error(
    "reserved-site-name",
    summary: "`global` is reserved and cannot be a site name",
    explanation: """
      Kentico Xperience shows the settings for all sites as those of "(global)", and uses them for mail that belongs to
      no site. A site called `global`, in upper or lower case, could not be told apart from them, so the name is
      reserved. Settings for all sites go under the top-level key `global`.
      """,
    references: ["Kentico Xperience documentation, \"Settings -> System -> Emails\": (global)"],
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
      at: key, "`\(context.shown(key))` is reserved and cannot be a site name", caption: "reserved",
      help: "settings for all sites go under the top-level key `global`, next to `sites`")
  }
}
