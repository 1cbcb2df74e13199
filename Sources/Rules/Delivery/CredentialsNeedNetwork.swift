import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let credentialsNeedNetwork = Rule.error(
    "credentials-need-network",
    summary: "A user name or password on a server that delivers to a folder",
    explanation: """
      With the delivery methods `PickupDirectory` and `PickupDirectoryFromIIS`, messages are written to a folder and
      there is no login: Kentico Xperience ignores a user name and a password there. Credentials belong to the SMTP
      server that empties the folder.
      """,
    references: [
      "Kentico Xperience documentation, \"SMTP server properties\": user name and password are properties of the "
        + "network method"
    ],
    bad: [
      """
      version: 1
      servers:
        archive:
          deliveryMethod: PickupDirectory
          pickupDirectory: /var/spool/pickup
          ↓username: mailer
      global:
        servers: [archive]
      """,
      """
      version: 1
      servers:
        windows-relay:
          deliveryMethod: PickupDirectoryFromIIS
          ↓username: mailer
          password: { env: RELAY_PASSWORD }
      global:
        servers: [windows-relay]
      """,
      """
      version: 1
      servers:
        archive:
          deliveryMethod: PickupDirectory
          pickupDirectory: /var/spool/pickup
          ↓password: { env: RELAY_PASSWORD }
      global:
        servers: [archive]
      """,
    ],
    good: [
      """
      version: 1
      servers:
        archive:
          deliveryMethod: PickupDirectory
          pickupDirectory: /var/spool/pickup
      global:
        servers: [archive]
      """
    ],
    check: .server { server, context in
      guard let method = server.method, method != .network else { return }
      let keys = [
        server.username.flatMap { $0.content == nil ? nil : $0.key },
        server.password.flatMap { $0.content == nil ? nil : $0.key },
      ].compactMap { $0 }
      guard let key = keys.first else { return }
      // Both keys have one cause, so they are one finding: the second key is a label.
      var labels = keys.dropFirst().map { context.label($0, "and this one") }
      if let method = server.deliveryMethod {
        labels.append(context.label(method.value, "this server writes mail to a folder"))
      }
      let names = keys.map { "`\(context.shown($0))`" }.joined(separator: " and ")
      context.report(
        at: key, "\(names) \(keys.count > 1 ? "are" : "is") for deliveryMethod Network only",
        caption: keys.count > 1 ? "remove both" : "remove it", labels: labels,
        help:
          "\(context.name(of: server)) writes mail to a folder, so there is no login; credentials belong to the SMTP "
          + "server that empties the folder")
    })
}
