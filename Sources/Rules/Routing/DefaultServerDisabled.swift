import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let defaultServerDisabled = Rule.adjustable(
    .warning, "default-server-disabled",
    summary: "A default server that is disabled",
    explanation: """
      The default server comes first in the chain, but disabled servers are always skipped. The chain then starts with
      the other servers of the site or of `global`, if there are any, which is not what the file seems to say. Sites
      that inherit a disabled default server from `global` have no default server either.

      Enable the server, or name another one as the default.
      """,
    references: [
      "Kentico Xperience documentation, \"SMTP servers\": disabled servers are not used",
      "Kentico Xperience documentation, \"Settings -> System -> Emails\"",
    ],
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
        defaultServer: ↓old
        servers: [relay]
      sites:
        shop:
          defaultServer: ↓old
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
        servers: [old]
      """
    ],
    check: .scope(if: { $0.isEnabled.contains(false) }) { scope, view, context in
      guard case .server(let index, let place) = scope.defaultServer else { return }
      guard view.isEnabled[index] == false else { return }
      let server = view.declared.servers[index]
      context.report(
        at: place, "the default server `\(context.shown(place))` is disabled and will be skipped", caption: "skipped",
        labels: context.disabledLabels([server]),
        help: "enable \(context.name(of: server)), or name another default server")
    })
}
