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
      With `deliveryMethod: PickupDirectory` every mail becomes a file in a folder, and nothing but `pickupDirectory`
      says in which: System.Net.Mail has no folder of its own and throws for every mail.

      Name the folder by its absolute path. If IIS is to say which folder it is, the method is
      `PickupDirectoryFromIIS`.
      """,
    references: [
      "System.Net.Mail.SmtpClient.PickupDirectoryLocation",
      "The manual, \"SMTP server properties\": pickup directory",
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
        server.deliveryMethod.map { [context.label($0.value, "this method writes mail into a folder")] } ?? []
      context.report(
        at: server.id, "server `\(context.shown(server.id))` has no `pickupDirectory`", caption: "which folder?",
        labels: labels,
        help: "add `pickupDirectory:` with the absolute path of the folder; where IIS defines it, the method is "
          + "`PickupDirectoryFromIIS`")
    })
}
