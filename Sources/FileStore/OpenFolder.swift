import CFileMetadata
import LibC
import SystemPackage

/// A folder that is held open: names are looked up in it, whatever happens to the path by which it was reached. It need
/// not be readable.
final class OpenFolder: Sendable {
  /// For calls that take a folder; it was not opened for anything else.
  let file: FileDescriptor

  /// Opens one of the system's folders: `/` or `.`.
  convenience init(_ path: String) throws {
    self.init(try FileDescriptor.open(path, Self.access, options: Self.options))
  }

  private init(_ file: FileDescriptor) {
    self.file = file
  }

  deinit { try? file.close() }

  #if os(Linux)
    // O_PATH, which glibc declares only with a feature macro: it is the same number on all machines that Swift runs on.
    private static let access = FileDescriptor.AccessMode(rawValue: 0o10000000)
  #else
    // O_SEARCH without O_DIRECTORY, which is among the options.
    private static let access = FileDescriptor.AccessMode(rawValue: 0x4000_0000)
  #endif
  private static let options: FileDescriptor.OpenOptions = [.directory, .closeOnExec]

  /// Opens a subfolder, which may be a symbolic link only if links are followed.
  func subfolder(_ name: FileName, follows: Bool = false) throws -> OpenFolder {
    OpenFolder(try open(name, Self.access, follows ? Self.options : [Self.options, .noFollow]))
  }

  /// Opens a file in this folder; it must exist unless `permissions` are given.
  func open(
    _ name: FileName, _ access: FileDescriptor.AccessMode, _ options: FileDescriptor.OpenOptions,
    permissions: mode_t? = nil
  ) throws -> FileDescriptor {
    let flags = access.rawValue | FileDescriptor.OpenOptions([options, .closeOnExec]).rawValue
    return try name.withCString { path in
      while true {
        let number = permissions.map { openat(file.rawValue, path, flags, $0) } ?? openat(file.rawValue, path, flags)
        if number >= 0 { return FileDescriptor(rawValue: number) }
        if errno != EINTR { throw Errno(rawValue: errno) }
      }
    }
  }

  /// The metadata of a file in this folder, or of the link itself if it is one; nil if it does not exist.
  func status(of name: FileName) throws -> stat? {
    var status = stat()
    return try name.withCString { path in
      if fstatat(file.rawValue, path, &status, AT_SYMLINK_NOFOLLOW) == 0 { return status }
      if errno == ENOENT { return nil }
      throw Errno(rawValue: errno)
    }
  }

  /// The metadata of the folder itself.
  func status() throws -> stat { try file.status() }

  /// The target of a symbolic link in this folder.
  func destination(ofLink name: FileName) throws -> FileName {
    let bytes = try [UInt8](unsafeUninitializedCapacity: Int(PATH_MAX)) { buffer, count in
      count = try name.withCString { path in
        try buffer.withMemoryRebound(to: CChar.self) { characters in
          guard let start = characters.baseAddress else { throw Errno.invalidArgument }
          return readlinkat(file.rawValue, path, start, characters.count)
        }
      }
      if count < 0 {
        count = 0
        throw Errno(rawValue: errno)
      }
    }
    return FileName(bytes: bytes)
  }

  /// Removes a name, if it exists.
  func remove(_ name: FileName) {
    _ = try? name.withCString { unlinkat(file.rawValue, $0, 0) }
  }

  /// Creates a subfolder with exactly this mode, unless there is one already; returns whether it was created.
  @discardableResult
  func makeFolder(_ name: FileName, mode: mode_t) throws -> Bool {
    do {
      try name.withCString { try check(mkdirat(file.rawValue, $0, 0o700)) }
    } catch Errno.fileExists {
      return false
    }
    try name.withCString { try check(fchmodat(file.rawValue, $0, mode, 0)) }
    return true
  }

