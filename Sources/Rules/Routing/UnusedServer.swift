import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let unusedServer = Rule.adjustable(
    .warning, "unused-server",
    summary: "An enabled server that neither a site nor `global` uses",
    explanation: """
      A server is used only if a site or `global` names it, as `defaultServer` or in `servers`. This server is enabled,
      but nothing names it: no mail will ever go through it, and if it was meant as a spare, there is no spare.

      Name it in a site or in `global`, remove it, or set `enabled: false` to keep it for later.
      """,
    references: ["Kentico Xperience documentation, \"SMTP servers\": assignment to sites"],
    bad: [
      """
      version: 1
      servers:
        relay:
          serverName: smtp.example.com
        ↓spare:
          serverName: spare.example.com
      global:
        defaultServer: relay
      """
    ],
    good: [
      """
      version: 1
      servers:
        relay:
          serverName: smtp.example.com
        spare:
          serverName: spare.example.com
        old:
          serverName: old.example.com
          enabled: false
      global:
        defaultServer: relay
        servers: [spare]
      """
    ],
    check: .configuration { view, context in
      let declared = view.declared
      guard declared.knowsServers, declared.knowsAllScopes else { return }
      let isUsed = view.namedServers
      for (index, server) in declared.servers.enumerated() where !isUsed[index] && view.isEnabled[index] == true {
        context.report(
          at: server.id, "server `\(context.shown(server.id))` is enabled, but no site uses it, nor does `global`",
          caption: "gets no mail",
          help:
            "name it in `defaultServer` or `servers` of a site or `global`, or set `enabled: false` to keep it for "
            + "later"
        )
      }
    })
}
