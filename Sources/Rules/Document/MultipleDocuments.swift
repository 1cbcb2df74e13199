import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let multipleDocuments = Rule.error(
    "multiple-documents",
    summary: "The file holds a second document, or none",
    explanation: """
      A line `---` begins a YAML document, and a file may hold several. Many programs read the first one and drop the
      rest without a word, so half of a configuration could be missing and nobody would know. smtpconf takes exactly one
      document from a file; what stands behind a second `---` is not read.

      A file that is empty or holds nothing but comments has no document at all: usually something went wrong when it
      was written or copied.
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
    "a second document begins here", caption: "nothing from here on was read",
    help:
      "`---` separates documents, and a file holds one: remove the line to join both, or move the rest to a file of its "
      + "own")

  private static let empty = DiagnosticText(
    "the file is empty", caption: "a document is missing",
    help: "the least there is: `version: 1`, one server under `servers`, and `global` or `sites`")

  private static let commentsOnly = DiagnosticText(
    "the file holds nothing but comments", caption: "a document is missing",
    help: "the least there is: `version: 1`, one server under `servers`, and `global` or `sites`")
}

extension RuleContext {
  /// Whether the file holds nothing but blanks and line ends.
  fileprivate var isBlank: Bool {
    tree.source.bytes.dropFirst(tree.source.textStart).allSatisfy { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
  }
}
