import LibC
import SystemPackage

/// A file beside another, which is to replace it or to get its name.
///
/// The program that writes one holds a lock on it (flock), which ends with the process, however it ends. So a file left
/// by a killed program can be distinguished from one that is being written at the moment. A signal that can be caught
/// leaves nothing.
struct TemporaryFile {
  /// Where it is.
  let folder: OpenFolder
  /// Its name there.
  let name: FileName
  /// Its content, open for writing and reading; the user of this value closes it.
  let file: FileDescriptor
  private let entry: Interruption.Entry?

  /// Creates one with these permissions, which the umask or the folder may still reduce.
  init(beside target: Destination, permissions: mode_t) throws {
    folder = target.folder
    while true {
      let name = Self.newName(beside: target)
      guard let (file, entry) = try Self.make(name, in: folder, permissions) else { continue }
      self.name = name
      self.file = file
      self.entry = entry
      return
    }
  }

  private static func make(
    _ name: FileName, in folder: OpenFolder, _ permissions: mode_t
  ) throws -> (FileDescriptor, Interruption.Entry?)? {
    try Interruption.uninterrupted {
      let file: FileDescriptor
      do {
        file = try folder.open(name, .readWrite, [.create, .exclusiveCreate], permissions: permissions)
      } catch Errno.fileExists {
        return nil
      }
      // Between creation and locking, another program may have considered it abandoned.
      if lock(file) != .held, let status = try? file.status(), status.st_nlink > 0 {
        return (file, Interruption.remember(name, in: folder))
      }
      folder.remove(name)
      try? file.close()
      return nil
    }
  }

  /// Removes the name; the content stays if it has another name.
  func remove() { folder.remove(name) }

  /// Marks the name as gone for good, once, so that a signal does not remove it.
  func forget() { Interruption.forget(entry) }

  /// Removes files that killed programs left beside a file. Those that cannot be removed stay; they do no harm.
  static func removeAbandoned(beside target: Destination) {
    for name in names(beside: target) {
      guard let file = try? target.folder.open(name, .readOnly, [.noFollow, .nonBlocking]) else { continue }
      if lock(file) == .taken { target.folder.remove(name) }
      try? file.close()
    }
  }

  // MARK: Names

  /// A name beside a file or a folder that no other has.
  static func newName(beside target: Destination) -> FileName {
    FileName(bytes: prefix(of: target.name) + randomPart())
  }

  /// The names beside a file or a folder that are such names; none if they cannot be listed.
  static func names(beside target: Destination) -> [FileName] {
    let prefix = prefix(of: target.name)
    let names = try? target.folder.names { name in
      name.bytes.starts(with: prefix) && isRandomPart(name.bytes.dropFirst(prefix.count))
    }
    return names ?? []
  }

  /// Hidden, and short enough for the random part to fit into 255 bytes, the limit of most file systems.
  private static func prefix(of name: FileName) -> [UInt8] {
    var start = name.bytes.prefix(longestStart)
    // Some file systems accept UTF-8 only, and so no part of a character.
    if start.count < name.bytes.count {
      while let last = start.last, UTF8.isContinuation(name.bytes[start.endIndex]), last >= 0x80 { start.removeLast() }
    }
    return Array(".".utf8) + start + Array(".smtpconf-".utf8)
  }

  private static let longestStart = 200
  private static let randomDigits = 8

  /// Digits that no other name has.
  private static func randomPart() -> [UInt8] {
    let digits = String(UInt32.random(in: 0...UInt32.max), radix: 16)
    return Array((String(repeating: "0", count: randomDigits - digits.count) + digits).utf8)
  }

  /// Whether a part of a name may be such digits.
  private static func isRandomPart(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.count == randomDigits && bytes.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }

  // MARK: Locks

  /// The result of trying to lock.
  enum Lock {
    /// The lock is ours now.
    case taken
    /// Another program has it.
    case held
    /// The file system has no locks.
    case unknown
  }

  /// Takes the lock that keeps a file from being considered abandoned; it ends when the file is closed.
  @discardableResult
  static func lock(_ file: FileDescriptor) -> Lock {
    while flock(file.rawValue, LOCK_EX | LOCK_NB) != 0 {
      if errno == EWOULDBLOCK { return .held }
      if errno != EINTR { return .unknown }
    }
    return .taken
  }
}
