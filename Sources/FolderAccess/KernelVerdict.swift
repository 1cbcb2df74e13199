import LibC
import SystemPackage

/// The kernel's own answer for the running process.
enum KernelVerdict {
  /// Nil if the process's effective user has all permissions in `needed` on the file or directory at `path`.
  static func refusal(of needed: Set<Permission>, at path: FilePath) -> Errno? {
    let mode: Int32 = needed.reduce(0) { mode, permission in
      switch permission {
      case .search: mode | X_OK
      case .write: mode | W_OK
      case .read: mode | R_OK
      }
    }
    return path.withPlatformString { path in
      faccessat(AT_FDCWD, path, mode, AT_EACCESS) == 0 ? nil : Errno(rawValue: errno)
    }
  }
}
