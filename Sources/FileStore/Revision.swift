import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The replacement of a file by what was made of its content, which another program may save at the same moment.
///
/// The two files exchange their names in one step; then it is looked at what came out. If that is not what was read,
/// somebody saved it in between, and it goes back. What is left is who opened the old file before the exchange and writes
/// to it only after it was looked at, and who has the program killed (SIGKILL) between these two steps while they save.
/// A file system without the exchange leaves the time between the comparison and the renaming.
struct Revision {
  /// The file that was read.
  let file: FileDescriptor
  private let place: Destination
  private let read: [UInt8]
  private let version: Version

  /// What tells a file, as it is saved now, from others and from itself at another time.
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

  /// Opens the file that is there now; it is to be closed.
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

  /// Whether the file holds what was read.
  func isAsRead() throws -> Bool {
    try Self.rewind(file)
    return try Content.of(file, is: { sink in try read.withUnsafeBytes { try sink($0) } })
  }

  /// Puts the temporary file into the place of the old one.
  ///
  /// - Returns: Whether it is there now; false if what is there was saved by another program meanwhile.
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
    // What gets the temporary name must not be taken for abandoned.
    TemporaryFile.lock(file)
    do {
      try place.folder.exchange(temporary.name, place.name)
    } catch Errno.notSupported {
      return try rename(temporary)
    } catch Errno.noSuchFileOrDirectory {
      return false
    }
    do {
      if try version(of: temporary).isSameFile(as: version), try isAsRead() {
        place.folder.remove(temporary.name)
        return true
      }
      try putBack(temporary, producer)
      return false
    } catch {
      // What came out may be somebody's save: it goes back unseen.
      try place.folder.exchange(temporary.name, place.name)
      throw error
    }
  }

  /// Puts back what came out, a save of somebody's. If what comes out then is not what was put there just before, it was
  /// saved still later, and takes its turn.
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

  /// Whether a version is that of the file we wrote, and nobody has written to it since.
  private func isUntouched(_ temporary: TemporaryFile, _ found: Version, _ producer: AtomicFile.Producer) throws -> Bool
  {
    guard found.isSameFile(as: Version(try temporary.file.status())) else { return false }
    try Self.rewind(temporary.file)
    return try Content.of(temporary.file, is: producer)
  }

  /// Renames as long as the file is what was read: for a file system that cannot exchange names.
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
