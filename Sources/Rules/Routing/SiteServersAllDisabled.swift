import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let siteServersAllDisabled = Rule.adjustable(
    .error, "site-servers-all-disabled",
    summary: "A site has servers, but all are disabled",
    explanation: """
      Disabled servers are skipped, so the chain of this site is empty. The outcome in Kentico Xperience is
      `PermanentlyUnavailable`: mail waits for ever without an error message. The finding names every disabled server;
      enable one, or add another server.
      """,
    references: ["Kentico Xperience documentation, \"SMTP servers\": disabled servers are not used"],
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
        ↓shop:
          defaultServer: null
          servers: [old]
      """,
      """
      version: 1
      servers:
        relay:
          serverName: smtp.example.com
          enabled: false
        old:
          serverName: old.example.com
          enabled: false
      global:
        defaultServer: relay
        servers: [old]
      sites:
        ↓shop:
          servers: [old]
      """,
    ],
    good: [
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
        shop:
          defaultServer: null
          servers: [old, relay]
      """
    ],
    check: .scope(if: { $0.firstEnabledGlobalServers.isEmpty }) { scope, view, context in
      guard scope.isSite, !view.hasServer(scope) else { return }
      let servers = view.firstCandidates(of: scope).map { view.declared.servers[$0] }
      guard let only = servers.first else { return }
      let name = context.shown(scope.key)
      let message =
        servers.count == 1
        ? "`\(context.shown(only.id))`, the only server of site `\(name)`, is disabled"
        : "all servers of site `\(name)` are disabled: \(context.listed(servers, "and"))"
      context.report(
        at: scope.key, message, caption: "no enabled server", labels: context.disabledLabels(servers),
        help:
          "mail would be queued for ever (`PermanentlyUnavailable`): enable \(context.listed(servers)), or add an "
          + "enabled server")
    })
}
