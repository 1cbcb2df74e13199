import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let pickupDirectoryUnexpected = Rule.error(
    "pickup-directory-unexpected",
    summary: "A pickup directory on a server that has no use for it",
    explanation: """
      `pickupDirectory` belongs to `deliveryMethod: PickupDirectory` alone. A `Network` server hands its mail over by
      SMTP, and with `PickupDirectoryFromIIS` the folder is read from the configuration of IIS: in both cases the
      product would ignore the folder named here, while its reader believes that mail lands in it.

      Remove the folder, or write the delivery method that is meant; without the key it is `Network`.
      """,
    references: [
      "System.Net.Mail.SmtpDeliveryMethod",
      "The manual, \"SMTP server properties\": delivery method, pickup directory",
    ],
    bad: [
      """
      version: 1
      servers:
        relay:
          serverName: smtp.example.com
          ↓pickupDirectory: /var/spool/smtp/pickup
      global:
        servers: [relay]
      """,
      """
      version: 1
      servers:
        relay:
          deliveryMethod: Network
          serverName: smtp.example.com
          ↓pickupDirectory: /var/spool/smtp/pickup
      global:
        servers: [relay]
      """,
      """
      version: 1
      servers:
        windows-relay:
          deliveryMethod: PickupDirectoryFromIIS
          ↓pickupDirectory: C:\\inetpub\\mailroot\\Pickup
      global:
        servers: [windows-relay]
      """,
    ],
    good: [
      """
      version: 1
      servers:
        archive:
          deliveryMethod: PickupDirectory
          pickupDirectory: /var/spool/smtp/pickup
      global:
        servers: [archive]
      """
    ],
    check: .server { server, context in
      guard let directory = server.pickupDirectory, directory.content != nil else { return }
      guard let method = server.method, method != .pickupDirectory else { return }
      let isNetwork = method == .network
      let reason = isNetwork ? "this server is reached over the network" : "IIS defines the folder of this server"
      let help =
        if server.deliveryMethod == nil {
          "without `deliveryMethod`, \(context.name(of: server)) is reached over the network; for mail as files add "
            + "`deliveryMethod: PickupDirectory`"
        } else {
          "remove it, or write `deliveryMethod: PickupDirectory` if \(context.name(of: server)) is to drop its mail there"
        }
      context.report(
        at: directory.key, "`\(context.shown(directory.key))` is for deliveryMethod PickupDirectory only",
        caption: isNetwork ? "not used over the network" : "IIS says which folder",
        labels: server.deliveryMethod.map { [context.label($0.value, reason)] } ?? [], help: help)
    })
}
