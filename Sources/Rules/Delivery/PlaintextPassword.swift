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
      Whoever can read this file, its backups or its history in version control can send mail in your name. A password
      that has once been committed stays in the history: change it after taking it out of the file.

      Write where the password is kept instead: `password: { env: NAME }` for an environment variable,
      `password: { file: /path }` for a file with the password in it, as container platforms mount them, or
      `password: { credential: NAME }` for a credential that systemd gives to the unit. The routing table then carries the
      name and never the password.

      Where the rule is allowed, the routing table holds the password in clear and is written for its owner alone.
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
        caption: "readable by everyone who has this file",
        help:
          "name the place in \(context.name(of: server)), as in `password: { env: NAME }`, and change the password if the "
          + "file was ever shared")
    })
}
