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
      Every message becomes a file in the pickup directory, so the path must lead to a directory. Here the path, or a
      part of it, leads to something else: a file, a named pipe, a device, or a symbolic link to one of these. Nothing
      can be written there, and the messages stay in the queue.

      Often the path names a log file or a mailbox instead of its folder.
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
      let wording = PathWording(folder.place, context)
      let caption =
        if wording.isWritten(file) {
          "this is a \(kind.rawValue)"
        } else if wording.isAncestor(file) {
          "\(wording.path(file)), a part of this path, is a \(kind.rawValue)"
        } else {
          "links lead to \(wording.path(file)), which is a \(kind.rawValue)"
        }
      context.report(
        at: folder.place, "\(wording.written) is not a folder", caption: caption,
        help: "name the folder to which \(context.name(of: folder.server)) should write its mail")
    })
}
