import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let duplicateID = Rule.error(
    "duplicate-id",
    summary: "Two ids differ in upper and lower case alone",
    explanation: """
      The product compares the names of sites without regard to case, so `shop` and `Shop` are one site to it, and only
      one of the two could be in force. The same holds for servers, so that no reader has to tell `relay` from `Relay`.
      """,
    references: ["The manual, \"Sites\": code names are not case-sensitive"],
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
      at: key, "the \(kind.rawValue) `\(context.shown(key))` differs from `\(context.shown(first))` in case alone",
      caption: "the same id but for case", labels: [context.label(first, "first declared here")],
      help: "give one of them another id; upper and lower case do not count in it")
  }
}
