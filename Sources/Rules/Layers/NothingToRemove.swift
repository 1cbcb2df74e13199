import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let nothingToRemove = Rule.adjustable(
    .error, "nothing-to-remove",
    summary: "`remove` names something that no extended file declares",
    explanation: """
      `remove` takes away servers, sites or keys that the extended files declare. What is not there cannot be taken away:
      the name may be misspelt, or the extended files may have changed since.

      Under `"*"` the key is removed wherever it is, and need not be everywhere.
      """,
    bad: [
      Rule.Example(
        "version: 1\nextends: production.smtp.yaml\nremove:\n  sites: [↓shp]\n", files: production),
      Rule.Example(
        "version: 1\nextends: production.smtp.yaml\nservers:\n  bulk:\n    remove: [↓username]\n", files: production),
      Rule.Example(
        "version: 1\nextends: production.smtp.yaml\nservers:\n  \"*\": { remove: [↓enabled] }\n", files: production),
      Rule.Example(
        "version: 1\nextends: production.smtp.yaml\nglobal:\n  remove: [↓servers]\n", files: production),
    ],
    good: [
      Rule.Example("version: 1\nextends: production.smtp.yaml\nremove:\n  sites: [shop]\n", files: production),
      Rule.Example(
        "version: 1\nextends: production.smtp.yaml\nservers:\n  \"*\": { remove: [username, password] }\n",
        files: production),
    ],
    check: .problem)

  static func reportNothingToRemove(
    _ place: NodeUse, _ subject: RemovalSubject, nearest: String?, _ context: RuleContext
  ) {
    let message =
      switch subject {
      case .entry(let kind): "no extended file declares the \(kind.rawValue) `\(context.shown(place))`"
      case .key(of: .entry(let kind, let id)):
        "the \(kind.rawValue) `\(context.shown(id))` of the extended files has no `\(context.shown(place))`"
      case .key(of: .global): "`global` of the extended files has no `\(context.shown(place))`"
      case .key(of: .every(let kind)): "no \(kind.rawValue) of the extended files has `\(context.shown(place))`"
      }
    context.report(
      at: place, message,
      caption: nearest.map { "did you mean `\(RuleContext.shortened($0))`?" } ?? "nothing to remove",
      help: "remove it from the list, or correct the name",
      fixes: nearest.map {
        context.replacement(.unsafe, of: place, with: context.yaml($0), "write `\(RuleContext.shortened($0))`")
      } ?? [])
  }
}
