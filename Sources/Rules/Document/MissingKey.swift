import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let missingKey = Rule.error(
    "missing-key", fixable: true,
    summary: "A required key is missing",
    explanation: """
      A file needs three things: `version`, which tells a later smtpconf which version of the language it is written in;
      at least one server under `servers`; and `global` or `sites`, because servers that no site uses send no mail.

      A server with the delivery method `Network`, which is the default, needs a `serverName`. A user name or password
      that is kept elsewhere needs `env`, `file` or `credential` to say where.
      """,
    references: ["Kentico Xperience documentation, \"SMTP server properties\": server name is required"],
    bad: [
      """
      ↓servers:
        relay:
          serverName: smtp.example.com
      global:
        defaultServer: relay
      """,
      """
      ↓version: 1
      servers:
        relay:
          serverName: smtp.example.com
      """,
      "↓{}",
      "↓---\n",
      """
      version: 1
      servers:
        ↓relay:
          username: mailer
          password: { env: SMTP_PASSWORD }
      global:
        defaultServer: relay
      """,
      .server("username: mailer\npassword: ↓{}"),
    ],
    good: [.server("username: mailer\npassword: { env: SMTP_PASSWORD }")],
    check: .problem)

  static func reportMissingKeys(
    _ keys: [String], at place: MissingPlace, in container: Container, _ context: RuleContext
  ) {
    let wording = wording(keys, place, container, context)
    switch place {
    case .at(let place): context.report(at: place, wording, fixes: versionLine(keys, before: place, context))
    case .documentMarker: context.report(at: context.tree.documentMarker ?? context.startOfText, wording)
    }
  }

  private static func wording(
    _ keys: [String], _ place: MissingPlace, _ container: Container, _ context: RuleContext
  ) -> DiagnosticText {
    switch (container, place) {
    case (.server, .at(let id)):
      DiagnosticText(
        "server `\(context.shown(id))` has no `serverName`", caption: "where does it listen?",
        help: "write `serverName: smtp.example.com:587`; or set `deliveryMethod` if it drops mail into a folder")
    case (.username, _), (.password, _):
      DiagnosticText(
        "\(container.description) kept elsewhere needs one of \(keys.listed())", caption: "nothing is here",
        help: "write \(ReferenceKey.examples.listed())")
    default:
      DiagnosticText(
        "the document has \(keys.map { "no `\($0)`" }.joined(separator: ", "))",
        caption: keys.count == 1 ? "a key is missing" : "keys are missing",
        help: keys.count == 1 ? helpOfDocument[keys[0]] : leastDocument)
    }
  }

  private static let leastDocument =
    "the least there is: `version: 1`, one server under `servers`, and `global` or `sites` to say who uses it"

  private static let helpOfDocument = [
    "version": "`version: 1` says which version of this language the file is written in",
    "servers": "every SMTP server is declared below `servers`, under an id of your choice",
    "global` or `sites": "`global` and `sites` say who uses which servers; one of them is enough",
  ]

  /// A line `version: 1` before the first key, if that key begins a line and nothing else is missing.
  private static func versionLine(_ keys: [String], before key: NodeUse, _ context: RuleContext) -> [Fix] {
    let bytes = context.tree.source.bytes
    let start = context.tree(of: key).span(of: key.node).start
    guard keys == ["version"], key.use == nil, start < bytes.count else { return [] }
    let source = context.tree.source
    let lineStart = bytes[..<start].lastIndex { $0 != UInt8(ascii: " ") }.map { $0 + 1 } ?? 0
    guard source.isLineStart(lineStart), isBlockMapping(context) else { return [] }
    let indentation = String(repeating: " ", count: start - lineStart)
    let line = "version: \(DeclarationReader.languageVersion)" + source.lineEnd + indentation
    return [Fix(.safe, "add the version", [context.edit(ByteSpan(start, start), line, in: context.tree)])]
  }

  private static func isBlockMapping(_ context: RuleContext) -> Bool {
    context.tree.root.map { context.tree.shape(of: $0) == .mapping && !context.tree.isFlow($0) } ?? false
  }
}
