import CFileMetadata
import LibC
import SystemPackage

/// The permissions of a file and what else is stored beside its content: what a file that replaces it must have too.
struct FileRights {
  private let status: stat
  #if os(Linux)
    private let accessControlList: [UInt8]?
    private let attributes: [(name: String, value: [UInt8])]
  #else
    private let original: FileDescriptor?
  #endif

  /// Reads them from the open file if it may be read, otherwise by its name in its folder.
  init(of file: FileDescriptor?, named name: FileName, in folder: OpenFolder, status: stat) throws {
    self.status = status
    #if os(Linux)
      let source = try ExtendedAttributes(of: file, named: name, in: folder)
      accessControlList = try source.value(of: FileRights.accessList)
      attributes = source.names.filter(Self.isKept).compactMap { name in
        (try? source.value(of: name)).map { (name, $0) }
      }
    #else
      original = file
    #endif
  }

  /// Applies them to a file; until then only its owner has access, and at no time does it allow more than in the end.
  ///
  /// The owner and the group are set as far as the system permits. If it does not, the file keeps the current user's
  /// own, and its group then gets only the permissions of everybody.
  ///
  /// - Throws: ``Refusal`` if the access control list cannot be kept, or if the owner or the group cannot be kept and
  ///   could then no longer read the file.
  func give(to file: FileDescriptor) throws {
    #if os(Linux)
      for (name, value) in attributes { _ = ExtendedAttributes.set(name, value, of: file) }
    #endif
    let now = try file.status()
    let isOwned =
      now.st_uid == status.st_uid && now.st_gid == status.st_gid
      || fchown(file.rawValue, status.st_uid, status.st_gid) == 0
    let hasGroup = isOwned || now.st_gid == status.st_gid || fchown(file.rawValue, uid_t.max, status.st_gid) == 0
    if !hasGroup { try refuseLoss(of: S_IRGRP, "group") }
    // Root can read everything.
    if !isOwned, try file.status().st_uid != status.st_uid, status.st_uid != 0 { try refuseLoss(of: S_IRUSR, "owner") }
    let mode = status.st_mode & (isOwned ? 0o7777 : 0o777)
    #if os(Linux)
      if var list = accessControlList {
        if !hasGroup { Self.narrowGroup(in: &list) }
        let problem = ExtendedAttributes.set(FileRights.accessList, list, of: file)
        if let problem { throw Refusal("its access control list cannot be kept: \(problem)") }
        // With a list, the group digit of the mode is the list's mask.
        return try check(fchmod(file.rawValue, mode))
      }
      try Self.removeAccessList(of: file)
    #else
      if let original, fcopyfile(original.rawValue, file.rawValue, nil, copyfile_flags_t(COPYFILE_ACL)) != 0 {
        throw Refusal("its access control list cannot be kept: \(Errno(rawValue: errno))")
      }
    #endif
    try check(fchmod(file.rawValue, hasGroup ? mode : Self.withoutGroup(mode)))
  }

  private func refuseLoss(of right: mode_t, _ whose: String) throws {
    if status.st_mode & right != 0, status.st_mode & S_IROTH == 0 {
      throw Refusal("its \(whose) cannot be kept and could no longer read it; remove it first if that is intended")
    }
  }

  /// Restricts a file to its owner, whatever the folder's default list grants.
  static func giveToOwnerOnly(_ file: FileDescriptor) throws {
    #if os(Linux)
      try removeAccessList(of: file)
    #endif
    try check(fchmod(file.rawValue, S_IRUSR | S_IWUSR))
  }

  /// Whether only the current user may read a file.
  static func areOwnersOnly(_ file: FileDescriptor) throws -> Bool {
    let status = try file.status()
    guard status.st_uid == geteuid(), status.st_mode & 0o777 == S_IRUSR | S_IWUSR else { return false }
    #if os(Linux)
      return try ExtendedAttributes(file).value(of: FileRights.accessList) == nil
    #else
      return true
    #endif
  }

