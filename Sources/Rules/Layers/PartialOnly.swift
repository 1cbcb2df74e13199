import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let partialOnly = Rule.error(
    "partial-only",
    summary: "A file that is only there to be extended is used as a configuration",
    explanation: """
      A file with `partial: true` contains what others have in common, and need not be complete: servers that it uses may
      be declared elsewhere. `check` checks its form; a routing table can only be built from a file that extends it.
      """,
    bad: [
      Rule.Example(
        "version: 1\n↓partial: true\nservers:\n  relay:\n    serverName: smtp.example.com\n", isBuilt: true)
    ],
    good: [
      Rule.Example(
        "version: 1\nextends: relays.smtp.yaml\nglobal:\n  defaultServer: relay\n",
        files: [
          "relays.smtp.yaml": "version: 1\npartial: true\nservers:\n  relay:\n    serverName: smtp.example.com\n"
        ],
        isBuilt: true)
    ],
    check: .problem)

  static func reportPartial(_ key: NodeUse, _ context: RuleContext) {
    context.report(
      at: key, "the file is only a part of configurations, and not one itself", caption: "only there to be extended",
      help: "use a file that extends it, or remove `partial` if the file is complete")
  }
}
