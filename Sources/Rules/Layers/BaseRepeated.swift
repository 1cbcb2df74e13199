import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let baseRepeated = Rule.adjustable(
    .warning, "base-repeated",
    summary: "A file is in `extends` although another path there leads to it",
    explanation: """
      Each file counts once, at its first place: naming it again has no effect. It does not apply a second time either,
      over the changes of the files between.

      If it should come later, or be the only one, remove the earlier path.
      """,
    bad: [
      Rule.Example("version: 1\nextends: [production.smtp.yaml, ↓production.smtp.yaml]\n", files: production),
      Rule.Example(
        "version: 1\nextends: [eu.smtp.yaml, ↓production.smtp.yaml]\n",
        files: production.merging(["eu.smtp.yaml": "version: 1\nextends: production.smtp.yaml\n"]) { $1 }),
    ],
    good: [
      Rule.Example(
        "version: 1\nextends: eu.smtp.yaml\n",
        files: production.merging(["eu.smtp.yaml": "version: 1\nextends: production.smtp.yaml\n"]) { $1 })
    ],
    check: .problem)

  static func reportRepeatedBase(_ place: NodeUse, first: NodeUse, isSame: Bool, _ context: RuleContext) {
    context.report(
      at: place, "`\(context.shown(place))` is already a part of the configuration", caption: "has no effect",
      labels: [context.label(first, isSame ? "first named here" : "this file is based on it")],
      help: "each file counts once, at its first place: remove this path")
  }
}
