import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let defaultServerNotNetwork = Rule.adjustable(
    .warning, "default-server-not-network",
    summary: "A default server that delivers to a folder",
    explanation: """
      In Kentico Xperience the default server is entered in Settings -> System -> Emails as a host with a user name, a
      password and SSL: it always uses the network. There is no field for a delivery method or a folder, so this default
      server cannot be set up.

      Name a `Network` server as the default, and list this one in `servers`; with `priority: High` it is tried right
      after the default.
      """,
    references: ["Kentico Xperience documentation, \"Settings -> System -> Emails\": default SMTP server"],
    bad: [
      """
      version: 1
      servers:
        archive:
          deliveryMethod: PickupDirectory
          pickupDirectory: /var/spool/smtp/pickup
        windows-relay:
          deliveryMethod: PickupDirectoryFromIIS
      global:
        defaultServer: ↓archive
      sites:
        shop:
          defaultServer: ↓windows-relay
      """
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
        servers: [archive]
      """
    ],
    check: .scope(if: { $0.methods.contains { $0 != .network && $0 != nil } }) { scope, view, context in
      guard case .server(let index, let place) = scope.defaultServer else { return }
      guard let method = view.methods[index], method != .network else { return }
      let server = view.declared.servers[index]
      let labels =
        server.deliveryMethod.map { [context.label($0.value, "this makes it write mail to a folder")] } ?? []
      context.report(
        at: place,
        "a default server must be a Network server, but `\(context.shown(place))` writes mail to a folder",
        caption: "not a Network server", labels: labels,
        help: "name a Network server as the default, and list `\(context.shown(server.id))` in `servers`")
    })
}
