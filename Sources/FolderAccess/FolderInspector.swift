import LibC
import SystemPackage

/// Finds out whether a subject could create a file in a folder, without creating or changing anything.
package struct FolderInspector: Sendable {
  private let subject: Subject

  /// An inspector that answers for `subject`.
  package init(subject: Subject) { self.subject = subject }

  /// Inspects the folder that an absolute POSIX path leads to, through symbolic links; repeated slashes are harmless.
  ///
  /// Only the first problem is returned, in this order: the path, a read-only file system, the immutable attribute,
  /// permissions, a full file system. The paths in the answer contain no links, except for `deepestAncestor`, which is
  /// a leading part of `path` itself. A path that exceeds the system's limit once its links are resolved counts as a
  /// name that is too long.
  package func inspect(_ path: String) -> FolderCondition {
    if let obstacle = PathWalk.obstacle(inWriting: path) { return .notWritable(obstacle) }
    do throws(PathProblem) {
      return try condition(of: PathWalk.directory(at: FilePath(path), for: subject))
    } catch {
      return error.condition
    }
  }

  private func condition(of folder: FilePath) -> FolderCondition {
    do throws(Errno) {
      // First, because it makes an automounter mount what is inspected next.
      let fileSystem = try FileSystemState(at: folder)
      let metadata = try Stat(folder, followTargetSymlink: false)
      if fileSystem.isReadOnly { return .notWritable(.readOnlyFileSystem(path: folder.string)) }
      if metadata.isImmutable(at: folder) { return .notWritable(.immutable(path: folder.string)) }
      let rights = AccessRights(path: folder, metadata: metadata)
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
