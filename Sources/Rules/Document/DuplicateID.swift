import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let duplicateID = Rule.error(
    "duplicate-id",
    summary: "Two ids differ only in case",
    explanation: """
      Kentico Xperience compares site names without regard to case, so `shop` and `Shop` are the same site to it, and
      only one of them could be used. The same applies to servers, so that nobody has to tell `relay` from `Relay`.
      """,
    references: ["Kentico Xperience documentation, \"Sites\": code names are not case-sensitive"],
    bad: [
      """
      version: 1
      servers:
        relay:
          serverName: smtp.example.com
        ↓Relay:
          serverName: smtp2.example.com
      global:
        defaultServer: relay
        servers: [Relay]
      """,
      """
      version: 1
      servers:
        relay:
          serverName: smtp.example.com
      sites:
        shop:
          servers: [relay]
        ↓SHOP:
          servers: [relay]
      """,
    ],
    good: [
      """
      version: 1
      servers:
        relay-1:
          serverName: smtp.example.com
        relay-2:
          serverName: smtp2.example.com
      global:
        defaultServer: relay-1
        servers: [relay-2]
      """
    ],
    check: .problem)

  static func reportDuplicateID(_ key: NodeUse, first: NodeUse, of kind: EntryKind, _ context: RuleContext) {
    context.report(
      at: key, "the \(kind.rawValue) ids `\(context.shown(key))` and `\(context.shown(first))` differ only in case",
      caption: "ids must differ by more than case", labels: [context.label(first, "first declared here")],
      help: "rename one of them")
  }
}
