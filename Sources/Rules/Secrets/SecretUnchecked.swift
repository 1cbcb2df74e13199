import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let secretUnchecked = Rule.adjustable(
    .info, "secret-unchecked",
    summary: "A secret that cannot be checked on this machine",
    explanation: """
      A file of Windows exists only there, and a credential only for the unit that systemd starts. Run `check
      --require-secrets` where mail is sent from.
      """,
    references: ["systemd.exec(5): `LoadCredential=`"],
    bad: [.secret("credential: ↓smtp-password", .unchecked(reason: "`$CREDENTIALS_DIRECTORY` is not set"))],
    good: [.secret("credential: smtp-password", value: "secret")],
    check: .secret { use, context in
      guard case .unchecked(let reason)? = use.problem else { return }
      context.report(
        use, "\(use.home(context)) cannot be checked here: \(reason)", caption: "not checked",
        help: "run the check on the machine that sends mail")
    })
}