  private static func withoutGroup(_ mode: mode_t) -> mode_t {
    mode & (mode << 3 | ~S_IRWXG)
  }

  #if os(Linux)
    private static let accessList = "system.posix_acl_access"

    private static func removeAccessList(of file: FileDescriptor) throws {
      guard fremovexattr(file.rawValue, accessList) != 0 else { return }
      if ![ENODATA, EOPNOTSUPP, ENOSYS].contains(errno) { throw Errno(rawValue: errno) }
    }

    /// Reduces the owning group's permissions to those of everybody. The attribute is a version in four bytes, then
    /// eight bytes per entry: tag and permissions in two bytes each, and an ID in four.
    private static func narrowGroup(in list: inout [UInt8]) {
      let entries = stride(from: 4, to: list.count - 7, by: 8)
      let (owningGroup, others): (UInt8, UInt8) = (0x04, 0x20)
      guard let group = entries.first(where: { list[$0] == owningGroup && list[$0 + 1] == 0 }) else { return }
      let other = entries.first { list[$0] == others && list[$0 + 1] == 0 }
      list[group + 2] &= other.map { list[$0 + 2] } ?? 0
    }

    /// Attributes that users have set, and the SELinux label. The others of `security` depend on the content or grant
    /// rights.
    private static func isKept(_ name: String) -> Bool { name.hasPrefix("user.") || name == "security.selinux" }
  #endif
}

#if os(Linux)
  /// The extended attributes of a file.
  struct ExtendedAttributes {
    /// The file, or the path of one that may not be opened.
    private enum Source {
      case file(FileDescriptor)
      case path(String, FileName)
    }

    private let source: Source

    init(_ file: FileDescriptor) {
      source = .file(file)
    }

    /// Those of an open file, or else of a file that is looked up in its folder.
    init(of file: FileDescriptor?, named name: FileName, in folder: OpenFolder) throws {
      source = file.map(Source.file) ?? .path("/proc/self/fd/\(folder.file.rawValue)", name)
    }

    /// The value of an attribute; nil if the file has none of that name, or the file system has no attributes.
    func value(of name: String) throws -> [UInt8]? {
      do {
        return try bytes { start, capacity in
          switch source {
          case .file(let file): fgetxattr(file.rawValue, name, start, capacity)
          case .path(let folder, let file):
            try FileName(folder).appending(file).withCString { lgetxattr($0, name, start, capacity) }
          }
        }
      } catch Errno.noData {
        return nil
      } catch Errno.notSupported {
        return nil
      } catch Errno.noFunction {
        return nil
      }
    }

    /// The names of all attributes; empty if they cannot be listed.
    var names: [String] {
      let list = try? bytes { start, capacity in
        let start = start?.assumingMemoryBound(to: CChar.self)
        return switch source {
        case .file(let file): flistxattr(file.rawValue, start, capacity)
        case .path(let folder, let file):
          try FileName(folder).appending(file).withCString { llistxattr($0, start, capacity) }
        }
      }
      return (list ?? []).split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Sets an attribute; nil on success, otherwise the error.
    static func set(_ name: String, _ value: [UInt8], of file: FileDescriptor) -> Errno? {
      let result = value.withUnsafeBytes { fsetxattr(file.rawValue, name, $0.baseAddress, $0.count, 0) }
      return result == 0 ? nil : Errno(rawValue: errno)
    }

    private func bytes(_ read: (UnsafeMutableRawPointer?, Int) throws -> Int) throws -> [UInt8] {
      while true {
        let length = try read(nil, 0)
        if length < 0 { throw Errno(rawValue: errno) }
        var count = 0
        let bytes = try [UInt8](unsafeUninitializedCapacity: length + 1) { buffer, filled in
          count = try read(buffer.baseAddress, buffer.count)
          filled = max(0, count)
        }
        if count >= 0 { return bytes }
        // It may have grown since its length was read.
        if errno != ERANGE { throw Errno(rawValue: errno) }
      }
    }
  }
#endif
