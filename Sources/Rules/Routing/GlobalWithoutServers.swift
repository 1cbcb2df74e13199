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
      Mail that belongs to no site, such as that of the administration itself (password resets, notices of the
      scheduler), takes the chain of the global scope. Where that chain is empty, because there is no global scope, it
      names no server or all that it names are disabled, the product answers PermanentlyUnavailable: such mail waits for
      ever without an error text, however well the sites are provided for.

      Give `global` a `defaultServer`, or a server in its list. Sites without a default of their own inherit it.
      """,
    references: ["The manual, \"Settings -> System -> Emails\", for (global)"],
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
      let outcome = "PermanentlyUnavailable: "
      guard let global = view.declared.global else {
        guard let firstKey = view.declared.firstKey else { return }
        return context.report(
          at: firstKey, "there is no `global` scope: mail that belongs to no site would wait for ever",
          caption: "no `global` in this document", help: outcome + "add `global:` with a `defaultServer`")
      }
      let scope = ScopeView(configuration: view, scope: global)
      guard scope.anyTwoServers.one == nil else { return }
      let disabled = scope.firstCandidates.map { view.declared.servers[$0] }
      if disabled.isEmpty {
        context.report(
          at: global.key, "the global scope has no server: mail that belongs to no site would wait for ever",
          caption: "no server", help: outcome + "name a `defaultServer`, or list a server in `servers`")
      } else {
        context.report(
          at: global.key,
          "all servers of the global scope are disabled: mail that belongs to no site would wait for ever",
          caption: "no enabled server", labels: context.disabledLabels(disabled),
          help: outcome + "enable \(context.listed(disabled)), or assign a server that is enabled")
      }
    })
}
