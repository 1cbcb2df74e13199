import Diagnostics
import Language
import LibC
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let secretMalformed = Rule.error(
    "secret-malformed",
    summary: "A secret that cannot be a user name or a password",
    explanation: """
      A user name has at most 50, a password at most 200 UTF-16 code units, both are UTF-8, and neither has control
      characters. One line end at the end of a file does not belong to the value; a second line does, and is an error.

      The value itself is never shown.
      """,
    references: ["Kentico Xperience documentation, \"SMTP server properties\""],
    bad: [
      .secret("file: ↓/run/secrets/smtp", value: "first\nsecond\n"), .secret("env: ↓SMTP_PASSWORD", value: "a\u{0}b"),
      .secret("env: ↓SMTP_PASSWORD", .content([0xFF])),
      .secret("env: ↓SMTP_PASSWORD", value: String(repeating: "x", count: 201)),
    ],
    good: [.secret("env: SMTP_PASSWORD", value: String(repeating: "x", count: 200))],
    check: .secret { use, context in
      guard case .malformed(let form)? = use.problem else { return }
      let reason =
        switch form {
        case .secondLine: "it has a second line"
        case .controlCharacter: "it has a control character"
        case .notUTF8: "it is not UTF-8"
        case .tooLong(let limit): "it has more than \(limit) characters"
        }
      context.report(
        use, "what is in \(use.home(context)) cannot be \(use.isUsername ? "a user name" : "a password"): \(reason)",
        caption: reason, help: "the value must be exactly \(use.noun), with at most one line end after it in a file")
    })
}
