import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let unexpandedVariable = Rule.adjustable(
    .error, "unexpanded-variable", fixable: true,
    summary: "A variable that is not expanded",
    explanation: """
      Neither YAML nor smtpconf expands variables: `username: ${SES_USER}` would log in as `${SES_USER}`, the server
      would reject the login and no mail would be sent.

      User names and passwords are read by the program that sends mail: name the environment variable, the file or the
      systemd credential that contains them, with `{ env: NAME }`, `{ file: PATH }` or `{ credential: NAME }`. Server
      names and folders are part of the routing: write them out, or fill in the variables before smtpconf reads the
      file.

      In user names and passwords, a value is reported only if it is one variable and nothing else, because a password
      may contain anything. In server names and folders, a variable is reported anywhere, but `$NAME` and `__NAME__`
      only as the whole value, because `mail$drop` and `C$` are valid share names. If a value is meant literally,
      suppress the rule.
      """,
    references: [
      "Compose specification, \"Interpolation\"", "Azure Pipelines, \"Define variables\"",
      "GitHub Actions, \"Evaluate expressions\"", "Octopus Deploy, \"Variable substitutions\"",
    ],
    bad: [
      .server("useSSL: true\nusername: ↓${SES_USER}\npassword: ↓${SES_PASSWORD}"),
      .server("useSSL: true\nusername: ↓$(SesUser)\npassword: ↓$SES_PASSWORD"),
      .server("useSSL: true\nusername: ↓${{ secrets.SES_USER }}\npassword: ↓'#{SesPassword}'"),
      .server("useSSL: true\nusername: ↓\"{{ ses_user }}\"\npassword: ↓'%SES_PASSWORD%'"),
      .server("useSSL: true\nusername: ↓__SES_USER__\npassword: ↓\"#{SES_PASSWORD}#\""),
      .server("useSSL: true\nusername: ↓${SES_USER:-mailer}\npassword: { env: SES_PASSWORD }"),
      .serverName("↓smtp.${REGION}.example.com:587"),
      .serverName("↓$SMTP_HOST"),
      .serverName("↓\"{{ smtp_host }}:25\""),
      """
      version: 1
      servers:
        archive:
          deliveryMethod: PickupDirectory
          pickupDirectory: ↓/srv/%COMPUTERNAME%/pickup
        other:
          deliveryMethod: PickupDirectory
          pickupDirectory: ↓$(Build.StagingDirectory)
      global:
        servers: [archive, other]
      """,
    ],
    good: [
      .server("useSSL: true\nusername: { env: SES_USER }\npassword: { file: /run/secrets/ses }"),
      .server("useSSL: true\nusername: { credential: ses.user }\npassword: { credential: ses.password }"),
      """
      version: 1
      servers:
        share:
          deliveryMethod: PickupDirectory
          pickupDirectory: \\\\server\\mail$drop
      global:
        servers: [share]
      """,
    ],
    check: .problem)

  static func reportUnexpandedVariable(
    _ place: NodeUse, key: ServerKey, _ variable: VariableReference, _ context: RuleContext
  ) {
    context.report(
      at: place,
      "`\(key.name)` contains a variable in the syntax of \(variable.syntax.rawValue), which is not expanded",
      caption: "used literally", help: help(key), fixes: fixes(variable, key, place, context))
  }

  private static func help(_ key: ServerKey) -> String {
    switch key {
    case .username, .password:
      "write \(MappingSpec.reference.forms.listed()); the program that sends mail looks up the value"
    default: "write the value out, or fill in the variable before smtpconf reads the file"
    }
  }

  /// A reference to the environment variable of that name, which was probably meant. A password may be `$ecret`, so the
  /// name is shown only if the syntax leaves no doubt or the name is in upper case.
  private static func fixes(
    _ variable: VariableReference, _ key: ServerKey, _ place: NodeUse, _ context: RuleContext
  ) -> [Fix] {
    guard key == .username || key == .password, let name = variable.name else { return [] }
    let isDoubtful = variable.syntax == .shell || variable.syntax == .replaceTokens
    if key == .password, isDoubtful, name != name.uppercased() { return [] }
    return context.replacement(.unsafe, of: place, with: "{ env: \(name) }", "write `{ env: \(name) }`")
  }
}
