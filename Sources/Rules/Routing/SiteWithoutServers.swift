import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let siteWithoutServers = Rule.adjustable(
    .error, "site-without-servers",
    summary: "A site has no server",
    explanation: """
      The chain of a site consists of its default server, the servers it lists and the servers of `global`. Here there
      are none of these. The outcome in Kentico Xperience is `PermanentlyUnavailable`: mail of this site waits for ever
      without an error message.

      List a server in `servers`, or set a `defaultServer` in the site or in `global`. A site without a `defaultServer`
      inherits the one of `global`, unless it has `defaultServer: null`.
      """,
    references: [
      "Kentico Xperience documentation, \"SMTP servers\": assignment to sites",
      "Kentico Xperience documentation, \"Settings -> System -> Emails\"",
    ],
    bad: [
      """
      version: 1
      servers:
        relay:
          serverName: smtp.example.com
      global: {}
      sites:
        shop:
          servers: [relay]
        ↓blog: {}
      """,
      """
      version: 1
      servers:
        relay:
          serverName: smtp.example.com
      global:
        defaultServer: relay
      sites:
        ↓intranet:
          defaultServer: null
      """,
    ],
    good: [
      """
      version: 1
      servers:
        relay:
          serverName: smtp.example.com
        archive:
          deliveryMethod: PickupDirectory
          pickupDirectory: /var/spool/smtp/pickup
      global:
        defaultServer: relay
      sites:
        blog: {}
        intranet:
          defaultServer: null
          servers: [archive]
      """
    ],
    check: .scope(if: { $0.firstEnabledGlobalServers.isEmpty }) { scope, view, context in
      guard scope.isSite, !view.hasServer(scope), view.firstCandidates(of: scope).isEmpty else {
        return
      }
      let name = context.shown(scope.key)
      if case .none = scope.defaultServer, let inherited = view.globalDefault {
        context.report(
          at: scope.key, "site `\(name)` has no server: it does not inherit the default server and lists none",
          caption: "no server",
          labels: [context.label(inherited.place, "not inherited because of `defaultServer: null`")],
          help: "mail would be queued for ever (`PermanentlyUnavailable`): add a server to `servers`, or remove "
            + "`defaultServer: null` to inherit `\(context.shown(inherited.place))`")
      } else {
        context.report(
          at: scope.key, "site `\(name)` has no server, and `global` has none to inherit",
          caption: "no server",
          help: "mail would be queued for ever (`PermanentlyUnavailable`): add a server to `servers`, or set a "
            + "`defaultServer` here or in `global`")
      }
    })
}
