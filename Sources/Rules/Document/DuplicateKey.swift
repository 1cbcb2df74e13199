import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let duplicateKey = Rule.error(
    "duplicate-key",
    summary: "A key stands twice in one mapping",
    explanation: """
      YAML asks that the keys of a mapping be unique, but many programs take the last of two without a word: one of the
      two values is not in force, and nobody knows which. Both places are shown; keep one.

      Two `<<` in one mapping are duplicates as well: merge several mappings with a list, `<<: [*first, *second]`.
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
      at: key, "the key `\(context.shown(key))` stands in this mapping already",
      caption: "given again", labels: [context.label(first, "first given here")],
      help: "keep one of the two; only the first would count")
  }
}
