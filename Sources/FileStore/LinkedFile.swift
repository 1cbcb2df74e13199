import LibC
import SystemPackage

/// A YAML file that another file names. Anything else is not read: what one file says must not make the program show
/// another that is secret.
package struct LinkedFile: Sendable {
  /// The device it is on.
  package let device: UInt64
  /// Its inode number there.
  package let inode: UInt64

  private let name: FileName
  /// The path without symbolic links.
  private let resolved: FilePath

  /// Why a file is not read.
  package enum Problem: Error, Sendable, Equatable {
    /// There is no such file.
    case missing
    /// It is a folder.
    case folder
    /// It is a device, a pipe or a socket.
    case notAFile
    /// Its name, or that of the file that a link leads to, does not end in `.yaml` or `.yml`.
    case notYAML
    /// The system does not allow it.
    case noPermission
    /// Another error of the system.
    case other(String)
  }

  /// Finds a file, and does not read it.
  package init(_ name: FileName) throws(Problem) {
    self.name = name
    do {
      resolved = try name.withoutLinks()
      var status = stat()
      guard stat(resolved.string, &status) == 0 else { throw Errno(rawValue: errno) }
      try Self.check(status)
      device = UInt64(truncatingIfNeeded: status.st_dev)
      inode = UInt64(status.st_ino)
    } catch {
      throw Problem(error)
    }
    guard Self.isYAML(name), Self.isYAML(FileName(resolved)) else { throw .notYAML }
  }

  /// Reads the file that was found.
  ///
  /// - Parameter limit: The most bytes to read; of a larger file, one byte more is returned.
  /// - Returns: The content.
  /// - Throws: ``Problem``, also if another file has taken its place.
  package func read(limit: Int) throws(Problem) -> [UInt8] {
    do {
      // Without waiting for the writer of a pipe that has taken the file's place.
      let file = try FileDescriptor.open(resolved, .readOnly, options: [.closeOnExec, .noFollow, .nonBlocking])
      return try file.closeAfter {
        let status = try file.status()
        try Self.check(status)
        guard UInt64(truncatingIfNeeded: status.st_dev) == device, UInt64(status.st_ino) == inode else {
          throw Problem.other("another file has taken its place")
        }
        return switch try InputFile.read(file, limit: limit) {
        case .whole(let bytes): bytes
        case .tooLarge: Array(repeating: UInt8(ascii: " "), count: limit + 1)
        }
      }
    } catch {
      throw Problem(error)
    }
  }

  private static func check(_ status: stat) throws(Problem) {
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw .folder
    default: throw .notAFile
    }
  }

  /// Whether a name is that of a YAML file.
  package static func isYAML(_ name: FileName) -> Bool {
    [".yaml", ".yml"].contains {
      name.bytes.count > $0.utf8.count && name.bytes.suffix($0.utf8.count).elementsEqual($0.utf8)
    }
  }
}

extension LinkedFile.Problem {
  fileprivate init(_ error: any Error) {
    switch error {
    case let problem as LinkedFile.Problem: self = problem
    case Errno.noSuchFileOrDirectory, Errno.notDirectory: self = .missing
    case Errno.permissionDenied, Errno.notPermitted: self = .noPermission
    case let error as Errno: self = .other(error.description)
    default: self = .other("\(error)")
    }
  }
}

extension FileName {
  /// The path of an existing file without symbolic links.
  fileprivate func withoutLinks() throws -> FilePath {
    let path = try withCString { name -> UnsafeMutablePointer<CChar> in
      guard let path = realpath(name, nil) else { throw Errno(rawValue: errno) }
      return path
    }
    defer { free(path) }
    return FilePath(platformString: path)
  }
}
