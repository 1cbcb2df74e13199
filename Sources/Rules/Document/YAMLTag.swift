import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let yamlTag = Rule.error(
    "yaml-tag",
    summary: "A tag that is not in YAML's core schema",
    explanation: """
      A tag sets the type of a value: `!!str 25` is a string. smtpconf knows the tags of the core schema only: `!!str`,
      `!!int`, `!!float`, `!!bool`, `!!null`, `!!seq`, `!!map`, and `!` alone, which makes a string.

      Other programs add their own tags, such as `!env`, `!vault` or `!Ref`, and replace the value when they read the
      file. Here nothing would be replaced and the text after the tag would be used as it is, so such a tag is an error.
      A value that only begins with `!` needs quotes.
      """,
    references: ["YAML 1.2.2, section 6.9.1 and 10.3"],
    bad: [
      .server("username: mailer\npassword: ↓!env SMTP_PASSWORD"),
      .server("username: ↓!Ref MailerName"),
      .server("username: ↓!mailer"),
      .server("priority: ↓!!timestamp 2024-01-01"),
      .global("defaultServer: relay\nservers: ↓!!set { bulk }"),
      """
      x-common: &common
        useSSL: false
      version: 1
      servers:
        relay:
          ↓!!merge <<: *common
          serverName: smtp.example.com
      global:
        defaultServer: relay
      """,
    ],
    good: [
      .server("username: mailer\npassword: { env: SMTP_PASSWORD }"),
      .server("username: !!str 0123\npassword: { file: /run/secrets/smtp }"),
    ],
    check: .problem)

  static func reportUnknownTag(_ text: String, at span: ByteSpan, of node: NodeID, _ context: RuleContext) {
    context.report(
      at: span, "unknown tag `\(context.shown(span))`", caption: "remove it",
      help: help(text, isSecret: context.isSecret(span), isAlone: context.tree.contentSpan(of: node).isEmpty))
  }

  private static func help(_ tag: String, isSecret: Bool, isAlone: Bool) -> String {
    // What follows a password's key may be the password, so the advice does not depend on it.
    if isSecret {
      return
        "a password kept elsewhere is written `{ env: NAME }` or `{ file: PATH }`; a value that begins with `!` needs "
        + "quotes"
    }
    if tag == "!!merge" { return "`<<` merges without a tag" }
    if tag.hasPrefix("!!") || tag.hasPrefix("!<") {
      return
        "known tags are `!!str`, `!!int`, `!!float`, `!!bool`, `!!null`, `!!seq` and `!!map`; a configuration needs "
        + "none"
    }
    if isAlone { return "if the `!` is part of the value, write the value in quotes" }
    return "tags of other programs have no effect here: write the value itself, in quotes if the `!` is part of it"
  }
}
