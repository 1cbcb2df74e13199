package import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file that is replaced as a whole: a reader sees the old content or the new one, also after a crash or on a full disk.
///
/// What a program that was killed in the middle has left beside the file, the next one removes.
package struct AtomicFile {
  /// Writes the content, piece by piece, into what it is given.
  package typealias Producer = (_ sink: @escaping (UnsafeRawBufferPointer) throws -> Void) throws -> Void

  /// The file as it was named.
  private let name: FilePath
  /// Where it is: behind all symbolic links.
  private let path: FilePath
  private let isPrivate: Bool

  /// A file to be replaced.
  ///
  /// - Parameters:
  ///   - path: The file; where it is a symbolic link, the file it leads to is replaced and the link stays.
  ///   - isPrivate: Whether nobody but the owner may read it (mode 0600); otherwise a file that exists keeps its mode,
  ///     and a new one has the mode the umask gives.
  package init(_ path: FilePath, isPrivate: Bool = false) {
    name = path
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
      throw FileStoreError(.read, name.string, error)
    }
  }

  /// Writes the file, unless it holds the same already.
  ///
  /// - Returns: Whether it was written.
  /// - Throws: ``FileStoreError``; the file is then as it was.
  @discardableResult
  package func write(_ producer: Producer) throws(FileStoreError) -> Bool {
    removeAbandoned()
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
      throw FileStoreError(.write, name.string, error)
    }
  }

  /// Writes a file that is not there yet.
  ///
  /// - Returns: Whether it was written; false where there is one already, which stays as it is.
  /// - Throws: ``FileStoreError``; there is then no file.
  package func create(_ producer: Producer) throws(FileStoreError) -> Bool {
    TemporaryFile.removeAbandoned(beside: name)
    do {
      return try withTemporary(beside: name, producer, mode: 0o666 & ~Self.fileCreationMask(), owner: nil) {
        temporary in
        defer { temporary.remove() }
        // Unlike rename, link never takes the place of a file that came in the meantime.
        if link(temporary.path.string, name.string) != 0 {
          if errno == EEXIST { return false }
          throw Errno(rawValue: errno)
        }
        try Self.syncFolder(of: name)
        return true
      }
    } catch {
      throw FileStoreError(.write, name.string, error)
    }
  }

  /// Removes what programs that were killed have left beside the file; writing it does so as well.
  package func removeAbandoned() { TemporaryFile.removeAbandoned(beside: path) }

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
      guard let left = buffer.baseAddress, let right = piece.baseAddress else { return true }
      return memcmp(left, right, piece.count) == 0
    }
  }

  // MARK: Writing

  /// Renames a temporary file into the place of the old one; either way no temporary file stays.
  private func replace(_ producer: Producer, mode: mode_t, owner: (uid_t, gid_t)?) throws {
    // A link that could not be followed must not give way to a file.
    if Self.destination(ofLink: path) != nil { throw Errno.ioError }
    try withTemporary(beside: path, producer, mode: mode, owner: owner) { temporary in
      try check(rename(temporary.path.string, path.string))
      try Self.syncFolder(of: path)
    }
  }

  /// Writes a temporary file, down to the disk, and hands it on while it is locked; where anything fails, none is left.
  private func withTemporary<Result>(
    beside target: FilePath, _ producer: Producer, mode: mode_t, owner: (uid_t, gid_t)?,
    _ body: (TemporaryFile) throws -> Result
  ) throws -> Result {
    let temporary = try TemporaryFile(beside: target)
    let file = temporary.file
    do {
      return try file.closeAfter {
        try producer { _ = try file.writeAll($0) }
        try check(fchmod(file.rawValue, Self.give(file, to: owner) ? mode : mode & 0o777))
        try check(fsync(file.rawValue))
        return try body(temporary)
      }
    } catch {
      temporary.remove()
      throw error
    }
  }

  /// Gives a file to its owner and group, as far as the system lets us; where it does not, it stays ours, which harms
  /// nobody as long as it gives nobody our rights.
  private static func give(_ file: FileDescriptor, to owner: (user: uid_t, group: gid_t)?) -> Bool {
    guard let owner else { return true }
    if fchown(file.rawValue, owner.user, owner.group) == 0 { return true }
    _ = fchown(file.rawValue, uid_t.max, owner.group)
    return false
  }

  /// Makes the new name last through a crash, where the file system can do that for a folder.
  private static func syncFolder(of path: FilePath) throws {
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

  /// The file that symbolic links lead to, also where it is not there yet; the path itself where it is no link.
  private static func target(of path: FilePath) -> FilePath {
    var target = path
    for _ in 0..<mostLinks {
      if let resolved = realpath(target.string, nil) {
        defer { free(resolved) }
        return FilePath(platformString: resolved)
      }
      // What can be opened has no name of its own: a pipe behind /dev/stdout.
      if (try? status(target)) != nil { return target }
      guard let next = destination(ofLink: target) else { return target }
      target = target.removingLastComponent().pushing(next)
    }
    return path
  }

  /// As many links in a row as the systems themselves follow.
  private static let mostLinks = 40

  /// Where a symbolic link leads to, seen from its folder; nil for what is none.
  private static func destination(ofLink path: FilePath) -> FilePath? {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(PATH_MAX) + 1) { buffer in
      guard let start = buffer.baseAddress else { return nil }
      let count = readlink(path.string, start, Int(PATH_MAX))
      guard count > 0 else { return nil }
      buffer[count] = 0
      return FilePath(platformString: start)
    }
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
