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
      Kentico Xperience logs in as the user named by `username`. If there is none, it ignores the password and sends
      without login: a server that requires login rejects the mail, and any other server accepts it, so nobody notices
      that the credentials are not used.

      Add the user name, or remove the password.
      """,
    references: ["Kentico Xperience documentation, \"SMTP server properties\": user name, password", "RFC 4954"],
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
        at: password.key, "`password` without `username` is ignored; mail would be sent without login",
        caption: "`username` is missing",
        help:
          "add `username:` to \(context.name(of: server)), or remove the password if the server does not require login")
    })
}
