import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let sslNeedsNetwork = Rule.error(
    "ssl-needs-network",
    summary: "`useSSL: true` on a server that is not reached over the network",
    explanation: """
      With the delivery methods `PickupDirectory` and `PickupDirectoryFromIIS` a mail is written into a folder: there is
      no connection that TLS could protect. System.Net.Mail does not overlook the contradiction, it throws an
      `SmtpException` for every mail, so nothing would ever leave this server.

      Remove `useSSL`. If the mail was meant to go over the network, name the host in `serverName` and leave
      `deliveryMethod` at `Network`.
      """,
    references: [
      "System.Net.Mail.SmtpClient.Send: SmtpException where EnableSsl meets a pickup directory",
      "The manual, \"SMTP server properties\": SSL is a property of the network method",
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
      let labels = server.deliveryMethod.map { [context.label($0.value, "this server drops mail into a folder")] } ?? []
      context.report(
        at: useSSL.key, "`\(context.shown(useSSL.key))` is for deliveryMethod Network only", caption: "remove it",
        labels: labels,
        help: "\(context.name(of: server)) could send nothing: System.Net.Mail throws where TLS is asked for a folder")
    })
}
