import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let passwordWithoutUsername = Rule.error(
    "password-without-username",
    summary: "A password without a user name",
    explanation: """
      The product logs in as the user that `username` names. Without one it ignores the password and sends anonymously:
      a server that wants a login refuses the mail, and one that does not is used without anybody noticing that the
      credentials are not in force.

      Name the user, or remove the password.
      """,
    references: ["The manual, \"SMTP server properties\": user name, password", "RFC 4954"],
    bad: [
      """
      version: 1
      servers:
        relay:
          serverName: smtp.example.com:587
          useSSL: true
          ↓password: { env: RELAY_PASSWORD }
      global:
        defaultServer: relay
      """
    ],
    good: [
      """
      version: 1
      servers:
        relay:
          serverName: smtp.example.com:587
          useSSL: true
          username: mailer
          password: { env: RELAY_PASSWORD }
      global:
        defaultServer: relay
      """
    ],
    check: .server { server, context in
      guard server.method == .network, let password = server.password, password.content != nil else { return }
      guard server.lacks(.username) else { return }
      context.report(
        at: password.key, "a password without `username` is ignored: this server would be used without logging in",
        caption: "whose password?",
        help: "add `username:` to \(context.name(of: server)), or remove the password if it asks for no login")
    })
}
