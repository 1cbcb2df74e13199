import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let baseLimit = Rule.error(
    "base-limit",
    summary: "A configuration consists of too many or too large files",
    explanation: """
      A configuration consists of at most 32 files with 256 MiB of text, and the aliases in all of them may add at most a
      million nodes. The limits are far above what people write; they keep files that refer to each other from using up
      the memory of the machine.
      """,
    bad: [Rule.Example("version: 1\nextends: [base-0.smtp.yaml, ↓base-16.smtp.yaml]\n", files: manyFiles)],
    good: [Rule.Example("version: 1\nextends: base-28.smtp.yaml\n", files: manyFiles)],
    check: .problem)

  static func reportBaseLimit(_ place: NodeUse, _ limit: LayerLimit, _ context: RuleContext) {
    switch limit {
    case .files:
      context.report(
        at: place, "the configuration consists of more than \(LayerLimit.mostFiles) files", caption: "one file too many",
        help: "put what these files have in common into fewer files")
    case .size:
      context.report(
        at: place, "the files of the configuration have more than \(LayerLimit.mostBytes >> 20) MiB together",
        caption: "too large", help: "split the configuration into several that are built on their own")
    case .aliases:
      context.report(
        at: place, "the aliases in the files of the configuration add more than a million nodes", caption: "too many",
        help: "write less with aliases in this file, or in those below it")
    }
  }

  /// Two chains of files: from 0 to 15, and from 16 to 31, which is a complete one.
  private static let manyFiles: [String: String] = {
    let links = (0..<31).map { number in
      ("base-\(number).smtp.yaml", "version: 1\nextends: base-\(number == 15 ? 31 : number + 1).smtp.yaml\n")
    }
    return Dictionary(uniqueKeysWithValues: links).merging(["base-31.smtp.yaml": production.values.joined()]) { $1 }
  }()
}
