import CFileMetadata
import SystemPackage

/// The attributes of a file or directory that decide who may use it.
struct AccessRights {
  /// The path, without links.
  let path: FilePath
  /// The permission bits (07777) of `st_mode`.
  let mode: UInt32
  /// The owner's number.
  let owner: UInt32
  /// The owning group's number.
  let group: UInt32
  /// The access control list, if there is one beyond the mode bits.
  let accessControlList: AccessControlList?

  /// Reads the remaining attributes of what is at `path`, whose metadata is already known.
  init(path: FilePath, metadata: Stat) {
    self.path = path
    mode = UInt32(metadata.mode.permissions.rawValue)
    owner = metadata.userID.rawValue
    group = metadata.groupID.rawValue
    // With a list, the mode's group bits are the list's mask, and Linux ignores a list whose mask is empty: a subject
    // that a named entry would have refused may then pass as "other".
    accessControlList = mode & 0o070 == 0 ? nil : AccessControlList(storedAt: path)
  }
}

extension AccessRights {
  /// What denies the subject the permissions it needs. For the running process the kernel decides: capabilities may
  /// grant what the bits refuse, and a security module may refuse what they grant.
  func obstacle(to needed: Set<Permission>, for subject: Subject) -> Obstacle? {
    guard subject.isCurrentProcess else {
      return subject.isRoot ? nil : shownObstacle(to: needed, for: subject)
    }
    guard let refusal = KernelVerdict.refusal(of: needed, at: path) else { return nil }
    return shownObstacle(to: needed, for: subject) ?? .refused(path: path.string, reason: refusal.description)
  }

  /// POSIX's rule without any privilege: the first class that applies decides alone.
  private func shownObstacle(to needed: Set<Permission>, for subject: Subject) -> Obstacle? {
    if subject.userID == owner { return obstacle(to: needed, decidedBy: .owner) }
    guard let accessControlList else {
      return obstacle(to: needed, decidedBy: subject.belongs(to: group) ? .group : .other)
    }
    switch accessControlList.verdict(for: subject, owningGroup: group, needed: needed) {
    case .granted: return nil
    case .refused(let entry, let lacking):
      return .accessControlList(path: path.string, entry: entry, lacking: lacking)
    case .notMentioned: return obstacle(to: needed, decidedBy: .other)
    }
  }

  private func obstacle(to needed: Set<Permission>, decidedBy permissionClass: PermissionClass) -> Obstacle? {
    let bits =
      switch permissionClass {
      case .owner: mode >> 6
      case .group: mode >> 3
      case .other: mode
      }
    let lacking = needed.lacking(in: bits)
    return lacking.isEmpty
      ? nil : .modeBits(path: path.string, mode: mode, decidedBy: permissionClass, lacking: lacking)
  }
}

extension AccessControlList {
  /// The maximum size of an attribute's value on Linux (`XATTR_SIZE_MAX`), in bytes.
  private static let largestAttribute = 1 << 16

  /// Nil if there is no list, or none that can be read on this file system or platform.
  fileprivate init?(storedAt path: FilePath) {
    #if os(Linux)
      let bytes = path.withPlatformString { path in
        [UInt8](unsafeUninitializedCapacity: Self.largestAttribute) { buffer, count in
          count = max(0, getxattr(path, "system.posix_acl_access", buffer.baseAddress, buffer.count))
        }
      }
      self.init(attribute: bytes)
    #else
      return nil
    #endif
  }
}
