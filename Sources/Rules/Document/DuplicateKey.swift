import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let duplicateKey = Rule.error(
    "duplicate-key",
    summary: "A key appears twice in one mapping",
    explanation: """
      YAML requires the keys of a mapping to be unique, but many programs silently use the last of two: one of the two
      values has no effect, and it is not clear which. Both places are shown; keep one.

      Two `<<` keys in one mapping are duplicates as well: to merge several mappings, use a list,
      `<<: [*first, *second]`.
      """,
    references: ["YAML 1.2.2, section 3.2.1.3"],
    bad: [
      """
      version: 1
      servers:
        relay:
          serverName: smtp.example.com
          priority: High
          ↓priority: Low
      global:
        defaultServer: relay
      """
    ],
    good: [
      """
      version: 1
      servers:
        relay:
          serverName: smtp.example.com
          priority: High
      global:
        defaultServer: relay
      """
    ],
    check: .problem)

  static func reportDuplicateKey(_ key: NodeUse, first: NodeUse, _ context: RuleContext) {
    context.report(
      at: key, "duplicate key `\(context.shown(key))`",
      caption: "second definition", labels: [context.label(first, "first defined here")],
      help: "delete or rename one of them")
  }
}
