import Diagnostics
import FolderAccess
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let pickupDirectoryCheckedAsRoot = Rule.adjustable(
    .info, "pickup-directory-checked-as-root",
    summary: "The pickup directory was checked as root, who can write almost anywhere",
    explanation: """
      Permissions do not apply to root. Whether root can write to the folder does not show whether the account that
      sends mail can, and mail is hardly ever sent as root.

      Name that account with `--as-user NAME` (and `--as-group NAME`): smtpconf, still running as root, then checks what
      the account may do, and can read every directory on the path. If mail really is sent as root, pass
      `--as-user root`; this rule then reports nothing.
      """,
    references: ["POSIX.1-2017, section 4.5, File Access Permissions", "capabilities(7): CAP_DAC_OVERRIDE"],
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
        folders: ["/var/spool/smtp/pickup": .usable(identity: FolderIdentity(device: 1, inode: 2))], asRoot: true)
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
      guard case .inspected(_, .usable, asRoot: true) = folder.state else { return }
      context.report(
        at: folder.place,
        "\(PathWording(folder.place, context).written) was checked as root, who can write almost anywhere",
        caption: "writable by root",
        help: "pass `--as-user NAME` with the account that sends mail")
    })
}
