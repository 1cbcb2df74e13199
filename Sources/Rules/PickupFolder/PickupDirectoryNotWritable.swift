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
      To drop a mail, the account that sends needs write and search permission (`w` and `x`) on the folder, and search
      permission on every directory above it. What refuses is named:

      - **Mode bits.** Of owner, group and others only the first class that fits the account counts: the owner of a
        folder with mode 0477 may not write into it, though everybody else may.
      - **An access control list.** An entry for the account itself decides alone; the mask limits it.
      - **A directory on the way** that the account may not pass. The folder's own mode is not even asked.
      - **A file system mounted read-only**, or the immutable attribute, which stop root as well.
      - **Links in a circle, or a name that is too long**: then there is no such folder for anybody.
      - **The system itself**, for a reason that no bit shows: a security module such as SELinux, or a file server.

      The account asked for is the one that runs smtpconf. Name the one that sends with `--as-user` and `--as-group`.
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
      let wording = FolderWording(folder, context)
      context.report(
        at: folder.place, "no file can be created in \(wording.folder): \(wording.reason(obstacle))",
        caption: obstacle.caption, help: wording.remedy(obstacle))
    })
}

extension Obstacle {
  /// The shortest version of it.
  fileprivate var caption: String {
    switch self {
    case .modeBits(_, _, _, let lacking), .accessControlList(_, _, let lacking): "no \(lacking.words)"
    case .ancestor: "the way to it is barred"
    case .readOnlyFileSystem: "mounted read-only"
    case .immutable: "immutable"
    case .linkLoop: "links in a circle"
    case .nameTooLong: "name too long"
    case .refused: "the system refuses"
    }
  }
}

extension FolderWording {
  /// What stands in the way, with what decided it.
  fileprivate func reason(_ obstacle: Obstacle) -> String {
    switch obstacle {
    case .modeBits(let path, let mode, let decider, let lacking):
      "\(mode.asMode)\(of(path)) gives \(decider.words) no \(lacking.words)"
    case .accessControlList(let path, let entry, let lacking):
      "the access control entry `\(entry)`\(of(path)) gives no \(lacking.words)"
    case .ancestor(let path, let reason): "\(self.path(path)) cannot be passed, as \(reasonOnTheWay(reason))"
    case .readOnlyFileSystem(let path): "\(namely(path, "its", "whose")) file system is mounted read-only"
    case .immutable(let path): "the immutable attribute\(of(path)) is set"
    case .linkLoop(let path): "it leads through too many symbolic links, met at \(self.path(path))"
    case .nameTooLong(let component): "\(self.path(component, upTo: 40)) is longer than the file system takes"
    case .refused(let path, let reason):
      "the system refuses\(isFolder(path) ? "" : " \(self.path(path))"), saying `\(reason)`"
    }
  }

  /// The same of a directory that has just been named.
  private func reasonOnTheWay(_ obstacle: Obstacle) -> String {
    switch obstacle {
    case .modeBits(_, let mode, let decider, let lacking):
      "its \(mode.asMode) gives \(decider.words) no \(lacking.words)"
    case .accessControlList(_, let entry, let lacking):
      "its access control entry `\(entry)` gives no \(lacking.words)"
    case .refused(_, let reason): "the system says `\(reason)`"
    default: self.reason(obstacle)
    }
  }

  /// Which folder has it, where links lead to one of another name.
  private func of(_ path: String) -> String { isFolder(path) ? "" : " of \(self.path(path))" }
  private func namely(_ path: String, _ its: String, _ whose: String) -> String {
    isFolder(path) ? its : "links lead to \(self.path(path)), \(whose)"
  }

  /// What to do about it.
  fileprivate func remedy(_ obstacle: Obstacle) -> String {
    switch obstacle {
    case .modeBits(_, _, let decider, _):
      "\(decider.explanation); change that with `chmod` or `chown`, or check for the account that sends with `--as-user`"
    case .accessControlList:
      "look at the list with `getfacl` and change the entry or the mask with `setfacl`; `--as-user` checks for another "
        + "account"
    case .ancestor(let path, let reason): remedyOnTheWay(path, reason)
    case .readOnlyFileSystem: "mount it for writing, or name a folder on another file system"
    case .immutable: "`chattr -i` takes the attribute away; until then not even root can create a file there"
    case .linkLoop: "some link on the way leads back to itself; `namei` shows each step"
    case .nameTooLong: "no folder can have this path: shorten it"
    case .refused: "no permission bit shows why; look at the security module (SELinux, AppArmor) or the file server"
    }
  }

  private func remedyOnTheWay(_ path: String, _ obstacle: Obstacle) -> String {
    if case .refused = obstacle {
      return
        "the mode of \(self.path(path)) would let the account pass: a security module or a file server objects, or "
        + "smtpconf itself may not look inside; run it as that account, or as root with `--as-user`"
    }
    let cause = if case .modeBits(_, _, let decider, _) = obstacle { "\(decider.explanation); " } else { "" }
    return cause
      + "the account needs search permission (`x`) on \(self.path(path)), whatever the folder itself allows; "
      + "`--as-user` checks for another account"
  }
}

extension UInt32 {
  /// The permission bits as `chmod` takes them.
  fileprivate var asMode: String {
    let octal = String(self, radix: 8)
    return "mode " + String(repeating: "0", count: Swift.max(0, 4 - octal.count)) + octal
  }
}

extension PermissionClass {
  /// Whom the bits are for.
  fileprivate var words: String {
    switch self {
    case .owner: "its owner"
    case .group: "its group"
    case .other: "others"
    }
  }

  /// Why it is this class that counts.
  fileprivate var explanation: String {
    switch self {
    case .owner: "the account owns it, so only the owner's bits count"
    case .group: "the account is in its group, so only the group's bits count"
    case .other: "the account is neither its owner nor in its group, so only the bits for others count"
    }
  }
}

extension Set<Permission> {
  /// The permissions as prose: "write and search permission" are lacking as "no write or search permission".
  fileprivate var words: String { sorted(by: >).map(\.rawValue).joined(separator: " or ") + " permission" }
}
