import Diagnostics
import Language
import Linting
import Routing

extension EngineRules {
  static let targetSiteWithoutDomains = Rule.adjustable(
    .error, "target-site-without-domains",
    summary: "Postfix could not tell which mail belongs to a site",
    explanation: """
      Postfix sees an envelope, not a site: it knows the mail of a site by the domain of the sender, which the site lists in
      `senderDomains`. A site without any, whose chain is not that of `global`, would get the chain of `global`.

      List its sender domains, or remove its own servers if `global` is right for it.
      """,
    references: ["RFC 5321, section 4.1.1.2: the envelope sender"],
    bad: [
      Rule.Example(
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
          ↓shop:
            defaultServer: bulk
          corporate:
        """, engine: .postfix)
    ],
    good: [
      Rule.Example(
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
          shop:
            defaultServer: bulk
            senderDomains: [shop.example]
          corporate:
        """, engine: .postfix)
    ],
    check: .engine { input, context in
      guard input.engine.isPostfix, let routing = EngineView(input.view) else { return }
      let known = Set(input.view.declared.senderDomains.map(\.site))
      var global: [Int] = []
      routing.table.forEachChain { place, servers in
        guard let place else {
          global = servers
          return
        }
        guard !known.contains(place), servers != global else { return }
        let site = input.view.declared.sites[place]
        context.report(
          at: site.key, "site `\(context.shown(site.key))` has servers of its own, and no sender domains",
          caption: "\(input.engine.title) would use the chain of `global`",
          help: "list the domains that it sends from: `senderDomains: [\(context.shown(site.key)).example]`")
      }
    })
}
