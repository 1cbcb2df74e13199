import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let singleServerChain = Rule.adjustable(
    .info, "single-server-chain",
    summary: "A site with only one server",
    explanation: """
      Each message goes to the first idle server in its site's chain. If the chain has only one server, all mail of the
      site waits while that server is busy (`TemporarilyUnavailable`), and there is no failover if it is down.

      Add a second server to the site, or list one in `global`, where every site gets it. If one server is enough,
      suppress this rule.
      """,
    references: ["Kentico Xperience documentation, \"SMTP servers\": failover"],
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
    check: .scope(if: { $0.firstEnabledGlobalServers.count < 2 }) { scope, view, context in
      guard scope.isSite else { return }
      let (one, other) = view.anyTwoServers(of: scope)
      guard let only = one, other == nil, view.isEnabled[only] == true else { return }
      let place = view.place(of: only, in: scope)
      // One server for all sites is a decision, such as a trap in staging.
      if let place, view.declared.isChoiceForEverySite(place) { return }
      let name = context.shown(view.declared.servers[only].id)
      let labels =
        place.map { [context.labelAtUse($0, "the only server in its chain")] } ?? []
      context.report(
        at: scope.key,
        "site `\(context.shown(scope.key))` has only one server (`\(name)`) and no failover",
        caption: "one server", labels: labels,
        help: "add a second server here, or list one in `global`, where every site gets it")
    })
}
