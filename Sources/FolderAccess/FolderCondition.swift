/// Whether a process can create a file in a folder, and if not, why, as far as can be found out without creating one.
package enum FolderCondition: Sendable, Equatable {
  /// A file can be created there.
  case usable(identity: FolderIdentity)

  /// The folder does not exist. `deepestAncestor` is the longest leading part of the path that does; `danglingLink` is
  /// the link in the path whose target does not exist, if that is the reason.
  case missing(deepestAncestor: String, danglingLink: DanglingLink?)

  /// The path, or a part of it (`at`), leads to something that is not a directory.
  case notADirectory(at: String, kind: FileKind)

  /// The folder exists, or may exist, but no file can be created in it.
  case notWritable(Obstacle)

  /// The folder can be written to, but its file system is full.
  case full(Shortage)
}

/// A symbolic link whose target does not exist.
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

/// Distinguishes one folder from another, whatever paths lead there: device and inode.
package struct FolderIdentity: Sendable, Hashable {
  package var device: UInt64
  package var inode: UInt64

  /// The folder with this inode number on this device.
  package init(device: UInt64, inode: UInt64) {
    self.device = device
    self.inode = inode
  }
}

/// The kinds of file that are not a directory (POSIX `st_mode`).
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

  /// A directory in the path, `path`, cannot be searched; `because` applies to that directory.
  case ancestor(path: String, because: Obstacle)

  /// The file system is mounted read-only.
  case readOnlyFileSystem(path: String)

  /// The folder has the immutable attribute (`chattr +i`).
  case immutable(path: String)

  /// More symbolic links than the system follows (ELOOP), at `path`.
  case linkLoop(path: String)

  /// The path or one of its components is longer than the file system supports (ENAMETOOLONG).
  case nameTooLong(component: String)

  /// The system refuses for a reason that no bit shows (a security module, a network file system); `reason` is its
  /// error message.
  case refused(path: String, reason: String)
}

/// The three classes of POSIX mode bits; the first that applies decides alone.
package enum PermissionClass: String, Sendable {
  case owner
  case group
  case other
}

/// The permissions needed to put a file into a folder: to write into it and to search it; only to search its ancestors. To
/// use a secret in a file, to read it.
package enum Permission: String, Sendable, Comparable {
  case search
  case write
  case read

  package static func < (left: Permission, right: Permission) -> Bool { left.rawValue < right.rawValue }
}

/// What a file system has run out of.
package enum Shortage: String, Sendable {
  case space
  case inodes
}

/// Inspects a folder. A closure rather than a call, so that rules can be tested with folders that do not exist.
package typealias FolderInspection = @Sendable (_ path: String) -> FolderCondition
