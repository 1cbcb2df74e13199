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
    bad: [Rule.Example("version: 1\nextends: [base-1.smtp.yaml, ↓fast.smtp.yaml]\n", files: manyFiles)],
    good: [Rule.Example("version: 1\nextends: base-1.smtp.yaml\n", files: manyFiles)],
    check: .problem)

  static func reportBaseLimit(_ place: NodeUse, _ limit: LayerLimit, _ context: RuleContext) {
    switch limit {
    case .files:
      context.report(
        at: place, "the configuration consists of more than \(LayerLimit.mostFiles) files",
        caption: "one file too many",
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

  /// A chain of 31 files, and one more.
  private static let manyFiles: [String: String] = {
    var files = production
    for number in 1...30 {
      let next = number == 30 ? "production.smtp.yaml" : "base-\(number + 1).smtp.yaml"
      files["base-\(number).smtp.yaml"] = "version: 1\nextends: \(next)\n"
    }
    files["fast.smtp.yaml"] = "version: 1\npartial: true\n"
    return files
  }()
}
