import Diagnostics
import FolderAccess
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let pickupDirectoryCheckedAsRoot = Rule.adjustable(
    .info, "pickup-directory-checked-as-root",
    summary: "The pickup directory was checked as root, who can write nearly anywhere",
    explanation: """
      Permissions mean nothing to root. That root can write into the folder does not tell whether the account that sends
      can, and mail is hardly ever sent as root.

      Name that account with `--as-user NAME` (and `--as-group NAME`): smtpconf, still running as root, then tells what
      the account may do, and can look into every directory on the way. If it really is root, `--as-user root` says so,
      and this rule is silent.
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
        at: folder.place, "\(FolderWording(folder, context).folder) was checked as root, who can write nearly anywhere",
        caption: "writable for root",
        help: "name the account that sends with `--as-user`, to learn whether it can write there")
    })
}
