import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let globalWithoutServers = Rule.adjustable(
    .warning, "global-without-servers",
    summary: "Mail that belongs to no site has no server",
    explanation: """
      Mail that belongs to no site, such as password resets of the administration and notices of the scheduler, uses the
      chain of `global`. If that chain is empty, because `global` is missing, names no server or names only disabled
      ones, the outcome in Kentico Xperience is `PermanentlyUnavailable`: such mail waits for ever without an error
      message, even if every site has servers.

      Give `global` a `defaultServer`, or list a server there. Sites without a default server of their own inherit the
      one of `global`.
      """,
    references: ["Kentico Xperience documentation, \"Settings -> System -> Emails\", for (global)"],
    bad: [
      """
      ↓version: 1
      servers:
        relay:
          serverName: smtp.example.com
      sites:
        shop:
          defaultServer: relay
      """,
      """
      version: 1
      servers:
        relay:
          serverName: smtp.example.com
      ↓global: {}
      sites:
        shop:
          defaultServer: relay
      """,
      """
      version: 1
      servers:
        relay:
          serverName: smtp.example.com
        old:
          serverName: old.example.com
          enabled: false
      ↓global:
        defaultServer: old
      sites:
        shop:
          defaultServer: relay
      """,
    ],
    good: [
      """
      version: 1
      servers:
        relay:
          serverName: smtp.example.com
      global:
        defaultServer: relay
      sites:
        shop: {}
      """
    ],
    check: .configuration { view, context in
      guard view.declared.knowsServers, view.declared.knowsGlobal else { return }
      let outcome = "such mail would be queued for ever (`PermanentlyUnavailable`): "
      guard let global = view.declared.global else {
        guard let firstKey = view.declared.firstKey else { return }
        return context.report(
          at: firstKey, "`global` is missing, so mail that belongs to no site has no server",
          caption: "no `global` in this file", help: outcome + "add `global:` with a `defaultServer`")
      }
      guard !view.hasServer(global) else { return }
      let disabled = view.firstCandidates(of: global).map { view.declared.servers[$0] }
      if disabled.isEmpty {
        context.report(
          at: global.key, "`global` has no server for mail that belongs to no site",
          caption: "no server", help: outcome + "set a `defaultServer`, or list a server in `servers`")
      } else {
        context.report(
          at: global.key,
          "all servers of `global` are disabled, so mail that belongs to no site has no server",
          caption: "no enabled server", labels: context.disabledLabels(disabled),
          help: outcome + "enable \(context.listed(disabled)), or add an enabled server")
      }
    })
}
