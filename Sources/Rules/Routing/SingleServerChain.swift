import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let singleServerChain = Rule.adjustable(
    .info, "single-server-chain",
    summary: "A site with a single server",
    explanation: """
      A mail takes the first server of its site's chain that is idle. With one server in the chain there is no other to
      take: while it is busy every mail of the site waits (TemporarilyUnavailable), and when it is down nothing takes
      over.

      Assign a second server to the site, or list one in `global`, where every site gets it. Where one is enough, allow
      this rule.
      """,
    references: ["The manual, \"SMTP servers\": failover"],
    bad: [
      """
      version: 1
      servers:
        relay:
          serverName: smtp.example.com
        old:
          serverName: old.example.com
          enabled: false
      global:
        defaultServer: relay
      sites:
        ↓blog: {}
        ↓shop:
          servers: [relay, old]
      """,
      """
      version: 1
      servers:
        relay:
          serverName: smtp.example.com
        bulk:
          serverName: bulk.example.com
      global:
        servers: [relay]
      sites:
        ↓blog: {}
        shop:
          servers: [bulk]
        ↓intranet:
          defaultServer: relay
      """,
    ],
    good: [
      """
      version: 1
      servers:
        relay:
          serverName: smtp.example.com
        bulk:
          serverName: bulk.example.com
      global:
        defaultServer: relay
        servers: [bulk]
      sites:
        shop: {}
      """
    ],
    check: .scope { view, context in
      guard view.scope.kind == .site else { return }
      let (one, other) = view.anyTwoServers
      guard let only = one, other == nil, view.configuration.isEnabled[only] == true else { return }
      let name = context.shown(view.configuration.declared.servers[only].id)
      let labels = view.place(of: only).map { [context.labelAtUse($0, "the only server of its chain")] } ?? []
      context.report(
        at: view.scope.key,
        "site `\(context.shown(view.scope.key))` has one server only: nothing takes over from `\(name)`",
        caption: "no failover", labels: labels,
        help: "assign a second server here, or list one in `global`, where every site gets it")
    })
}
