import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let secretEmpty = Rule.error(
    "secret-empty",
    summary: "A variable or a file that has to contain a secret is empty",
    explanation: """
      There is nothing in it, or one line end only. CI servers pass an empty variable if a secret does not exist.
      """,
    bad: [.secret("env: ↓SMTP_PASSWORD", value: ""), .secret("file: ↓/run/secrets/smtp", value: "\r\n")],
    good: [.secret("file: /run/secrets/smtp", value: "secret\r\n")],
    check: .secret { use, context in
      guard case .empty? = use.problem else { return }
      context.report(
        use, "\(use.noun) is empty: there is nothing in \(use.home(context))", caption: "empty",
        help: "CI servers pass an empty value if a secret does not exist, or is not available to the step")
    })
}
