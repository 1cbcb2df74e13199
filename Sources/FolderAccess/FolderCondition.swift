/// What stands between a process and a new file in a folder, as far as can be told without creating one.
package enum FolderCondition: Sendable, Equatable {
  /// A file can be created there.
  case usable(identity: FolderIdentity)

  /// Nothing is there. `deepestAncestor` is the longest leading part of the path that does exist; `danglingLink` is the
  /// link on the way whose target does not exist, if that is why.
  case missing(deepestAncestor: String, danglingLink: DanglingLink?)

  /// The path, or a part of it (`at`), leads to something that is no directory.
  case notADirectory(at: String, kind: FileKind)

  /// The folder is there, or may be, but no file can be created in it.
  case notWritable(Obstacle)

  /// The folder could be written to, but its file system has nothing left.
  case full(Shortage)
}

/// A symbolic link and what it says, where that does not exist.
package struct DanglingLink: Sendable, Equatable {
  /// The path of the link itself.
  package var path: String
  /// The link's content as it is stored.
  package var target: String

  /// A link at `path` whose content is `target`.
  package init(path: String, target: String) {
    self.path = path
    self.target = target
  }
}

/// Tells one folder from another, whatever paths lead there: device and inode.
package struct FolderIdentity: Sendable, Hashable {
  package var device: UInt64
  package var inode: UInt64

  /// The folder with this inode number on this device.
  package init(device: UInt64, inode: UInt64) {
    self.device = device
    self.inode = inode
  }
}

/// The kinds of file that are no directory (POSIX `st_mode`).
package enum FileKind: String, Sendable {
  case regularFile = "file"
  case characterDevice = "character device"
  case blockDevice = "block device"
  case fifo = "named pipe"
  case socket = "socket"
  case other = "special file"
}

/// Why no file can be created in a folder.
package indirect enum Obstacle: Sendable, Equatable {
  /// The mode bits of `path` refuse: the class that decided (POSIX looks at one class only) and what it lacks.
  case modeBits(path: String, mode: UInt32, decidedBy: PermissionClass, lacking: Set<Permission>)

  /// An entry of the folder's POSIX access control list refuses; `entry` as getfacl writes it: `user:1000:r-x`, the
  /// mask already applied to the permissions.
  case accessControlList(path: String, entry: String, lacking: Set<Permission>)

  /// A directory on the way, `path`, cannot be passed; `because` speaks of that directory.
  case ancestor(path: String, because: Obstacle)

  /// The file system is mounted read-only.
  case readOnlyFileSystem(path: String)

  /// The folder has the immutable attribute (`chattr +i`).
  case immutable(path: String)

  /// More symbolic links than the system follows (ELOOP), met at `path`.
  case linkLoop(path: String)

  /// The path or one of its components is longer than the file system takes (ENAMETOOLONG).
  case nameTooLong(component: String)

  /// The system refuses for a reason that no bit shows (a security module, a network file system); `reason` is its own
  /// word for it.
  case refused(path: String, reason: String)
}

/// The three classes of POSIX mode bits; the first that fits decides alone.
package enum PermissionClass: String, Sendable {
  case owner
  case group
  case other
}

/// The permissions a drop needs on its folder: to write into it and to search it; to search alone on the way.
package enum Permission: String, Sendable, Comparable {
  case search
  case write

  package static func < (left: Permission, right: Permission) -> Bool { left.rawValue < right.rawValue }
}

/// What a file system has run out of.
package enum Shortage: String, Sendable {
  case space
  case inodes
}

/// Looks at a folder. A closure rather than a call, so that rules can be tried against folders nobody has to make.
package typealias FolderInspection = @Sendable (_ path: String) -> FolderCondition