  /// Removes a subfolder, if it is empty.
  func removeFolder(_ name: FileName) {
    _ = try? name.withCString { unlinkat(file.rawValue, $0, AT_REMOVEDIR) }
  }

  /// Renames a file, replacing another if it exists.
  func rename(_ old: FileName, to new: FileName) throws {
    try old.withCString { old in try new.withCString { try check(renameat(file.rawValue, old, file.rawValue, $0)) } }
  }

  /// Gives a file another name, which must not exist yet.
  func link(_ old: FileName, as new: FileName) throws {
    try old.withCString { old in try new.withCString { try check(linkat(file.rawValue, old, file.rawValue, $0, 0)) } }
  }

  /// Exchanges the names of two files in one step.
  ///
  /// - Throws: `Errno.notSupported` if the system, or the file system, cannot do that.
  func exchange(_ left: FileName, _ right: FileName) throws {
    try left.withCString { left in
      try right.withCString { right in
        #if os(Linux)
          let result = CFileMetadataExchange(file.rawValue, left, right)
        #else
          let result = renameatx_np(file.rawValue, left, file.rawValue, right, UInt32(RENAME_SWAP))
        #endif
        guard result != 0 else { return }
        let unsupported = [ENOSYS, EINVAL, ENOTSUP].contains(errno)
        throw unsupported ? Errno.notSupported : Errno(rawValue: errno)
      }
    }
  }

  /// The folder, opened so that its names can be synchronised; nil if it may not be read, as then that is impossible.
  func openForSynchronizing() throws -> FileDescriptor? {
    do {
      return try open(FileName("."), .readOnly, [.directory])
    } catch Errno.permissionDenied {
      return nil
    }
  }

  /// The wanted names in the folder.
  ///
  /// - Throws: `Errno` if it cannot be listed to its end.
  func names(where isWanted: (FileName) -> Bool = { _ in true }) throws -> [FileName] {
    var names: [FileName] = []
    try FolderListing.forEach(in: open(FileName("."), .readOnly, [.directory])) { name, _ in
      if isWanted(name) { names.append(name) }
    }
    return names
  }

  /// Whether its links are the system's links to open files of processes, which no path describes.
  var isOfProcesses: Bool {
    #if os(Linux)
      CFileMetadataIsOfProcesses(file.rawValue) != 0
    #else
      false
    #endif
  }
}

extension FileDescriptor {
  /// The metadata of the open file.
  func status() throws -> stat { try statusOfOpenFile(rawValue) }
}

/// Not in FileDescriptor, which has its own `stat`.
private func statusOfOpenFile(_ number: Int32) throws -> stat {
  var status = stat()
  try check(fstat(number, &status))
  return status
}

/// Lists the names in a folder.
enum FolderListing {
  /// Calls a function with each name except `.` and `..`, and with the type in the directory entry (DT_DIR and so on).
  /// The folder must be open for reading, and is closed.
  ///
  /// - Throws: `Errno` if the folder cannot be read to its end.
  static func forEach(in folder: FileDescriptor, _ body: (FileName, UInt8) -> Void) throws {
    guard let stream = fdopendir(folder.rawValue) else {
      let problem = Errno(rawValue: errno)
      try? folder.close()
      throw problem
    }
    defer { closedir(stream) }
    while true {
      errno = 0
      guard let entry = readdir(stream) else { break }
      let name = withUnsafePointer(to: &entry.pointee.d_name) { start -> FileName in
        let characters = UnsafeRawPointer(start).assumingMemoryBound(to: CChar.self)
        return FileName(bytes: Array(UnsafeRawBufferPointer(start: characters, count: strlen(characters))))
      }
      if name.bytes != [UInt8(ascii: ".")], name.bytes != Array("..".utf8) { body(name, entry.pointee.d_type) }
    }
    if errno != 0 { throw Errno(rawValue: errno) }
  }
}

/// Turns the result of a system call into an error.
func check(_ result: Int32) throws {
  if result != 0 { throw Errno(rawValue: errno) }
}
