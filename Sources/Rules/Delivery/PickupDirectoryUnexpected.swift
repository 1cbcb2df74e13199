import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let pickupDirectoryUnexpected = Rule.error(
    "pickup-directory-unexpected",
    summary: "A pickup directory on a server that does not use it",
    explanation: """
      `pickupDirectory` is for `deliveryMethod: PickupDirectory` only. A `Network` server sends over SMTP, and for
      `PickupDirectoryFromIIS` the folder is read from the IIS configuration. In both cases Kentico Xperience would
      ignore the folder named here, while readers of the file believe that mail is written to it.

      Remove the folder, or set the delivery method you want; the default is `Network`.
      """,
    references: [
      "System.Net.Mail.SmtpDeliveryMethod",
      "Kentico Xperience documentation, \"SMTP server properties\": delivery method, pickup directory",
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
      let reason = isNetwork ? "this server sends over the network" : "IIS defines the folder of this server"
      let help =
        if server.deliveryMethod == nil {
          "without `deliveryMethod`, \(context.name(of: server)) sends over the network; to write mail to a folder, "
            + "add `deliveryMethod: PickupDirectory`"
        } else {
          "remove it, or set `deliveryMethod: PickupDirectory` if \(context.name(of: server)) should write mail to it"
        }
      context.report(
        at: directory.key, "`\(context.shown(directory.key))` is for deliveryMethod PickupDirectory only",
        caption: isNetwork ? "not used by `Network` servers" : "the folder is defined in IIS",
        labels: server.deliveryMethod.map { [context.label($0.value, reason)] } ?? [], help: help)
    })
}
