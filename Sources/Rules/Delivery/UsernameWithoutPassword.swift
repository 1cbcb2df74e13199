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
      If a server has a user name, Kentico Xperience logs in, in this case with an empty password. Hardly any server
      accepts that, so the login fails and no mail is sent.

      Set the password with `password: { env: NAME }` or `password: { file: /path }`. If the server does not require
      login, remove `username`. If the account really has an empty password, suppress this rule with a comment.
      """,
    references: ["Kentico Xperience documentation, \"SMTP server properties\": user name, password", "RFC 4954"],
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
        caption: "`password` is missing",
        help: "add `password: { env: NAME }` or `password: { file: /path }` to \(context.name(of: server)); remove the "
          + "user name if the server does not require login")
    })
}
