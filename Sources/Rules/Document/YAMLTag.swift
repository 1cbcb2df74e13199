import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let yamlTag = Rule.error(
    "yaml-tag",
    summary: "A tag that is not of YAML's core schema",
    explanation: """
      A tag says what a value is: `!!str 25` is a string. This language knows the tags of the core schema alone:
      `!!str`, `!!int`, `!!float`, `!!bool`, `!!null`, `!!seq`, `!!map`, and a lone `!`, which makes a string.

      Other programs add tags of their own, such as `!env`, `!vault` or `!Ref`, and replace the value when they read the
      file. Here nothing would be replaced, and the text behind the tag would be taken as it is; so such a tag is an
      error. A value that merely begins with `!` needs quotes.
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
      at: span, "the tag `\(context.shown(span))` is not known here", caption: "remove it",
      help: help(text, isSecret: context.isSecret(span), isAlone: context.tree.contentSpan(of: node).isEmpty))
  }

  private static func help(_ tag: String, isSecret: Bool, isAlone: Bool) -> String {
    // What is behind a password's key may be the password: no advice that depends on what it is.
    if isSecret {
      return
        "a password kept elsewhere is written `{ env: NAME }` or `{ file: PATH }`; a text that begins with `!` needs quotes"
    }
    if tag == "!!merge" { return "a plain `<<` merges without any tag" }
    if tag.hasPrefix("!!") || tag.hasPrefix("!<") {
      return
        "known are `!!str`, `!!int`, `!!float`, `!!bool`, `!!null`, `!!seq` and `!!map`; nothing in this language needs one"
    }
    if isAlone { return "if the `!` belongs to the text, write the text in quotes" }
    return "tags of other programs replace nothing here: write the value itself; if the `!` belongs to it, in quotes"
  }
}
