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
    _ missing: [MappingSpec.Requirement], at place: MissingPlace, in mapping: MappingSpec, _ context: RuleContext
  ) {
    let wording = wording(missing, place, mapping, context)
    switch place {
    case .at(let place):
      context.report(at: place, wording, fixes: versionLine(missing, before: place, mapping, context))
    case .documentMarker: context.report(at: context.tree.documentMarker ?? context.startOfText, wording)
    }
  }

  private static func wording(
    _ missing: [MappingSpec.Requirement], _ place: MissingPlace, _ mapping: MappingSpec, _ context: RuleContext
  ) -> DiagnosticText {
    let keys = missing.map(\.message).joined(separator: ", and ")
    switch (mapping, place) {
    case (.server, .at(let id)):
      return DiagnosticText(
        "server `\(context.shown(id))` has no \(keys)", caption: "\(keys) is missing", help: missing.first?.help)
    case (.root, _):
      return DiagnosticText(
        "the file is missing \(keys)", caption: missing.count == 1 ? "a key is missing" : "keys are missing",
        help: missing.count == 1 ? missing[0].help : leastFile)
    default:
      return DiagnosticText(
        "\(mapping.noun) needs \(keys)", caption: missing.count == 1 ? "a key is missing" : "keys are missing",
        help: missing.map(\.help).joined(separator: "; "))
    }
  }

  private static let leastFile =
    "a minimal file has `version: 1`, one server under `servers`, and `global` or `sites`"

  /// A line `version: 1` before the first key, if that key begins a line and nothing else is missing.
  private static func versionLine(
    _ missing: [MappingSpec.Requirement], before key: NodeUse, _ mapping: MappingSpec, _ context: RuleContext
  ) -> [Fix] {
    let tree = context.tree(of: key)
    let source = tree.source
    let start = tree.span(of: key.node).start
    guard mapping == .root, missing.map(\.names) == [RootKey.version.name], key.use == nil, start < source.bytes.count
    else { return [] }
    let lineStart = source.bytes[..<start].lastIndex { $0 != UInt8(ascii: " ") }.map { $0 + 1 } ?? 0
    guard source.isLineStart(lineStart), isBlockMapping(tree) else { return [] }
    let indentation = String(repeating: " ", count: start - lineStart)
    let line = "version: \(languageVersion)" + source.lineEnd + indentation
    return [Fix(.safe, "add the version", [context.edit(ByteSpan(start, start), line, in: tree)])]
  }

  private static func isBlockMapping(_ tree: YAMLTree) -> Bool {
    tree.root.map { tree.shape(of: $0) == .mapping && !tree.isFlow($0) } ?? false
  }
}
