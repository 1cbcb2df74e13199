package import LibC
import SystemPackage

/// Reads small files that hold a secret, if a subject may read them. Devices and pipes are not opened.
package struct SecretFile: Sendable {
  private let subject: Subject

  /// The maximum size of such a file, in bytes: 64 KiB.
  package static let mostBytes = 1 << 16

  /// A reader of what `subject` may read.
  package init(subject: Subject) { self.subject = subject }

  /// The content of the file that an absolute POSIX path leads to, through symbolic links; nil if there is none.
  ///
  /// - Throws: Why the subject cannot use it.
  package func read(_ path: String) throws(UnreadableFile) -> SecretBytes? {
    if let obstacle = PathWalk.obstacle(inWriting: path) { throw .denied(obstacle) }
    do {
      let target = try PathWalk.target(at: FilePath(path), for: subject)
      let metadata = try Stat(target, followTargetSymlink: false)
      switch metadata.type {
      case .regular: break
      case .directory: throw UnreadableFile.folder
      case let other: throw UnreadableFile.special(FileKind(other))
      }
      let rights = AccessRights(path: target, metadata: metadata)
      if let obstacle = rights.obstacle(to: [.read], for: subject) { throw UnreadableFile.denied(obstacle) }
      return try Self.content(of: target)
    } catch let problem as UnreadableFile {
      throw problem
    } catch let problem as PathProblem {
      guard case .notWritable(let obstacle) = problem.condition else { return nil }
      throw .denied(obstacle)
    } catch Errno.noSuchFileOrDirectory {
      return nil
    } catch {
      throw .failed(reason: "\(error)")
    }
  }

  private static func content(of path: FilePath) throws -> SecretBytes {
    // Something else may have taken the file's place meanwhile: no link is followed, and no pipe waited for.
    let file = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .noFollow, .nonBlocking])
    return try file.closeAfter {
      let bytes = try SecretBytes(capacity: mostBytes + 1) { memory in
        var count = 0
        while count < memory.count {
          let length = try file.read(into: UnsafeMutableRawBufferPointer(rebasing: memory[count...]))
          if length == 0 { break }
          count += length
        }
        return count
      }
      if bytes.count > mostBytes { throw UnreadableFile.tooLarge }
      return bytes
    }
  }
}

/// Why a file with a secret cannot be used, although something is there.
package enum UnreadableFile: Error, Sendable, Equatable {
  /// It is a directory.
  case folder
  /// It is neither a regular file nor a directory, and was not opened.
  case special(FileKind)
  /// The subject may not read it.
  case denied(Obstacle)
  /// It has more than ``SecretFile/mostBytes``.
  case tooLarge
  /// The process that checks could not read it; `reason` is the system's message.
  case failed(reason: String)
}
