import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let unusedServer = Rule.adjustable(
    .warning, "unused-server",
    summary: "An enabled server that no scope uses",
    explanation: """
      A server takes part in routing only where a scope names it, as its `defaultServer` or in its `servers`. This one
      is enabled, but neither the global scope nor any site names it: no mail will ever go through it, and where it was
      meant as a reserve there is none.

      Assign it, remove it, or say with `enabled: false` that it is kept for later.
      """,
    references: ["The manual, \"SMTP servers\": assignment to sites"],
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
      var isUsed = [Bool](repeating: false, count: declared.servers.count)
      for assignment in declared.assignments { isUsed[assignment.server] = true }
      if let inherited = view.globalDefault { isUsed[inherited.server] = true }
      for site in declared.sites {
        if case .server(let server, _) = site.defaultServer { isUsed[server] = true }
      }
      for (index, server) in declared.servers.enumerated() where !isUsed[index] && view.isEnabled[index] == true {
        context.report(
          at: server.id, "server `\(context.shown(server.id))` is enabled, but no scope uses it",
          caption: "gets no mail",
          help: "name it in `defaultServer` or `servers` of `global` or a site; say `enabled: false` if it is kept for "
            + "later")
      }
    })
}
