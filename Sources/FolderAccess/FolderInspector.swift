import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Tells whether somebody could create a file in a folder, without creating or changing anything.
package struct FolderInspector: Sendable {
  private let subject: Subject

  /// An inspector that answers for `subject`.
  package init(subject: Subject) { self.subject = subject }

  /// Looks at the folder an absolute POSIX path leads to, through symbolic links; slashes too many do no harm.
  ///
  /// What is wrong first is told first: the path, a read-only file system, the immutable attribute, permissions, a
  /// full file system. The paths in the answer are free of links, except for `deepestAncestor`, which is a leading part
  /// of `path` itself. That a path is resolved longer than the system's limit, by way of its links, counts as a name
  /// too long.
  package func inspect(_ path: String) -> FolderCondition {
    if let obstacle = Self.obstacle(inWriting: path) { return .notWritable(obstacle) }
    do throws(PathProblem) {
      return try condition(of: PathWalk.directory(at: FilePath(path), for: subject))
    } catch {
      return error.condition
    }
  }

  /// The kernel would refuse such a path before it looked at any folder, or would be shown another one.
  private static func obstacle(inWriting path: String) -> Obstacle? {
    if path.utf8.contains(0) { return .refused(path: path, reason: "a path cannot contain a NUL byte") }
    guard path.utf8.first == UInt8(ascii: "/") else { return .refused(path: path, reason: "not an absolute path") }
    // Counted as written, slashes too many included, with the final NUL.
    return path.utf8.count + 1 > Int(PATH_MAX) ? .nameTooLong(component: path) : nil
  }

  private func condition(of folder: FilePath) -> FolderCondition {
    do throws(Errno) {
      // First, as it makes an automounter mount what is then looked at.
      let fileSystem = try FileSystemState(at: folder)
      let metadata = try Stat(folder, followTargetSymlink: false)
      if fileSystem.isReadOnly { return .notWritable(.readOnlyFileSystem(path: folder.string)) }
      if metadata.isImmutable(at: folder) { return .notWritable(.immutable(path: folder.string)) }
      let rights = DirectoryRights(path: folder, metadata: metadata)
      if let obstacle = rights.obstacle(to: [.write, .search], for: subject) { return .notWritable(obstacle) }
      if let shortage = fileSystem.shortage(forRoot: subject.isRoot) { return .full(shortage) }
      return .usable(identity: FolderIdentity(metadata))
    } catch {
      return .notWritable(.refused(path: folder.string, reason: error.description))
    }
  }
}

extension FolderIdentity {
  fileprivate init(_ metadata: Stat) {
    self.init(
      device: UInt64(truncatingIfNeeded: metadata.deviceID.rawValue),
      inode: UInt64(truncatingIfNeeded: metadata.inode.rawValue))
  }
}
