import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let usernameWithoutPassword = Rule.adjustable(
    .warning, "username-without-password",
    summary: "A user name without a password",
    explanation: """
      As soon as a server has a user name, the product logs in, here with an empty password. Hardly any server accepts
      that, and one that refuses the login gets no mail.

      Say where the password is, with `password: { env: NAME }` or `password: { file: /path }`. If the server asks for
      no login, remove `username`. An account whose password really is empty can be allowed by a comment.
      """,
    references: ["The manual, \"SMTP server properties\": user name, password", "RFC 4954"],
    bad: [
      """
      version: 1
      servers:
        relay:
          serverName: smtp.example.com:587
          useSSL: true
          ↓username: mailer
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
          password: { file: /run/secrets/relay }
      global:
        defaultServer: relay
      """
    ],
    check: .server { server, context in
      guard server.method == .network, let username = server.username, username.content != nil else { return }
      guard server.lacks(.password) else { return }
      context.report(
        at: username.key, "\(context.user(username)) has no password, so it would log in with an empty one",
        caption: "no `password` beside it",
        help: "add `password: { env: NAME }` or `password: { file: /path }` to \(context.name(of: server)); remove the "
          + "user name if it asks for no login")
    })
}
