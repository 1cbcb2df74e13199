import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let plaintextPassword = Rule.adjustable(
    .error, "plaintext-password",
    summary: "A password is written in the file",
    explanation: """
      Anyone who can read this file, its backups or its version history can send mail in your name. A password that was
      ever committed stays in the history: remove it from the file, then change it.

      Write where the password is kept instead: `password: { env: NAME }` for an environment variable,
      `password: { file: /path }` for a file that contains the password, as container platforms mount them, or
      `password: { credential: NAME }` for a systemd credential of the unit. The routing table then contains the name,
      never the password.

      If you suppress this rule, the routing table contains the password in plain text and is readable by its owner
      only.
      """,
    references: ["CWE-256", "CWE-798"],
    bad: [
      """
      version: 1
      servers:
        relay:
          serverName: smtp.example.com:587
          useSSL: true
          username: mailer
          password: ↓correct-horse
      global:
        defaultServer: relay
      """,
      """
      version: 1
      servers:
        relay:
          serverName: smtp.example.com
        retired:
          serverName: old.example.com
          enabled: false
          username: mailer
          password: ↓"correct horse"
      global:
        defaultServer: relay
      """,
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
        backup:
          serverName: backup.example.com:587
          useSSL: true
          username: mailer
          password: { file: /run/secrets/backup }
      global:
        servers: [relay, backup]
      """
    ],
    check: .server { server, context in
      guard let password = server.password, case .literal? = password.content else { return }
      context.report(
        at: password.value,
        "the password is written in the file: keep it elsewhere, with \(MappingSpec.reference.forms.listed())",
        caption: "readable by anyone who has this file",
        help:
          "in \(context.name(of: server)), write for example `password: { env: NAME }`; change the password if the "
          + "file was ever shared")
    })
}
