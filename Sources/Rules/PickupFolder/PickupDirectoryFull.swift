import Diagnostics
import FolderAccess
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let pickupDirectoryFull = Rule.adjustable(
    .error, "pickup-directory-full",
    summary: "The file system of the pickup directory is full",
    explanation: """
      Every message becomes a file in the pickup directory, but its file system has no space or no inodes left. Every
      file needs one inode, however small it is. A folder that collects mail that nobody picks up often runs out of
      inodes first, while `df` still shows free space; `df -i` shows the inodes.

      Free some space, and check whether the program that empties the folder is running.
      """,
    references: ["statvfs(3)", "df(1)"],
    bad: [.folder("/var/spool/smtp/pickup", .full(.space)), .folder("/var/spool/smtp/pickup", .full(.inodes))],
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
      guard case .inspected(_, .full(let shortage), _) = folder.state else { return }
      let wording = PathWording(folder.place, context)
      let tool = shortage == .space ? "`df`" : "`df -i`"
      context.report(
        at: folder.place, "no mail can be written to \(wording.written): its file system has no \(shortage.name) left",
        caption: "no \(shortage.name) left",
        help: "\(tool) shows how much is left; check whether the program that empties the folder of "
          + "\(context.name(of: folder.server)) is running")
    })
}

extension Shortage {
  fileprivate var name: String {
    switch self {
    case .space: "space"
    case .inodes: "inodes"
    }
  }
}
