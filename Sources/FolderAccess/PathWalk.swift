import LibC
import SystemPackage

/// A path that does not lead to a directory, or not to one that can be reached.
struct PathProblem: Error {
  /// The condition of the folder.
  let condition: FolderCondition

  /// The path was followed to its end or to a part of it, with this result.
  init(_ condition: FolderCondition) { self.condition = condition }

  /// The path cannot be followed further.
  init(_ obstacle: Obstacle) { condition = .notWritable(obstacle) }
}

/// Follows a path one component at a time, as the kernel does, so that an obstacle can be named.
struct PathWalk {
  /// The number of links Linux (`MAXSYMLINKS` in its path walk) and Darwin follow in one path.
  #if canImport(Darwin)
    private static let linkLimit = 32
  #else
    private static let linkLimit = 40
  #endif

  private struct Step {
    let component: FilePath.Component
    /// The link whose content the component is from; nil if it is from the path as given.
    let link: DanglingLink?
  }

  private let subject: Subject
  /// The current directory of the walk: it exists, and its path has no links, `.` or `..`.
  private var position: FilePath = "/"
  /// The components that are left, in reverse order.
  private var steps: [Step]
  private var linksFollowed = 0
  /// Whether the last component may be something else than a directory.
  private var mayEndInFile = false
  /// The leading part of the path as given that has been followed, and the same with the current component.
  private var reached: FilePath = "/"
  private var underWay: FilePath = "/"

  private init(_ path: FilePath, subject: Subject) {
    self.subject = subject
    steps = path.components.reversed().map { Step(component: $0, link: nil) }
  }

  /// The kernel would refuse such a path before it looked at any folder, or would see a different one.
  static func obstacle(inWriting path: String) -> Obstacle? {
    if path.utf8.contains(0) { return .refused(path: path, reason: "a path cannot contain a NUL byte") }
    guard path.utf8.first == UInt8(ascii: "/") else { return .refused(path: path, reason: "not an absolute path") }
    // Counted as written, repeated slashes included, with the final NUL.
    return path.utf8.count + 1 > Int(PATH_MAX) ? .nameTooLong(component: path) : nil
  }

  /// The directory an absolute path leads to, without links, `.` and `..`; the subject can search all directories in
  /// the path.
  ///
  /// - Throws: What the path leads to instead, or what cannot be passed.
  static func directory(at path: FilePath, for subject: Subject) throws(PathProblem) -> FilePath {
    var walk = PathWalk(path, subject: subject)
    while let step = walk.steps.popLast() { try walk.take(step) }
    return walk.position
  }

  /// What an absolute path leads to, which need not be a directory, without links, `.` and `..`; the subject can search
  /// all directories in the path.
  ///
  /// - Throws: What cannot be passed.
  static func target(at path: FilePath, for subject: Subject) throws(PathProblem) -> FilePath {
    var walk = PathWalk(path, subject: subject)
    walk.mayEndInFile = true
    while let step = walk.steps.popLast() { try walk.take(step) }
    return walk.position
  }
}

extension PathWalk {
  private mutating func take(_ step: Step) throws(PathProblem) {
    if step.link == nil {
      reached = underWay
      underWay.append(step.component)
    }
    try requireSearch()
    switch step.component.kind {
    case .currentDirectory: break
    case .parentDirectory: position.removeLastComponent()
    case .regular: try enter(step)
    }
  }

  private func requireSearch() throws(PathProblem) {
    let rights: AccessRights
    do throws(Errno) {
      rights = AccessRights(path: position, metadata: try Stat(position, followTargetSymlink: false))
    } catch {
      throw PathProblem(.refused(path: position.string, reason: error.description))
    }
    if let obstacle = rights.obstacle(to: [.search], for: subject) {
      throw PathProblem(.ancestor(path: position.string, because: obstacle))
    }
  }

  private mutating func enter(_ step: Step) throws(PathProblem) {
    let next = position.appending(step.component)
    let metadata: Stat
    do throws(Errno) {
      metadata = try Stat(next, followTargetSymlink: false)
    } catch {
      throw problem(error, at: next, step)
    }
    switch metadata.type {
    case .directory: position = next
    case .symbolicLink: try follow(next)
    case _ where mayEndInFile && steps.isEmpty: position = next
    default: throw PathProblem(.notADirectory(at: next.string, kind: FileKind(metadata.type)))
    }
  }

  private mutating func follow(_ link: FilePath) throws(PathProblem) {
    linksFollowed += 1
    guard linksFollowed <= Self.linkLimit else { throw PathProblem(.linkLoop(path: link.string)) }
    let target: FilePath
    do throws(Errno) {
      target = try Self.content(ofLink: link)
    } catch {
      throw PathProblem(.refused(path: link.string, reason: error.description))
    }
    if target.isAbsolute { position = "/" }
    let origin = DanglingLink(path: link.string, target: target.string)
    steps += target.components.reversed().map { Step(component: $0, link: origin) }
  }
}

extension PathWalk {
  private func problem(_ error: Errno, at next: FilePath, _ step: Step) -> PathProblem {
    switch error {
    case .noSuchFileOrDirectory:
      PathProblem(.missing(deepestAncestor: reached.string, danglingLink: step.link))
    case .fileNameTooLong:
      PathProblem(.nameTooLong(component: next.isTooLong ? next.string : step.component.string))
    case .permissionDenied where KernelVerdict.refusal(of: [.search], at: position) != nil:
      // The subject may search it, but the process that checks may not.
      PathProblem(.ancestor(path: position.string, because: .refused(path: position.string, reason: Self.unseen)))
    default:
      PathProblem(.refused(path: next.string, reason: error.description))
    }
  }

  private static let unseen = "the process that checks may not look inside it"

  private static func content(ofLink link: FilePath) throws(Errno) -> FilePath {
    // One byte stays zero: `readlink` does not terminate what it writes.
    var bytes = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
    let length = link.withPlatformString { readlink($0, &bytes, bytes.count - 1) }
    guard length >= 0 else { throw Errno(rawValue: errno) }
    return FilePath(platformString: bytes)
  }
}

extension FilePath {
  /// Whether the path, counted with its final NUL, is too long for any system call.
  var isTooLong: Bool { length + 1 > Int(PATH_MAX) }
}

extension FileKind {
  /// The kind of a file that is neither a directory nor a symbolic link.
  init(_ type: FileType) {
    switch type {
    case .regular: self = .regularFile
    case .characterSpecial: self = .characterDevice
    case .blockSpecial: self = .blockDevice
    case .fifo: self = .fifo
    case .socket: self = .socket
    default: self = .other
    }
  }
}
