package import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file that is replaced as a whole: a reader sees the old content or the new one, also after a crash or on a full disk.
package struct AtomicFile {
  /// Writes the content, piece by piece, into what it is given.
  package typealias Producer = (_ sink: @escaping (UnsafeRawBufferPointer) throws -> Void) throws -> Void

  private let path: FilePath
  private let isPrivate: Bool
  private let name: String

  /// A file to be replaced.
  ///
  /// - Parameters:
  ///   - path: The file; where it is a symbolic link, the file it leads to is replaced and the link stays.
  ///   - isPrivate: Whether nobody but the owner may read it (mode 0600); otherwise a file that exists keeps its mode,
  ///     and a new one has the mode the umask gives.
  package init(_ path: FilePath, isPrivate: Bool = false) {
    name = path.string
    self.path = Self.target(of: path)
    self.isPrivate = isPrivate
  }

  /// Whether the file's content is what the producer writes; false where there is no file.
  ///
  /// - Throws: ``FileStoreError`` where the file is there but cannot be read.
  package func holds(_ producer: Producer) throws(FileStoreError) -> Bool {
    do {
      let file = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec])
      return try file.closeAfter { try holds(producer, file) }
    } catch Errno.noSuchFileOrDirectory {
      return false
    } catch {
      throw FileStoreError(.read, name, error)
    }
  }

  /// Writes the file, unless it holds the same already.
  ///
  /// - Returns: Whether it was written.
  /// - Throws: ``FileStoreError``; the file is then as it was.
  @discardableResult
  package func write(_ producer: Producer) throws(FileStoreError) -> Bool {
    do {
      guard let old = try Self.status(path) else {
        try replace(producer, mode: isPrivate ? 0o600 : 0o666 & ~Self.fileCreationMask(), owner: nil)
        return true
      }
      guard old.st_mode & S_IFMT == S_IFREG else {
        try writeInPlace(producer)
        return true
      }
      if (try? holds(producer)) == true {
        if isPrivate, old.st_mode & 0o777 != 0o600 { try check(chmod(path.string, 0o600)) }
        return false
      }
      try replace(producer, mode: isPrivate ? 0o600 : old.st_mode & 0o7777, owner: (old.st_uid, old.st_gid))
      return true
    } catch {
      throw FileStoreError(.write, name, error)
    }
  }

  /// Writes a file that is not there yet.
  ///
  /// - Returns: Whether it was written; false where there is one already, which stays as it is.
  /// - Throws: ``FileStoreError``; there is then no file.
  package func create(_ producer: Producer) throws(FileStoreError) -> Bool {
    do {
      let temporary = try writeTemporary(producer, mode: 0o666 & ~Self.fileCreationMask(), owner: nil)
      defer { unlink(temporary.string) }
      // Unlike rename, link never takes the place of a file that came in the meantime.
      if link(temporary.string, path.string) != 0 {
        if errno == EEXIST { return false }
        throw Errno(rawValue: errno)
      }
      try syncFolder()
      return true
    } catch {
      throw FileStoreError(.write, name, error)
    }
  }

  // MARK: Comparing

  private struct Different: Error {}

  private func holds(_ producer: Producer, _ file: FileDescriptor) throws -> Bool {
    do {
      try producer { piece in
        if try !Self.matches(piece, file) { throw Different() }
      }
    } catch is Different {
      return false
    }
    return try withUnsafeTemporaryAllocation(byteCount: 1, alignment: 1) { try file.read(into: $0) } == 0
  }

  /// Whether the next bytes of a file are these.
  private static func matches(_ piece: UnsafeRawBufferPointer, _ file: FileDescriptor) throws -> Bool {
    try withUnsafeTemporaryAllocation(byteCount: piece.count, alignment: 1) { buffer in
      var filled = 0
      while filled < piece.count {
        let count = try file.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
        if count == 0 { return false }
        filled += count
      }
      return buffer.elementsEqual(piece)
    }
  }

  // MARK: Writing

  /// Renames a temporary file into the place of the old one; either way no temporary file stays.
  private func replace(_ producer: Producer, mode: mode_t, owner: (uid_t, gid_t)?) throws {
    let temporary = try writeTemporary(producer, mode: mode, owner: owner)
    guard rename(temporary.string, path.string) == 0 else {
      let problem = Errno(rawValue: errno)
      unlink(temporary.string)
      throw problem
    }
    try syncFolder()
  }

  /// Writes a temporary file beside the old one, down to the disk; where that fails, none is left.
  private func writeTemporary(_ producer: Producer, mode: mode_t, owner: (uid_t, gid_t)?) throws -> FilePath {
    let (temporary, file) = try openTemporary()
    do {
      try file.closeAfter {
        try producer { _ = try file.writeAll($0) }
        // Only root can give a file away; where that fails the file stays ours, which harms nobody.
        if let owner { _ = fchown(file.rawValue, owner.0, owner.1) }
        try check(fchmod(file.rawValue, mode))
        try check(fsync(file.rawValue))
      }
      return temporary
    } catch {
      unlink(temporary.string)
      throw error
    }
  }

  private func openTemporary() throws -> (FilePath, FileDescriptor) {
    let folder = path.removingLastComponent()
    let last = path.lastComponent?.string ?? "table"
    while true {
      let temporary = folder.appending(".\(last.prefix(100)).\(UInt32.random(in: 0...UInt32.max)).tmp")
      do {
        let file = try FileDescriptor.open(
          temporary, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec], permissions: [.ownerReadWrite])
        return (temporary, file)
      } catch Errno.fileExists {
        continue
      }
    }
  }

  /// Makes the new name last through a crash, where the file system can do that for a folder.
  private func syncFolder() throws {
    let folder = path.removingLastComponent()
    let file = try FileDescriptor.open(folder.isEmpty ? "." : folder, .readOnly, options: [.closeOnExec, .directory])
    try file.closeAfter {
      if fsync(file.rawValue) != 0, errno != EINVAL { throw Errno(rawValue: errno) }
    }
  }

  /// Writes to what cannot be replaced: a pipe or a device.
  private func writeInPlace(_ producer: Producer) throws {
    let file = try FileDescriptor.open(path, .writeOnly, options: [.closeOnExec])
    try file.closeAfter { try producer { _ = try file.writeAll($0) } }
  }

  // MARK: The system

  private static func status(_ path: FilePath) throws -> stat? {
    var status = stat()
    if stat(path.string, &status) == 0 { return status }
    if errno == ENOENT { return nil }
    throw Errno(rawValue: errno)
  }

  /// The file a symbolic link leads to; the path itself where it is none or leads nowhere.
  private static func target(of path: FilePath) -> FilePath {
    guard let resolved = realpath(path.string, nil) else { return path }
    defer { free(resolved) }
    return FilePath(String(cString: resolved))
  }

  private static func fileCreationMask() -> mode_t {
    let mask = umask(0)
    umask(mask)
    return mask
  }
}

private func check(_ result: Int32) throws {
  if result != 0 { throw Errno(rawValue: errno) }
}

extension AtomicFile {
  /// Whether the file is, by whatever name, the same as another.
  package func isSameFile(as other: FilePath) -> Bool {
    guard let own = try? Self.status(path), let others = try? Self.status(other) else { return false }
    return own.st_dev == others.st_dev && own.st_ino == others.st_ino
  }
}
