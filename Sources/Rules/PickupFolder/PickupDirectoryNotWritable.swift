import Diagnostics
import FolderAccess
import Language
import Linting
import LocatedYAML
import SourceText

extension RuleCatalog {
  static let pickupDirectoryNotWritable = Rule.adjustable(
    .error, "pickup-directory-not-writable",
    summary: "No file can be created in the pickup directory",
    explanation: """
      To write a message, the account that sends mail needs write and search permission (`w` and `x`) on the folder, and
      search permission on every directory above it. The finding names what denies access:

      - **Mode bits.** Of owner, group and others, only the first class that matches the account counts: the owner of a
        folder with mode 0477 cannot write to it, although everyone else can.
      - **Access control lists.** An entry for the account overrides the mode bits and is limited by the mask.
      - **A directory on the path** that the account may not search. The mode of the folder itself does not matter then.
      - **A file system mounted read-only**, or the immutable attribute, which apply to root as well.
      - **A loop of symbolic links, or a name that is too long**: no account can reach such a folder.
      - **The operating system**, for a reason that no permission bit shows: a security module such as SELinux, or a
        file server.

      The check is for the account that runs smtpconf. Name the account that sends mail with `--as-user` and
      `--as-group`.
      """,
    references: [
      "POSIX.1-2017, section 4.5, File Access Permissions", "acl(5)", "chattr(1)",
      "System.Net.Mail.SmtpClient.PickupDirectoryLocation",
    ],
    bad: [
      .folder(
        "/srv/mail",
        .notWritable(.modeBits(path: "/srv/mail", mode: 0o477, decidedBy: .owner, lacking: [.write, .search]))),
      .folder(
        "/srv/mail", .notWritable(.modeBits(path: "/srv/mail", mode: 0o2750, decidedBy: .group, lacking: [.write]))),
      .folder(
        "/srv/mail", .notWritable(.modeBits(path: "/mnt/mail", mode: 0o772, decidedBy: .other, lacking: [.search]))),
      .folder(
        "/srv/mail",
        .notWritable(.accessControlList(path: "/srv/mail", entry: "user:1000:r-x", lacking: [.write]))),
      .folder(
        "/srv/mail",
        .notWritable(
          .ancestor(path: "/srv", because: .modeBits(path: "/srv", mode: 0o700, decidedBy: .other, lacking: [.search])))
      ),
      .folder(
        "/srv/mail",
        .notWritable(
          .ancestor(
            path: "/srv", because: .accessControlList(path: "/srv", entry: "group:100:r--", lacking: [.search])))),
      .folder(
        "/srv/mail",
        .notWritable(.ancestor(path: "/srv", because: .refused(path: "/srv", reason: "Permission denied")))),
      .folder("/srv/mail", .notWritable(.readOnlyFileSystem(path: "/srv/mail"))),
      .folder("/srv/mail", .notWritable(.readOnlyFileSystem(path: "/mnt/mail"))),
      .folder("/srv/mail", .notWritable(.immutable(path: "/srv/mail"))),
      .folder("/srv/mail", .notWritable(.linkLoop(path: "/srv/mail"))),
      .folder("/srv/mail", .notWritable(.nameTooLong(component: String(repeating: "mail", count: 75)))),
      .folder("/srv/mail", .notWritable(.refused(path: "/srv/mail", reason: "Permission denied"))),
    ],
    good: [
      Rule.Example(
        """
        version: 1
        servers:
          archive:
            deliveryMethod: PickupDirectory
            pickupDirectory: /srv/mail/pickup
        global:
          servers: [archive]
        """,
        folders: ["/srv/mail/pickup": .usable(identity: FolderIdentity(device: 1, inode: 2))])
    ],
    check: .folder { folder, context in
      guard case .inspected(_, .notWritable(let obstacle), _) = folder.state else { return }
      let wording = PathWording(folder.place, context)
      context.report(
        at: folder.place, "no file can be created in \(wording.written): \(wording.reason(obstacle))",
        caption: obstacle.caption, help: wording.remedy(obstacle))
    })
}

extension PathWording {
  /// How to fix it.
  fileprivate func remedy(_ obstacle: Obstacle) -> String {
    switch obstacle {
    case .modeBits(_, _, let decider, _):
      "\(decider.explanation); change that with `chmod` or `chown`, or check as the account that sends mail with "
        + "`--as-user`"
    case .accessControlList:
      "show the list with `getfacl`, and change the entry or the mask with `setfacl`; `--as-user` checks as another "
        + "account"
    case .ancestor(let path, let reason): remedyForAncestor(path, reason)
    case .readOnlyFileSystem: "mount it read-write, or name a folder on another file system"
    case .immutable: "`chattr -i` removes the attribute; until then not even root can create a file there"
    case .linkLoop: "a link on the path leads back to itself; `namei` shows each step"
    case .nameTooLong: "no folder can have this path: shorten it"
    case .refused: "no permission bit shows why; check the security module (SELinux, AppArmor) or the file server"
    }
  }

  private func remedyForAncestor(_ path: String, _ obstacle: Obstacle) -> String {
    if case .refused = obstacle {
      return
        "the mode of \(self.path(path)) would give the account access: a security module or a file server denies it, "
        + "or smtpconf itself cannot look inside; run it as that account, or as root with `--as-user`"
    }
    let cause = if case .modeBits(_, _, let decider, _) = obstacle { "\(decider.explanation); " } else { "" }
    return cause
      + "the account needs search permission (`x`) on \(self.path(path)), whatever the mode of the folder itself; "
      + "`--as-user` checks as another account"
  }
}

extension PermissionClass {
  /// Why this class counts.
  fileprivate var explanation: String {
    switch self {
    case .owner: "the account owns it, so only the owner's bits count"
    case .group: "the account is in its group, so only the group's bits count"
    case .other: "the account is neither its owner nor in its group, so only the bits for others count"
    }
  }
}
