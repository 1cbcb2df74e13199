import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let credentialsNeedNetwork = Rule.error(
    "credentials-need-network",
    summary: "A user name or password on a server that is not reached over the network",
    explanation: """
      With the delivery methods `PickupDirectory` and `PickupDirectoryFromIIS` a mail is written into a folder, and
      nobody logs in anywhere: the product ignores a user name and a password there. Credentials belong to the SMTP
      server that empties the folder.
      """,
    references: ["The manual, \"SMTP server properties\": user name and password are properties of the network method"],
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
      // One cause, one finding: the second key is a label of it.
      var labels = keys.dropFirst().map { context.label($0, "and this one") }
      if let method = server.deliveryMethod {
        labels.append(context.label(method.value, "this server drops mail into a folder"))
      }
      let names = keys.map { "`\(context.shown($0))`" }.joined(separator: " and ")
      context.report(
        at: key, "\(names) \(keys.count > 1 ? "are" : "is") for deliveryMethod Network only",
        caption: keys.count > 1 ? "remove both" : "remove it", labels: labels,
        help:
          "\(context.name(of: server)) drops mail into a folder, where nobody logs in: credentials belong to the SMTP "
          + "server that empties it")
    })
}
