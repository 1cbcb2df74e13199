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
      A mail for this server is written as a file into the folder. System.Net.Mail does not create the folder: it throws,
      and the mail stays in the queue. The deepest part of the path that does exist is named, because a mistyped or
      unmounted parent is the usual reason; a symbolic link that leads nowhere is named with what it says.

      Check on the machine that will send, or leave the disk out with `--no-filesystem`.
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
      let wording = FolderWording(folder, context)
      let caption: String
      if let link {
        caption = "\(wording.path(link.path)) is a link to \(wording.path(link.target)), which does not exist"
      } else {
        let missing = wording.nextComponent(below: ancestor).map { "\($0) in it" } ?? "what is below it"
        caption = "\(wording.path(ancestor)) exists, \(missing) does not"
      }
      let remedy = link == nil ? "create it, with write permission for the account that sends" : "repair the link"
      context.report(
        at: folder.place, "the folder \(wording.folder) does not exist", caption: caption,
        help: "\(remedy); if \(context.name(of: folder.server)) sends from another machine, check there, or with "
          + "`--no-filesystem` here")
    })
}
