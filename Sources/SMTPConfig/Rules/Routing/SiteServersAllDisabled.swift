import Diagnostics

extension RuleCatalog {
  static let siteServersAllDisabled = Rule.adjustable(
    .error, "site-servers-all-disabled",
    summary: "A site has servers, but all are disabled",
    explanation: """
      Disabled servers are skipped, so the chain of this site is empty: the product answers PermanentlyUnavailable, and
      the mail waits for ever without an error text. Each disabled server is named; enable one or assign another.
      """,
    references: ["The manual, \"SMTP servers\": disabled servers are not used"],
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
      """
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
    check: .scope { view, context in
      guard view.scope.kind == .site, view.chainLength(upTo: 1) == 0 else { return }
      let servers = view.candidates.uniqued()
      guard !servers.isEmpty else { return }
      let declared = servers.map { view.configuration.declared.servers[$0] }
      let labels = declared.prefix(RuleContext.mostLabels).compactMap { server in
        server.enabled.map { context.label($0.value, "`\(context.shown(server.id))` is disabled here") }
      }
      context.report(
        at: view.scope.key, "every server of site `\(context.shown(view.scope.key))` is disabled",
        caption: "its mail would wait for ever", labels: labels,
        help: "enable \(declared.prefix(RuleContext.mostListed).map { context.shown($0.id) }.listed()), or assign another server")
    })
}
