import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let baseCycle = Rule.error(
    "base-cycle",
    summary: "Files extend each other in a circle",
    explanation: """
      A file is based on those in its `extends`, and on everything that those are based on. If one of these is the file
      itself, there is no first file to begin with.

      Remove one of the steps, or move what the files have in common to a further file that all of them extend.
      """,
    bad: [
      Rule.Example("version: 1\nextends: [production.smtp.yaml, ↓example.yaml]\n", files: production)
    ],
    good: [
      Rule.Example(
        "version: 1\nextends: [eu.smtp.yaml, fast.smtp.yaml]\n",
        files: production.merging([
          "eu.smtp.yaml": "version: 1\nextends: production.smtp.yaml\n",
          "fast.smtp.yaml": "version: 1\nextends: production.smtp.yaml\nservers: { bulk: { priority: High } }\n",
        ]) { $1 })
    ],
    check: .problem)

  static func reportBaseCycle(_ place: NodeUse, steps: [NodeUse], _ context: RuleContext) {
    context.report(
      at: place,
      steps.isEmpty ? "the file extends itself" : "`\(context.shown(place))` is based on this file",
      caption: "closes a circle",
      labels: steps.enumerated().map { index, step in
        context.label(step, index == 0 ? "the circle begins here" : "and leads on here")
      },
      help: "remove one of the steps; what the files have in common can be in a further file that they all extend")
  }
}
