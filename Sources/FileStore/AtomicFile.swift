import LibC
import SystemPackage

/// A file that is replaced as a whole: a reader sees the old content or the new one, even after a crash or on a full
/// disk.
///
/// Temporary files left by a program that was killed are removed by the next one that writes the file.
package struct AtomicFile: Sendable {
  /// Writes the content, piece by piece, to the sink it is given.
  package typealias Producer = (_ sink: @escaping (UnsafeRawBufferPointer) throws -> Void) throws -> Void

  private let name: FileName
  private let isPrivate: Bool
  /// The mode that the file gets whatever it was and whatever the umask is; nil to keep it.
  private var mode: mode_t?

  /// A file to be replaced.
  ///
  /// - Parameters:
  ///   - name: The file; if it is a symbolic link, the file it leads to is replaced and the link stays.
  ///   - isPrivate: Whether only the current user may read it (mode 0600). Otherwise an existing file keeps its owner,
  ///     group, mode and access control list, and a new one gets the default of the umask or the folder.
  package init(_ name: FileName, isPrivate: Bool = false) {
    self.name = name
    self.isPrivate = isPrivate
  }

  /// A file to be replaced that gets exactly this mode.
  init(_ name: FileName, mode: mode_t) {
    self.init(name, isPrivate: mode & 0o077 == 0)
    self.mode = mode
  }

  /// Whether the file's content is what the producer writes; false if there is no file.
  ///
  /// - Throws: ``FileStoreError`` if the file exists but cannot be read, or keeps no content (a pipe).
  package func hasContent(_ producer: Producer) throws(FileStoreError) -> Bool {
    do {
      // A pipe may never be written to, so do not wait for it.
      let file = try name.withCString { try FileDescriptor.open($0, .readOnly, options: [.closeOnExec, .nonBlocking]) }
      return try file.closeAfter {
        let kind = try file.status().st_mode & S_IFMT
        if kind == S_IFDIR { throw Refusal.folder }
        if kind != S_IFREG { throw Refusal("it is a pipe or a device, which has no content to compare with") }
        return try Content.of(file, is: producer)
      }
    } catch Errno.noSuchFileOrDirectory {
      return false
    } catch {
      throw FileStoreError(.read, name.text, error)
    }
  }

  /// Writes the file, unless it has this content already.
  ///
  /// - Returns: Whether it was written.
  /// - Throws: ``FileStoreError``; the file is then unchanged, unless the error says that it was written.
  @discardableResult
  package func write(_ producer: Producer) throws(FileStoreError) -> Bool {
    do {
      return try write(producer, to: Destination(name))
    } catch {
      throw FileStoreError(.write, name.text, error)
    }
  }

  /// Writes the file if its content is still what was read from it.
  ///
  /// - Returns: Whether it has the new content now; false if another program has changed it, in which case that change
  ///   is kept.
  /// - Throws: ``FileStoreError``; the file is then unchanged, unless the error says that it was written.
  package func revise(_ read: [UInt8], _ producer: Producer) throws(FileStoreError) -> Bool {
    if try replace(read, producer) { return true }
    // Two programs that write the same content do not conflict.
    return try hasContent(producer)
  }

  private func replace(_ read: [UInt8], _ producer: Producer) throws(FileStoreError) -> Bool {
    do {
      let place = try Destination(name)
      try refuseUnrevisable(try place.isOpenFile ? nil : place.status())
      try place.folder.refuseForeign(place.name, .file)
      TemporaryFile.removeAbandoned(beside: place)
      let revision = try Revision(of: place, read: read)
      return try revision.file.closeAfter {
        guard try revision.isAsRead() else { return false }
        let rights = try FileRights(
          of: revision.file, named: place.name, in: place.folder, status: revision.file.status())
        return try withTemporary(beside: place, .replacing(rights), producer) { temporary in
          try revision.finish(with: temporary, producer)
        }
      }
    } catch {
      throw FileStoreError(.write, name.text, error)
    }
  }

  /// Refuses what cannot be read, changed and replaced, before anything waits for input from a pipe.
  ///
  /// - Throws: ``FileStoreError`` for a pipe, a device or a folder.
  package func refuseUnrevisable() throws(FileStoreError) {
    do {
      let place = try Destination(name)
      let status = try place.isOpenFile ? nil : place.status()
      // A missing file is reported when it is read.
      if place.isOpenFile || status != nil { try refuseUnrevisable(status) }
    } catch Errno.noSuchFileOrDirectory {
      // So is a missing folder.
    } catch {
      throw FileStoreError(.write, name.text, error)
    }
  }

  private func refuseUnrevisable(_ status: stat?) throws {
    switch status.map({ $0.st_mode & S_IFMT }) {
    case S_IFREG: break
    case S_IFDIR: throw Refusal.folder
    case nil: throw Refusal("only a file with its own name can be replaced")
    default: throw Refusal("it is a pipe or a device; only a file can be replaced")
    }
  }

  /// Writes a file that does not exist yet.
  ///
  /// - Returns: Whether it was written; false if a file exists already, which is not changed.
  /// - Throws: ``FileStoreError``; there is then no file, unless the error says that it was written.
  package func create(_ producer: Producer) throws(FileStoreError) -> Bool {
    do {
      let place = try Destination(name, followsLast: false)
      TemporaryFile.removeAbandoned(beside: place)
      if try place.status() != nil { return false }
      return try withTemporary(beside: place, .new, producer) { temporary in
        let folder = try place.folder.openForSynchronizing()
        defer { temporary.remove() }
        do {
          // Unlike rename, link never replaces a file that was created in the meantime.
          try place.folder.link(temporary.name, as: place.name)
        } catch Errno.fileExists {
          try folder?.close()
          return false
        }
        try Self.synchronize(folder)
        return true
      }
    } catch {
      throw FileStoreError(.write, name.text, error)
    }
  }

  /// Removes temporary files that killed programs left beside the file; writing it does so as well.
  package func removeAbandoned() {
    if let place = try? Destination(name), !place.isOpenFile { TemporaryFile.removeAbandoned(beside: place) }
  }

  // MARK: Writing

  private func write(_ producer: Producer, to place: Destination) throws -> Bool {
    if place.isOpenFile {
      try writeInPlace(producer, place)
      return true
    }
    TemporaryFile.removeAbandoned(beside: place)
    guard let old = try place.status() else {
      try replace(place, mode.map(NewFile.exactly) ?? (isPrivate ? .private : .new), producer)
      return true
    }
    switch old.st_mode & S_IFMT {
    case S_IFDIR: throw Refusal.folder
    case S_IFREG: return try replace(old, at: place, producer)
    default:
      try writeInPlace(producer, place)
      return true
    }
  }

  private func replace(_ old: stat, at place: Destination, _ producer: Producer) throws -> Bool {
    try place.folder.refuseForeign(place.name, .file)
    if isPrivate, old.st_uid != geteuid() {
      throw Refusal("it belongs to another user, who could read the passwords in it; remove it first")
    }
    let file = try Self.openIfReadable(place)
    defer { try? file?.close() }
    if let file, (try? Content.of(file, is: producer)) == true, try !isPrivate || FileRights.areOwnersOnly(file),
      mode.map({ $0 == old.st_mode & 0o7777 }) ?? true
    {
      return false
    }
    if let mode {
      try replace(place, .exactly(mode), producer)
      return true
    }
    let rights = try FileRights(of: file, named: place.name, in: place.folder, status: old)
    try replace(place, isPrivate ? .private : .replacing(rights), producer)
    return true
  }

  private static func openIfReadable(_ place: Destination) throws -> FileDescriptor? {
    do {
      return try place.folder.open(place.name, .readOnly, [.noFollow, .nonBlocking])
    } catch Errno.permissionDenied {
      return nil
    }
  }

  /// Renames a temporary file to replace the old one; no temporary file is left, whether this succeeds or not.
  private func replace(_ place: Destination, _ kind: NewFile, _ producer: Producer) throws {
    try withTemporary(beside: place, kind, producer) { temporary in
      let folder = try place.folder.openForSynchronizing()
      do {
        try place.folder.rename(temporary.name, to: place.name)
      } catch {
        try? folder?.close()
        throw error
      }
      try Self.synchronize(folder)
    }
  }

  /// The permissions of a file that is written.
  private enum NewFile {
    /// The default of the umask or the folder.
    case new
    /// Those of the file that is replaced.
    case replacing(FileRights)
    /// For the current user only.
    case `private`
    /// This mode.
    case exactly(mode_t)
  }

  /// Writes a temporary file, synchronised to the disk, and passes it on while it is locked; if anything fails, none is
  /// left.
  private func withTemporary<Result>(
    beside place: Destination, _ kind: NewFile, _ producer: Producer, _ body: (TemporaryFile) throws -> Result
  ) throws -> Result {
    let isNew = if case .new = kind { true } else { false }
    let temporary = try TemporaryFile(beside: place, permissions: isNew ? 0o666 : 0o600)
    // By the temporary name only: the file may have got its final name by now.
    defer { temporary.forget() }
    let file = temporary.file
    do {
      return try file.closeAfter {
        try producer { _ = try file.writeAll($0) }
        switch kind {
        case .new: break
        case .replacing(let rights): try rights.give(to: file)
        case .private: try FileRights.giveToOwnerOnly(file)
        case .exactly(let mode): try check(fchmod(file.rawValue, mode))
        }
        try check(fsync(file.rawValue))
        return try body(temporary)
      }
    } catch let error as NotSecured {
      throw error
    } catch {
      temporary.remove()
      throw error
    }
  }

  /// Makes a new name survive a crash, if the file system supports that for a folder.
  static func synchronize(_ folder: FileDescriptor?) throws {
    guard let folder else { return }
    let problem = fsync(folder.rawValue) == 0 ? nil : Errno(rawValue: errno)
    try? folder.close()
    let cannot: [Errno] = [.invalidArgument, .notSupported, .noFunction]
    if let problem, !cannot.contains(problem) { throw NotSecured(cause: problem) }
  }

  /// Writes to what cannot be replaced: a pipe, a device, or a file that a process has open.
  private func writeInPlace(_ producer: Producer, _ place: Destination) throws {
    if !place.isOpenFile, let status = try place.status(), status.st_mode & S_IFMT == S_IFIFO {
      try place.folder.refuseForeign(place.name, .pipe)
      if isPrivate, status.st_uid != geteuid() || status.st_mode & (S_IRGRP | S_IROTH) != 0 {
        throw Refusal("others may read this pipe, and the passwords that would go through it")
      }
    }
    // Keeps what the shell has written there already.
    let file = try place.folder.open(place.name, .writeOnly, place.isOpenFile ? [.append] : [.noFollow])
    try file.closeAfter { try producer { _ = try file.writeAll($0) } }
  }
}

/// Compares a file with what would be written.
enum Content {
  private struct Different: Error {}

  /// Whether a file, from its current offset to its end, is exactly what the producer writes.
  static func of(_ file: FileDescriptor, is producer: AtomicFile.Producer) throws -> Bool {
    do {
      try producer { piece in
        if try !matches(piece, file) { throw Different() }
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
}
