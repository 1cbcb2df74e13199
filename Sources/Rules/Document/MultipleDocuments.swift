import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let multipleDocuments = Rule.error(
    "multiple-documents",
    summary: "The file contains a second YAML document, or none",
    explanation: """
      A line `---` begins a YAML document, and a file can contain several. Many programs read the first one and silently
      ignore the rest, so half of a configuration could be missing without anyone noticing. smtpconf reads exactly one
      document per file; what follows a second `---` is not read.

      A file that is empty or contains only comments has no document at all: usually something went wrong when it was
      written or copied.
      """,
    references: ["YAML 1.2.2, section 9.2"],
    bad: [
      """
      version: 1
      servers:
        relay:
          serverName: smtp.example.com
      global:
        defaultServer: relay
      ↓---
      sites:
        shop:
          servers: [relay]
      """,
      "↓# version: 1\n# to be written\n",
      "↓",
    ],
    good: [
      """
      ---
      version: 1
      servers:
        relay:
          serverName: smtp.example.com
      global:
        defaultServer: relay
      sites:
        shop:
          servers: [relay]
      """
    ],
    check: .problem)

  static func reportSecondDocument(at marker: ByteSpan, _ context: RuleContext) { context.report(at: marker, second) }

  static func reportMissingDocument(_ context: RuleContext) {
    context.report(at: context.startOfText, context.isBlank ? empty : commentsOnly)
  }

  private static let second = DiagnosticText(
    "a second YAML document begins here", caption: "nothing from here on was read",
    help:
      "`---` separates documents, and a file has only one: remove the line to join both, or move the rest to another "
      + "file"
  )

  private static let empty = DiagnosticText(
    "the file is empty", caption: "no configuration",
    help: "a minimal file has `version: 1`, one server under `servers`, and `global` or `sites`")

  private static let commentsOnly = DiagnosticText(
    "the file contains only comments", caption: "no configuration",
    help: "a minimal file has `version: 1`, one server under `servers`, and `global` or `sites`")
}

extension RuleContext {
  /// Whether the file contains only blanks and line ends.
  fileprivate var isBlank: Bool {
    tree.source.bytes.dropFirst(tree.source.textStart).allSatisfy { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
  }
}
