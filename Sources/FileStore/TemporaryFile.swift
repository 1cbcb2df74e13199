import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file beside another, that is to take its place or its name.
///
/// Whoever writes one holds a lock on it (flock), which ends with the process however that ends. So what was left behind
/// by one that was killed can be told from what another is writing at this moment.
struct TemporaryFile {
  /// Where it is.
  let path: FilePath
  /// Its content, open for writing; closed by whoever uses it.
  let file: FileDescriptor

  /// Makes one, for the owner only.
  init(beside target: FilePath) throws {
    while true {
      let path = Self.folder(of: target).appending(
        Self.prefix(of: target) + Self.hexadecimal(UInt32.random(in: 0...UInt32.max)))
      let file: FileDescriptor
      do {
        file = try FileDescriptor.open(
          path, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec], permissions: [.ownerReadWrite])
      } catch Errno.fileExists {
        continue
      }
      // Between its making and its lock another program may have taken it for abandoned.
      let isOurs = Self.lock(file) != .held && Self.linkCount(of: file) > 0
      if isOurs {
        self.path = path
        self.file = file
        return
      }
      unlink(path.string)
      try? file.close()
    }
  }

  /// Takes the name away; the content stays where it has got another.
  func remove() { unlink(path.string) }

  /// Removes what killed programs have left beside a file. What cannot be removed stays: it harms nobody.
  static func removeAbandoned(beside target: FilePath) {
    let folder = folder(of: target)
    let prefix = prefix(of: target)
    for name in names(in: folder) where name.hasPrefix(prefix) && isRandomPart(name.dropFirst(prefix.count)) {
      let path = folder.appending(name)
      let options: FileDescriptor.OpenOptions = [.closeOnExec, .noFollow, .nonBlocking]
      guard let file = try? FileDescriptor.open(path, .readOnly, options: options) else { continue }
      if lock(file) == .taken { unlink(path.string) }
      try? file.close()
    }
  }

  // MARK: Names

  private static func folder(of target: FilePath) -> FilePath {
    let folder = target.removingLastComponent()
    return folder.isEmpty ? "." : folder
  }

  /// Hidden, and short enough for the random part to fit into a name of 255 bytes, the most that file systems take.
  private static func prefix(of target: FilePath) -> String {
    let name = target.lastComponent?.string ?? ""
    var start = Substring(name)
    while start.utf8.count > longestStart { start.removeLast() }
    return ".\(start).smtpconf-"
  }

  private static let longestStart = 200
  private static let randomDigits = 8

  private static func hexadecimal(_ number: UInt32) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: randomDigits - digits.count) + digits
  }

  private static func isRandomPart(_ text: Substring) -> Bool {
    text.utf8.count == randomDigits && text.allSatisfy { $0.isHexDigit && !$0.isUppercase }
  }

  private static func names(in folder: FilePath) -> [String] {
    guard let stream = opendir(folder.string) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 1) {
          // In a folder with very many files, few are worth a string.
          if $0.pointee == CChar(bitPattern: UInt8(ascii: ".")) { names.append(String(cString: $0)) }
        }
      }
    }
    return names
  }

  // MARK: Locks

  private enum Lock {
    /// The lock is ours now.
    case taken
    /// Another program has it.
    case held
    /// The file system has no locks.
    case unknown
  }

  private static func lock(_ file: FileDescriptor) -> Lock {
    while flock(file.rawValue, LOCK_EX | LOCK_NB) != 0 {
      if errno == EWOULDBLOCK { return .held }
      if errno != EINTR { return .unknown }
    }
    return .taken
  }

  private static func linkCount(of file: FileDescriptor) -> Int {
    var status = stat()
    return fstat(file.rawValue, &status) == 0 ? Int(status.st_nlink) : 0
  }
}
