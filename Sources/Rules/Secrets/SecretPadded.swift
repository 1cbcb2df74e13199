import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let secretPadded = Rule.adjustable(
    .warning, "secret-padded",
    summary: "A secret begins or ends with a blank",
    explanation: """
      A blank at either end of a user name or a password is hardly ever meant: it was copied with the value.
      """,
    bad: [.secret("env: ↓SMTP_PASSWORD", value: "secret ")],
    good: [.secret("env: SMTP_PASSWORD", value: "two words")],
    check: .secret { use, context in
      guard case .padded? = use.problem else { return }
      context.report(
        use, "\(use.noun) in \(use.home(context)) begins or ends with a blank", caption: "a blank at an end",
        help: "remove the blank, or suppress the rule if it belongs to \(use.noun)")
    })
}
