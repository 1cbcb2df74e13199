import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let pickupDirectoryRequired = Rule.error(
    "pickup-directory-required",
    summary: "A PickupDirectory server without a folder",
    explanation: """
      With `deliveryMethod: PickupDirectory` every message becomes a file in the folder named by `pickupDirectory`.
      There is no default folder: without one, System.Net.Mail throws for every message.

      Name the folder by its absolute path. If IIS defines the folder, use the method `PickupDirectoryFromIIS`.
      """,
    references: [
      "System.Net.Mail.SmtpClient.PickupDirectoryLocation",
      "Kentico Xperience documentation, \"SMTP server properties\": pickup directory",
    ],
    bad: [
      """
      version: 1
      servers:
        ↓archive:
          deliveryMethod: PickupDirectory
      global:
        servers: [archive]
      """
    ],
    good: [
      """
      version: 1
      servers:
        archive:
          deliveryMethod: PickupDirectory
          pickupDirectory: /var/spool/smtp/pickup
        windows-relay:
          deliveryMethod: PickupDirectoryFromIIS
      global:
        servers: [archive, windows-relay]
      """
    ],
    check: .server { server, context in
      guard server.method == .pickupDirectory, server.lacks(.pickupDirectory) else { return }
      let labels =
        server.deliveryMethod.map { [context.label($0.value, "this method writes mail to a folder")] } ?? []
      context.report(
        at: server.id, "server `\(context.shown(server.id))` has no `pickupDirectory`",
        caption: "`pickupDirectory` is missing",
        labels: labels,
        help: "add `pickupDirectory:` with the absolute path of the folder; if IIS defines the folder, use "
          + "`PickupDirectoryFromIIS`")
    })
}
