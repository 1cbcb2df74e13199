import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let defaultServerNotNetwork = Rule.adjustable(
    .warning, "default-server-not-network",
    summary: "A default server that is not reached over the network",
    explanation: """
      In the product the default server is entered in Settings -> System -> Emails as a host, with user, password and
      SSL: it always is a server that is reached over the network. There is no field there for a delivery method or a
      folder, so this default cannot be set up as written.

      Name a `Network` server as the default, and list the one with the folder in `servers`; with `priority: High` it is
      tried right behind the default.
      """,
    references: ["The manual, \"Settings -> System -> Emails\": default SMTP server"],
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
    check: .scope { view, context in
      guard case .server(let index, let place) = view.scope.defaultServer else { return }
      guard let method = view.configuration.methods[index], method != .network else { return }
      let server = view.configuration.declared.servers[index]
      let labels =
        server.deliveryMethod.map { [context.label($0.value, "this makes it drop mail into a folder")] } ?? []
      context.report(
        at: place,
        "`\(context.shown(place))` drops mail into a folder, but the product's default server is always a Network one",
        caption: "not a Network server", labels: labels,
        help: "name a Network server as the default, and list `\(context.shown(server.id))` in `servers`")
    })
}
