import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let secretMissing = Rule.error(
    "secret-missing",
    summary: "The variable or the file for a secret does not exist",
    explanation: """
      The configuration says where a user name or a password is kept, and it is not there: the platform could not log in.
      `--require-secrets` looks on the machine that runs smtpconf, for the servers that are in a chain.

      In Azure Pipelines a secret variable reaches a step only if it is mapped there; in GitHub Actions a secret is passed
      to a step by its `env`.
      """,
    references: ["systemd.exec(5): `LoadCredential=`"],
    bad: [
      .secret("env: ↓SMTP_PASSWORD", .missing(nearest: nil)),
      .secret("env: ↓SMTP_PASSWROD", .missing(nearest: "SMTP_PASSWORD")),
      .secret("file: ↓/run/secrets/smtp", .missing(nearest: nil)),
    ],
    good: [.secret("env: SMTP_PASSWORD", value: "secret")],
    check: .secret { use, context in
      guard case .missing(let nearest)? = use.problem else { return }
      let isVariable = if case .environment = use.reference { true } else { false }
      context.report(
        use, "\(use.noun) is not there: \(use.home(context)) \(isVariable ? "is not set" : "does not exist")",
        caption: nearest.map { "did you mean `\(RuleContext.shortened($0))`?" }
          ?? (isVariable ? "not set" : "not found"),
        help: help(use, context))
    })

  private static func help(_ use: SecretUse, _ context: RuleContext) -> String {
    guard case .environment(let name) = use.reference else {
      return "provide it on this machine before the configuration is used"
    }
    return switch context.ciServer {
    case .azure?:
      "a secret variable of Azure Pipelines reaches a step only if it is mapped: `env: { \(name): $(\(name)) }`"
    case .github?: "pass it to the step: `env: { \(name): ${{ secrets.\(name) }} }`"
    case nil: "set it for the process that runs smtpconf"
    }
  }
}
