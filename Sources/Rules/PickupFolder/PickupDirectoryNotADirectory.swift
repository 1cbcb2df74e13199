import Diagnostics
import FolderAccess
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let pickupDirectoryNotADirectory = Rule.adjustable(
    .error, "pickup-directory-not-a-directory",
    summary: "The pickup directory is a file, or leads through one",
    explanation: """
      Every mail becomes a file of its own in the pickup directory, so the path has to lead to a directory. Here it, or
      a part of it, leads to something else: a file, a named pipe, a device, or a symbolic link to one of these. Nothing
      can be written into that, and the mail stays in the queue.

      Often the path of a log file or of a mailbox was taken for that of its folder.
      """,
    references: ["System.Net.Mail.SmtpClient.PickupDirectoryLocation", "POSIX.1-2017, section 4.13 (ENOTDIR)"],
    bad: [
      .folder("/var/spool/mail", .notADirectory(at: "/var/spool/mail", kind: .regularFile)),
      .folder("/var/spool/mail/pickup", .notADirectory(at: "/var/spool/mail", kind: .fifo)),
      .folder("/var/spool/pickup", .notADirectory(at: "/srv/mail/mbox", kind: .regularFile)),
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
      guard case .inspected(_, .notADirectory(let file, let kind), _) = folder.state else { return }
      let wording = FolderWording(folder, context)
      let caption =
        if wording.isFolder(file) {
          "this is a \(kind.rawValue)"
        } else if wording.isAncestor(file) {
          "\(wording.path(file)) on the way to it is a \(kind.rawValue)"
        } else {
          "links lead to \(wording.path(file)), which is a \(kind.rawValue)"
        }
      context.report(
        at: folder.place, "\(wording.folder) is not a folder", caption: caption,
        help: "name the folder that \(context.name(of: folder.server)) is to drop its mail into")
    })
}
