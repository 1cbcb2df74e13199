import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let siteWithoutServers = Rule.adjustable(
    .error, "site-without-servers",
    summary: "A site has no server at all",
    explanation: """
      The chain of a site is its default server, the servers it lists, and those of the global scope. Here all of these
      are empty: the product answers PermanentlyUnavailable, and the mail of this site waits for ever without an error
      text.

      Assign a server in `servers`, or give the site or the global scope a `defaultServer`. A site that names none itself
      takes the global one, unless it says `defaultServer: null`.
      """,
    references: ["The manual, \"SMTP servers\": assignment to sites", "The manual, \"Settings -> System -> Emails\""],
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
    check: .scope { view, context in
      guard view.scope.kind == .site, view.anyTwoServers.one == nil, view.firstCandidates.isEmpty else { return }
      let name = context.shown(view.scope.key)
      if case .none = view.scope.defaultServer, let inherited = view.configuration.globalDefault {
        context.report(
          at: view.scope.key, "site `\(name)` has no server: it refuses the global default and lists none",
          caption: "its mail would wait for ever",
          labels: [context.label(inherited.place, "not inherited because of `defaultServer: null`")],
          help: "PermanentlyUnavailable: list a server in `servers`, or remove `defaultServer: null` to inherit "
            + "`\(context.shown(inherited.place))`")
      } else {
        context.report(
          at: view.scope.key, "site `\(name)` has no server, and there is no global one to inherit",
          caption: "its mail would wait for ever",
          help: "PermanentlyUnavailable: list a server in the site's `servers`, or name a `defaultServer` here or in "
            + "`global`")
      }
    })
}
