import LibC
import SystemPackage

/// Replaces a file by what was made from its content, even though another program may save it at the same moment.
///
/// The two files exchange their names in one step; then the file that came out is examined. If it is not the one that
/// was read, somebody saved it in between, and it is put back. Two cases remain: a program opened the old file before
/// the exchange and writes to it only after it was examined, or this program is killed (SIGKILL) between the two steps
/// during a save. On a file system without the exchange, a save between the comparison and the renaming is lost.
struct Revision {
  /// The file that was read.
  let file: FileDescriptor
  private let place: Destination
  private let read: [UInt8]
  private let version: Version

  /// What distinguishes a saved file from others, and from itself at another time.
  private struct Version: Equatable {
    let device: UInt64
    let number: UInt64
    let size: Int64
    let seconds: Int
    let nanoseconds: Int

    init(_ status: stat) {
      device = UInt64(truncatingIfNeeded: status.st_dev)
      number = UInt64(status.st_ino)
      size = Int64(status.st_size)
      #if canImport(Darwin)
        (seconds, nanoseconds) = (status.st_mtimespec.tv_sec, status.st_mtimespec.tv_nsec)
      #else
        (seconds, nanoseconds) = (status.st_mtim.tv_sec, status.st_mtim.tv_nsec)
      #endif
    }

    func isSameFile(as other: Version) -> Bool { device == other.device && number == other.number }
  }

  /// Opens the existing file; the caller closes it.
  init(of place: Destination, read: [UInt8]) throws {
    self.place = place
    self.read = read
    file = try place.folder.open(place.name, .readOnly, [.noFollow, .nonBlocking])
    do {
      version = Version(try file.status())
    } catch {
      try? file.close()
      throw error
    }
  }

  /// Whether the file still has the content that was read.
  func isAsRead() throws -> Bool {
    try Self.rewind(file)
    return try Content.of(file, is: { sink in try read.withUnsafeBytes { try sink($0) } })
  }

  /// Replaces the old file by the temporary one.
  ///
  /// - Returns: Whether it was replaced; false if another program saved the file meanwhile.
  func finish(with temporary: TemporaryFile, _ producer: AtomicFile.Producer) throws -> Bool {
    let folder = try place.folder.openForSynchronizing()
    let isDone: Bool
    do {
      isDone = try Interruption.uninterrupted { try exchange(temporary, producer) }
    } catch {
      try? folder?.close()
      throw error
    }
    if !isDone { temporary.remove() }
    try AtomicFile.synchronize(folder)
    return isDone
  }

  private func exchange(_ temporary: TemporaryFile, _ producer: AtomicFile.Producer) throws -> Bool {
    // The file that gets the temporary name must not be considered abandoned.
    TemporaryFile.lock(file)
    do {
      try place.folder.exchange(temporary.name, place.name)
    } catch Errno.notSupported {
      return try rename(temporary)
    } catch Errno.noSuchFileOrDirectory {
      return false
    }
    // What came out may have been written by another run of smtpconf. As soon as that one closes it, a third one may
    // consider it abandoned and remove its name. As long as it is open here, it can still be read.
    let out = try? place.folder.open(temporary.name, .readOnly, [.noFollow, .nonBlocking])
    defer { try? out?.close() }
    if let out { TemporaryFile.lock(out) }
    do {
      if try version(of: temporary).isSameFile(as: version), try isAsRead() {
        place.folder.remove(temporary.name)
        return true
      }
      try putBack(temporary, producer)
      return false
    } catch Errno.noSuchFileOrDirectory where isSame(out, producer) {
      // The name is gone, but nothing is lost: the same content was written.
      return false
    } catch {
      // The file that came out may be another program's save: put it back.
      try place.folder.exchange(temporary.name, place.name)
      throw error
    }
  }

  /// Whether an open file has the content that is written.
  private func isSame(_ out: FileDescriptor?, _ producer: AtomicFile.Producer) -> Bool {
    guard let out else { return false }
    return (try? Content.of(out, is: producer)) ?? false
  }

  /// Puts back a save of another program that came out. If what comes out this time is not the file that was put there
  /// just before, it was saved still later, and is put back in turn.
  private func putBack(_ temporary: TemporaryFile, _ producer: AtomicFile.Producer) throws {
    var out = try version(of: temporary)
    // Nil for our own file.
    var put: Version?
    while true {
      try place.folder.exchange(temporary.name, place.name)
      let next = try version(of: temporary)
      if try put.map({ $0 == next }) ?? isUntouched(temporary, next, producer) { return }
      (put, out) = (out, next)
    }
  }

  /// Whether a version is the file that we wrote, unchanged since.
  private func isUntouched(_ temporary: TemporaryFile, _ found: Version, _ producer: AtomicFile.Producer) throws -> Bool
  {
    guard found.isSameFile(as: Version(try temporary.file.status())) else { return false }
    try Self.rewind(temporary.file)
    return try Content.of(temporary.file, is: producer)
  }

  /// Renames while the file is what was read: for a file system that cannot exchange names.
  private func rename(_ temporary: TemporaryFile) throws -> Bool {
    guard let now = try place.status(), Version(now).isSameFile(as: version), try isAsRead() else { return false }
    try place.folder.rename(temporary.name, to: place.name)
    return true
  }

  private func version(of temporary: TemporaryFile) throws -> Version {
    guard let status = try place.folder.status(of: temporary.name) else { throw Errno.noSuchFileOrDirectory }
    return Version(status)
  }

  private static func rewind(_ file: FileDescriptor) throws { try file.seek(offset: 0, from: .start) }
}
