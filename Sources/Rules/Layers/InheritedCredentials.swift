import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let inheritedCredentials = Rule.adjustable(
    .warning, "inherited-credentials",
    summary: "A server gets another host, and keeps the login for the one below",
    explanation: """
      A file that gives a server another host, and not another user name and password, sends those of the extended file to
      the new host. They were written for another one. Kentico Xperience has the same trap: a site that overrides only the
      server sends the global password to it.

      Write `username` and `password` as well, remove them with `remove: [username, password]`, or suppress the rule with
      the reason why both hosts accept the same login. Another port of the same host is not reported.
      """,
    bad: [
      Rule.Example(
        "version: 1\nextends: production.smtp.yaml\nservers:\n  primary:\n    serverName: ↓smtp-eu.example.com:587\n",
        files: production)
    ],
    good: [
      Rule.Example(
        """
        version: 1
        extends: production.smtp.yaml
        servers:
          primary:
            serverName: smtp-eu.example.com:587
            username: mailer-eu
            password: { env: EU_PASSWORD }
        """, files: production),
      Rule.Example(
        "version: 1\nextends: production.smtp.yaml\nservers:\n  primary:\n    serverName: smtp.example.com:2587\n",
        files: production),
    ],
    check: .problem)

  static func reportInheritedCredentials(
    _ place: NodeUse, _ server: ServerDeclaration, credential: NodeUse, isPassword: Bool, _ context: RuleContext
  ) {
    let noun = isPassword ? "password" : "user name"
    context.report(
      at: place, "\(context.name(of: server)) gets another host, and keeps the \(noun) for the one below",
      caption: "the \(noun) is sent to this host",
      labels: [context.label(credential, "the \(noun) was written for another host")],
      help: "write `username` and `password` for this host, or `remove: [username, password]`")
  }
}
