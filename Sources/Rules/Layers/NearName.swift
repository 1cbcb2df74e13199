import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let nearName = Rule.adjustable(
    .warning, "near-name",
    summary: "A new server or site has almost the name of one in an extended file",
    explanation: """
      A file with `extends` changes a server or site by its name. With a misspelt name it adds a new one instead, and the
      one that was meant stays as it was: in staging, mail could still go to production.

      Correct the name; if it is meant as a new one, choose a name that is easier to tell apart, or suppress the rule.
      """,
    bad: [
      Rule.Example(
        """
        version: 1
        extends: production.smtp.yaml
        servers:
          ↓primry:
            serverName: smtp.example.net
        global:
          servers: [primry]
        """, files: production),
      Rule.Example(
        "version: 1\nextends: production.smtp.yaml\nsites:\n  ↓shops:\n    defaultServer: bulk\n", files: production),
    ],
    good: [
      Rule.Example(
        "version: 1\nextends: production.smtp.yaml\nsites:\n  shop:\n    defaultServer: bulk\n", files: production)
    ],
    check: .problem)

  static func reportNearName(_ key: NodeUse, below: NodeUse, of kind: EntryKind, _ context: RuleContext) {
    context.report(
      at: key, "the \(kind.rawValue) `\(context.shown(key))` is new, and almost has the name `\(context.shown(below))`",
      caption: "a new \(kind.rawValue)", labels: [context.label(below, "this one is not changed")],
      help: "to change `\(context.shown(below))`, write its name exactly")
  }
}
