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
      let router = Router(routing.table)
      let known = Set(router.senderDomains.values)
      let isGlobal = router.chains.map { $0.ids == router.globalChain.ids }
      for (site, name) in zip(routing.sites, router.siteNames) where !known.contains(name) {
        guard let chain = router.chainIndex(of: .site(name)), !isGlobal[chain] else { continue }
        context.report(
          at: site.key, "site `\(context.shown(site.key))` has servers of its own, and no sender domains",
          caption: "\(input.engine.title) would use the chain of `global`",
          help: "list the domains that it sends from: `senderDomains: [\(name).example]`")
      }
    })
}
