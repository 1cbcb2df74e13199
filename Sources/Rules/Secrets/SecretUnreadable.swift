import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let secretUnreadable = Rule.error(
    "secret-unreadable",
    summary: "A file with a secret cannot be read",
    explanation: """
      The file exists, and the account that sends mail may not read it, or it is not a file: devices and pipes are not
      opened. A file with a user name or a password has at most 64 KiB.
      """,
    bad: [.secret("file: ↓/run/secrets/smtp", .unreadable(reason: "permission denied"))],
    good: [.secret("file: /run/secrets/smtp", value: "secret\n")],
    check: .secret { use, context in
      guard case .unreadable(let reason)? = use.problem else { return }
      context.report(
        use, "\(use.noun) cannot be read from \(use.home(context)): \(reason)", caption: "not readable",
        help: "let the account that sends mail read it")
    })
}
