import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let secretPlaceholder = Rule.adjustable(
    .error, "secret-placeholder",
    summary: "A secret is a reference that nobody resolved",
    explanation: """
      The whole value has the form of a reference of another tool, such as `$(NAME)` of Azure Pipelines, `#{NAME}` of Octopus
      Deploy, `@Microsoft.KeyVault(…)`, or a value that SOPS has encrypted. Most often the step that should have replaced it
      did not run.
      """,
    bad: [
      .secret("env: ↓SMTP_PASSWORD", value: "$(SMTP_PASSWORD)"),
      .secret("env: ↓SMTP_PASSWORD", value: "#{SmtpPassword}"),
      .secret("env: ↓SMTP_PASSWORD", value: "@Microsoft.KeyVault(SecretUri=https://v.example/s)"),
      .secret("file: ↓/run/secrets/smtp", value: "ENC[AES256_GCM,data:x]\n"),
      .secret("env: ↓SMTP_PASSWORD", value: "vault:secret/data/smtp#password"),
    ],
    good: [.secret("env: SMTP_PASSWORD", value: "pa$(x)ss")],
    check: .secret { use, context in
      guard case .placeholder(let kind)? = use.problem else { return }
      context.report(
        use, "\(use.noun) in \(use.home(context)) is a reference of \(kind) that nobody resolved",
        caption: "not the value itself", help: "run the step that replaces it before smtpconf")
    })
}
