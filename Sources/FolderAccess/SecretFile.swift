import LibC
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
  package func read(_ path: String) throws(UnreadableFile) -> [UInt8]? {
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

  private static func content(of path: FilePath) throws -> [UInt8] {
    // Something else may have taken the file's place meanwhile: no link is followed, and no pipe waited for.
    let file = try FileDescriptor.open(path, .readOnly, options: [.closeOnExec, .noFollow, .nonBlocking])
    return try file.closeAfter {
      var bytes = [UInt8]()
      while bytes.count <= mostBytes {
        let piece = try [UInt8](unsafeUninitializedCapacity: mostBytes + 1) { buffer, count in
          count = try file.read(into: UnsafeMutableRawBufferPointer(buffer))
        }
        if piece.isEmpty { return bytes }
        bytes += piece
      }
      throw UnreadableFile.tooLarge
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
