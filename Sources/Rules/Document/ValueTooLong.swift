import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let valueTooLong = Rule.error(
    "value-too-long",
    summary: "A value is longer than the database field for it",
    explanation: """
      Kentico Xperience stores each property in a database field of fixed length: 200 for a server name and a password,
      50 for a user name, 450 for a pickup directory. A longer value would be rejected or truncated.

      Lengths are counted as the database counts them, in UTF-16 code units: a letter is one, an emoji two.
      """,
    references: ["Kentico Xperience documentation, \"SMTP server properties\": the fields of an SMTP server"],
    bad: [
      .server("username: ↓\(String(repeating: "m", count: 51))\npassword: { env: SMTP_PASSWORD }"),
      .server("username: ↓\(String(repeating: "📬", count: 26))\npassword: { env: SMTP_PASSWORD }"),
      .server("username: mailer\npassword: ↓\(String(repeating: "p", count: 201))"),
      .serverName("↓\(String(repeating: "smtp.", count: 40))example.com"),
    ],
    good: [.server("username: \(String(repeating: "m", count: 50))\npassword: { env: SMTP_PASSWORD }")],
    check: .problem)

  static func reportValueTooLong(_ place: NodeUse, _ key: KeySpec, length: Int, limit: Int, _ context: RuleContext) {
    let isASCII = context.tree(of: place).withText(of: place.node, \.isASCII)
    let counting = isASCII ? "" : "; UTF-16 code units are counted, and an emoji is two"
    context.report(
      at: place, "`\(key.name)` is \(length) characters long; the limit is \(limit)",
      caption: "\(length - limit) too many",
      help: "shorten it: the database field of Kentico Xperience holds \(limit) characters" + counting)
  }
}
