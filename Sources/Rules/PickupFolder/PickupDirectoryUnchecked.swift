import Diagnostics
import FolderAccess
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let pickupDirectoryUnchecked = Rule.adjustable(
    .info, "pickup-directory-unchecked",
    summary: "The pickup directory is on another machine and was not checked",
    explanation: """
      A path such as `C:\\pickup` belongs to a Windows machine, and the folder used by `PickupDirectoryFromIIS` is known
      only to IIS. Whether these folders exist and are writable cannot be checked from here.

      Kentico Xperience sends as a member of these groups, which need write permission on the folder: `IIS_IUSRS` for
      `PickupDirectory` and `NETWORK SERVICE` for `PickupDirectoryFromIIS`.
      """,
    references: [
      "Kentico Xperience documentation, \"SMTP server properties\": write permission on the pickup directory"
    ],
    bad: [
      Rule.Example(
        """
        version: 1
        servers:
          archive:
            deliveryMethod: PickupDirectory
            pickupDirectory: ↓C:\\pickup
          share:
            deliveryMethod: PickupDirectory
            pickupDirectory: ↓\\\\fileserver\\mail\\pickup
          windows-relay:
            deliveryMethod: ↓PickupDirectoryFromIIS
        global:
          servers: [archive, share, windows-relay]
        """,
        folders: ["/": .usable(identity: FolderIdentity(device: 1, inode: 2))])
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
      let group = folder.server.method?.writableBy ?? ""
      let help = "on the machine that sends mail, the group `\(group)` needs write permission on the folder of "
      switch folder.state {
      case .inspected: return
      case .elsewhere:
        context.report(
          at: folder.place,
          "\(PathWording(folder.place, context).written) is a Windows path and cannot be checked here",
          caption: "not checked", help: help + context.name(of: folder.server))
      case .definedByIIS:
        context.report(
          at: folder.place, "the folder that IIS defines cannot be checked here", caption: "not checked",
          help: help + context.name(of: folder.server))
      }
    })
}
