import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let baseUnreadable = Rule.error(
    "base-unreadable", fixable: true,
    summary: "A file in `extends` cannot be read",
    explanation: """
      A path in `extends` leads from the folder of the file that it is written in, whatever the current folder is, to a
      YAML file: its name ends in `.yaml` or `.yml`. If the path leads to a link, so must the name of the file that the link
      leads to. Other files are never read, so that no configuration can be used to print the content of one.

      Without all files it is unknown what the configuration means, so only the form of each file is checked.
      """,
    bad: [
      Rule.Example("version: 1\nextends: ↓prodution.smtp.yaml\n", files: production),
      Rule.Example("version: 1\nextends: [production.smtp.yaml, ↓eu/relays.smtp.yaml]\n", files: production),
    ],
    good: [Rule.Example("version: 1\nextends: production.smtp.yaml\n", files: production)],
    check: .problem)

  static func reportUnreadableBase(_ place: NodeUse, _ base: UnreadableBase, _ context: RuleContext) {
    let name = RuleContext.shortened(base.name)
    switch base.reason {
    case .missing(let nearest):
      context.report(
        at: place, "there is no file `\(name)`",
        caption: nearest.map { "did you mean `\(RuleContext.shortened($0))`?" } ?? "not found",
        help: "a path in `extends` begins in the folder of the file that it is written in",
        fixes: nearest.map { fix(place, $0, context) } ?? [])
    case .folder:
      context.report(
        at: place, "`\(name)` is a folder", caption: "not a file",
        help: "name each file that this one is based on: `extends: [eu.smtp.yaml, us.smtp.yaml]`")
    case .notAFile:
      context.report(
        at: place, "`\(name)` is not a file", caption: "a device, a pipe or a socket", help: "name a file")
    case .notYAML:
      context.report(
        at: place, "`\(name)` is not a YAML file, so it is not read", caption: "not .yaml or .yml",
        help: "the name must end in `.yaml` or `.yml`, and so must the name of the file that a link leads to")
    case .noPermission:
      context.report(
        at: place, "`\(name)` cannot be read: permission denied", caption: "not readable",
        help: "make it readable for the user who runs smtpconf")
    case .other(let reason):
      context.report(at: place, "`\(name)` cannot be read: \(reason)", caption: "not readable")
    case .notAvailable:
      context.report(
        at: place, "`\(name)` cannot be read: other files are not available here", caption: "not readable")
    }
  }

  /// The fix puts another file name in the place of the last one.
  private static func fix(_ place: NodeUse, _ nearest: String, _ context: RuleContext) -> [Fix] {
    let path = context.text(of: place)
    let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
    return context.replacement(
      .unsafe, of: place, with: context.yaml(folder + nearest), "write `\(RuleContext.shortened(folder + nearest))`")
  }
}
