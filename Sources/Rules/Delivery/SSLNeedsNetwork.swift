import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let sslNeedsNetwork = Rule.error(
    "ssl-needs-network",
    summary: "`useSSL: true` on a server that delivers to a folder",
    explanation: """
      With the delivery methods `PickupDirectory` and `PickupDirectoryFromIIS`, messages are written to a folder: there
      is no connection that TLS could protect. System.Net.Mail does not ignore the setting: it throws an `SmtpException`
      for every message, so this server cannot send anything.

      Remove `useSSL`. If mail should go over the network, name the host in `serverName` and use
      `deliveryMethod: Network`.
      """,
    references: [
      "System.Net.Mail.SmtpClient.Send: SmtpException if EnableSsl is combined with a pickup directory",
      "Kentico Xperience documentation, \"SMTP server properties\": SSL is a property of the network method",
    ],
    bad: [
      """
      version: 1
      servers:
        archive:
          deliveryMethod: PickupDirectory
          pickupDirectory: /var/spool/smtp/pickup
          ↓useSSL: true
      global:
        servers: [archive]
      """,
      """
      version: 1
      servers:
        windows-relay:
          deliveryMethod: PickupDirectoryFromIIS
          ↓useSSL: true
          enabled: false
        relay:
          serverName: smtp.example.com
      global:
        servers: [windows-relay, relay]
      """,
    ],
    good: [
      """
      version: 1
      servers:
        archive:
          deliveryMethod: PickupDirectory
          pickupDirectory: /var/spool/smtp/pickup
          useSSL: false
      global:
        servers: [archive]
      """
    ],
    check: .server { server, context in
      guard let useSSL = server.useSSL, useSSL.content == true, let method = server.method, method != .network else {
        return
      }
      let labels = server.deliveryMethod.map { [context.label($0.value, "this server writes mail to a folder")] } ?? []
      context.report(
        at: useSSL.key, "`\(context.shown(useSSL.key))` is for deliveryMethod Network only", caption: "remove it",
        labels: labels,
        help:
          "\(context.name(of: server)) cannot send anything: System.Net.Mail throws if TLS is combined with a pickup "
          + "folder"
      )
    })
}
