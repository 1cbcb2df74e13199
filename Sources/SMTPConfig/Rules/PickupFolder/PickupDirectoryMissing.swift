import Diagnostics
import FolderAccess

extension RuleCatalog {
  static let pickupDirectoryMissing = Rule.adjustable(
    .error, "pickup-directory-missing",
    summary: "The pickup directory does not exist",
    explanation: """
      A mail for this server is written as a file into the folder. System.Net.Mail does not create the folder: it throws,
      and the mail stays in the queue. The deepest part of the path that does exist is named, because a mistyped or
      unmounted parent is the usual reason.

      Check on the machine that will send, or leave the disk out with `--no-filesystem`.
      """,
    references: ["System.Net.Mail.SmtpClient.PickupDirectoryLocation"],
    bad: [
      Rule.Example(
        """
        version: 1
        servers:
          archive:
            deliveryMethod: PickupDirectory
            pickupDirectory: ↓/var/spool/smtp/pickup
        global:
          servers: [archive]
        """,
        folders: ["/var/spool/smtp/pickup": .missing(deepestAncestor: "/var/spool", danglingLink: nil)])
    ],
    good: [
      Rule.Example(
        """
        version: 1
        servers:
          archive:
            deliveryMethod: PickupDirectory
            pickupDirectory: /var/spool/smtp/pickup
        global:
          servers: [archive]
        """,
        folders: ["/var/spool/smtp/pickup": .usable(identity: FolderIdentity(device: 1, inode: 2))])
    ],
    check: .folder { folder, context in
      guard case .inspected(let path, .missing(let ancestor, let link), _) = folder.state else { return }
      let reason =
        link.map { "`\($0.path)` is a link to `\($0.target)`, which does not exist" }
        ?? "`\(ancestor)` exists, what is below it does not"
      context.report(
        at: folder.place, "the folder `\(path)` does not exist", caption: reason,
        help: "create it on the machine that sends, with write permission for the service; or check there")
    })
}
