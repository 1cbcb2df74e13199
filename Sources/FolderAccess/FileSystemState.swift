import CFileMetadata
import LibC
import SystemPackage

/// What a file system reports about itself (`statvfs`).
struct FileSystemState {
  /// Whether it is mounted read-only at this place.
  let isReadOnly: Bool

  private let content: statvfs

  /// Queries the file system that `path` is on.
  ///
  /// - Throws: The system's error.
  init(at path: FilePath) throws(Errno) {
    var content = statvfs()
    let failure: Errno? = path.withPlatformString { path in
      statvfs(path, &content) == 0 ? nil : Errno(rawValue: errno)
    }
    if let failure { throw failure }
    self.content = content
    isReadOnly = UInt(content.f_flag) & UInt(ST_RDONLY) != 0
  }

  /// What has run out. Root may use the reserved blocks. File systems without blocks (proc) or without a limit on
  /// inodes (btrfs) report a total of zero.
  func shortage(forRoot: Bool) -> Shortage? {
    guard content.f_blocks > 0 else { return nil }
    if (forRoot ? content.f_bfree : content.f_bavail) == 0 { return .space }
    return content.f_files > 0 && (forRoot ? content.f_ffree : content.f_favail) == 0 ? .inodes : nil
  }
}

extension Stat {
  /// Whether the file, which is at `path`, has the immutable attribute, which stops even root.
  func isImmutable(at path: FilePath) -> Bool {
    #if os(Linux)
      return path.withPlatformString { CFileMetadataAttributes($0) } & UInt64(STATX_ATTR_IMMUTABLE) != 0
    #elseif canImport(Darwin)
      return rawValue.st_flags & UInt32(UF_IMMUTABLE | SF_IMMUTABLE) != 0
    #else
      return false
    #endif
  }
}
