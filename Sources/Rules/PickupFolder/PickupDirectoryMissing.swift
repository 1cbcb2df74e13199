import Diagnostics
import FolderAccess
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let pickupDirectoryMissing = Rule.adjustable(
    .error, "pickup-directory-missing",
    summary: "The pickup directory does not exist",
    explanation: """
      Each message for this server is written to the folder as a file. System.Net.Mail does not create the folder: it
      throws, and the message stays in the queue. The finding names the deepest part of the path that exists, because
      the usual cause is a mistyped or unmounted parent folder. If a symbolic link leads nowhere, it names the link and
      its target.

      Run the check on the machine that sends mail, or pass `--no-filesystem`.
      """,
    references: ["System.Net.Mail.SmtpClient.PickupDirectoryLocation"],
    bad: [
      .folder("/var/spool/smtp/pickup", .missing(deepestAncestor: "/var/spool", danglingLink: nil)),
      .folder(
        "/var/spool/pickup",
        .missing(
          deepestAncestor: "/var/spool", danglingLink: DanglingLink(path: "/var/spool/pickup", target: "/mnt/mail"))),
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
      guard case .inspected(_, .missing(let ancestor, let link), _) = folder.state else { return }
      let wording = PathWording(folder.place, context)
      let caption: String
      if let link {
        caption = "\(wording.path(link.path)) is a link to \(wording.path(link.target)), which does not exist"
      } else {
        let missing = wording.nextComponent(below: ancestor).map { "has no \($0)" } ?? "not the rest of the path"
        caption = "\(wording.path(ancestor)) exists but \(missing)"
      }
      let remedy = link == nil ? "create it with write permission for the account that sends mail" : "fix the link"
      context.report(
        at: folder.place, "the folder \(wording.written) does not exist", caption: caption,
        help: "\(remedy); if \(context.name(of: folder.server)) sends from another machine, run the check there, "
          + "or pass `--no-filesystem`")
    })
}
