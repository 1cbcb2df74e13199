import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let yamlSyntax = Rule.error(
    "yaml-syntax",
    summary: "The file is not valid YAML",
    explanation: """
      The punctuation of the file is wrong, so it cannot be read and nothing else is checked. Common causes:

      - Indentation: the keys of one mapping begin in the same column, and only spaces indent.
      - A value that contains `: ` or ` #`, or begins with a character that is special in YAML (`*`, `&`, `!`, `%`, `@`,
        `|`, `>`, `[`, `{` or a backquote), needs quotes.
      - A quote, bracket or brace that is never closed is reported where it opens: the mistake is there, although it
        shows only at the end of the file.
      - In double quotes, a backslash begins an escape. Write Windows paths in single quotes or without quotes:
        `'C:\\mail\\pickup'`.
      - An alias `*name` repeats the value that an anchor `&name` marks further up.
      """,
    references: ["YAML 1.2.2, section 5.3, 5.7, 6.1, 7.1 and 7.3"],
    bad: syntaxExamples,
    good: [
      """
      x-common: &common
        priority: Low
      version: 1
      servers:
        relay:
          <<: *common
          serverName: "[2001:db8::25]:587"
          username: '@mailer'
        archive:
          deliveryMethod: PickupDirectory
          pickupDirectory: 'C:\\mail\\pickup'
      global:
        defaultServer: relay
        servers: [archive]
      """
    ],
    check: .problem)

  static func reportSyntax(_ problem: SyntaxProblem, _ context: RuleContext) {
    let isSecret = context.isSecret(problem.span)
    let error = SyntaxErrorContext(source: context.tree.source, offset: problem.span.start, isSecret: isSecret)
    // A second place that equals the first adds nothing.
    let second = problem.context.flatMap { $0.span.start == problem.span.start ? nil : $0 }
    let labels = second.map { [context.label($0.span, SyntaxErrorText.place($0.message))] } ?? []
    context.report(at: problem.span, SyntaxErrorText.wording(for: problem.kind, error), labels: labels)
  }

  static func reportUndefinedAlias(_ name: String, at span: ByteSpan, known: [String], _ context: RuleContext) {
    context.report(at: span, undefinedAlias(name, span, known: known, context))
  }

  private static func undefinedAlias(
    _ name: String, _ span: ByteSpan, known: [String], _ context: RuleContext
  ) -> DiagnosticText {
    let wording = DiagnosticText(
      "no value above is marked `\(context.isSecret(span) ? FileReport.mask : "&" + RuleContext.shortened(name))`",
      caption: "undefined alias",
      help:
        "`*name` repeats the value that `&name` marks further up; if the `*` is part of the value, write the value in "
        + "quotes"
    )
    // The text after a password's key may be the password, even if it was read as an alias or an anchor.
    guard !context.isSecret(span), let nearest = Suggestion.nearest(to: name, among: known),
      !context.isAnchorInSecret(nearest)
    else { return wording }
    return DiagnosticText(wording.message, caption: "did you mean `*\(nearest)`?", help: wording.help)
  }
}

// MARK: Examples

extension RuleCatalog {
  private static let syntaxExamples: [Rule.Example] = [
    // Indentation
    .server("  priority↓: High"),
    "version: 1\nservers:\n  relay:\n    serverName: smtp.example.com\n   ↓priority: High\n",
    "version: 1\nservers:\n↓\trelay:\n\t\tserverName: smtp.example.com\n",
    "version: 1\nservers:\n  relay:\n    serverName: smtp\n↓\t.example.com\n",
    "version:1\nservers↓:\n  relay:\n    serverName: smtp.example.com\n",
    "version = 1\nservers↓:\n  relay:\n    serverName: smtp.example.com\n",
    "  version: 1\n↓servers:\n  relay:\n    serverName: smtp.example.com\n",
    .global("servers:\n  - relay\n  ↓defaultServer: bulk"),
    .global("defaultServer: relay\n↓- bulk"),
    .global("servers: ↓- relay"),
    // Values that need quotes
    .server("username: mailer↓: primary"),
    .server("username: ↓@mailer"),
    .server("username: ↓`mailer`"),
    .server("username: ↓%MAILER%"),
    .server("username: {↓% mailer %}"),
    .server("username: \"mailer\" ↓primary"),
    .server("username: 'it'↓s me'"),
    .server("username: *↓@mailer"),
    .server("username: &↓ mailer"),
    .server("username: !<mailer↓\n"),
    .server("username: ↓!mail!er x"),
    .server("username: ↓, mailer"),
    .server("username: |↓mailer"),
    .server("username: ↓? mailer"),
    // Quotes and escapes
    .server("username: ↓\"mailer"),
    .server("username: ↓'mailer"),
    .server("username: \"corp↓\\mailer\""),
    .server("username: \"corp\\u↓sers\""),
    .server("username: \"corp\\u↓d800\""),
    // Brackets and braces
    "version: 1\nservers:\n  relay: ↓{ serverName: smtp.example.com\n",
    "version: 1\nservers:\n  relay: { serverName: smtp.example.com }\nglobal:\n  servers: ↓[relay\n# the end\n",
    .global("servers: [relay, bulk]↓]"),
    .global("servers: [relay\ndefaultServer↓: bulk"),
    .global("servers: [relay bulk↓}"),
    .global("servers: [relay, ↓, bulk]"),
    "version: 1\nservers:\n  relay: { serverName: smtp.example.com priority↓: High }\n",
    // Lines that are not YAML
    "version: 1\nservers:\n  relay:\n    serverName: smtp.example.com\nglobal\n↓sites:\n  shop:\n    servers: [relay]\n",
    "version: 1\n<<<<<<< HEAD\n↓servers:\n  relay:\n    serverName: smtp.example.com\n=======\n",
    "%YAML 1.2\n↓%YAML 1.2\n---\nversion: 1\n",
    "↓%YAML 2.0\n---\nversion: 1\n",
    "%if↓ production\nversion: 1\n",
    "x-text: |↓0\n text\nversion: 1\n",
    // Aliases
    .server("username: ↓*mailer"),
    "x-names:\n  mailer: &mailer smtp-user\nversion: 1\nservers:\n  relay:\n    serverName: smtp.example.com\n    username: ↓*maler\nglobal:\n  defaultServer: relay\n",
  ]
}
