import LibC
import SystemPackage

/// What a name leads to: a folder, held open, and a name in it that is not a symbolic link; the file may or may not
/// exist.
///
/// Links are followed here, one by one, because the system follows them whoever created them: its own protection
/// (`fs.protected_symlinks`) is not enabled everywhere and does not cover renaming.
struct Destination {
  /// The folder.
  private(set) var folder: OpenFolder
  /// The name in it.
  private(set) var name: FileName
  /// Whether the name is one of the system's links to an open file of a process, such as `/dev/stdout`: only the system
  /// knows what it leads to.
  private(set) var isOpenFile = false

  /// The most links in a row, as on the systems themselves.
  private static let mostLinks = 40

  /// Resolves a name.
  ///
  /// - Parameters:
  ///   - name: The name as given.
  ///   - followsLast: Whether the name itself is followed if it is a link; otherwise the result is the link's own
  ///     place.
  ///   - trustsLinks: Whether links are followed whoever created them, which is fine if nothing is written.
  /// - Throws: `Errno` if a folder in the path does not exist or may not be searched; ``Refusal`` for a name that means
  ///   a folder, or for a link that another user may have created to get a different file overwritten.
  init(_ name: FileName, followsLast: Bool = true, trustsLinks: Bool = false) throws {
    if name.isEmpty { throw Errno.noSuchFileOrDirectory }
    var rest = Components(name)
    folder = try OpenFolder(rest.isAbsolute ? "/" : ".")
    self.name = FileName(".")
    var linkCount = 0
    while let next = rest.next() {
      self.name = next
      let isLast = rest.isEmpty
      if isLast, rest.meansFolder || next.bytes == dot || next.bytes == dots { throw Refusal.folder }
      if isLast, !followsLast { return }
      let isLink = try folder.status(of: next).map { $0.st_mode & S_IFMT == S_IFLNK } ?? false
      if isLink, folder.isOfProcesses {
        if isLast {
          isOpenFile = true
          return
        }
        folder = try folder.subfolder(next, follows: true)
      } else if isLink {
        linkCount += 1
        if linkCount > Self.mostLinks { throw Errno.tooManySymbolicLinkLevels }
        if !trustsLinks { try folder.refuseForeign(next, .link) }
        rest.replaceCurrent(with: try folder.destination(ofLink: next))
        if rest.isEmpty { throw Refusal.folder }
        if rest.isAbsolute { folder = try OpenFolder("/") }
      } else if !isLast {
        folder = try folder.subfolder(next)
      }
    }
    // The name is nothing but slashes.
    if self.name.bytes == dot { throw Refusal.folder }
  }

  /// The metadata of the file; nil if it does not exist.
  func status() throws -> stat? { try folder.status(of: name) }
}

private let dot = Array(".".utf8)
private let dots = Array("..".utf8)

/// The components of a path that have not been followed yet.
private struct Components {
  private var pending: [[UInt8]]
  /// Whether the path that was added last is absolute.
  private(set) var isAbsolute: Bool
  /// Whether the path ends with a slash, so that it can only mean a folder.
  private(set) var meansFolder: Bool

  init(_ path: FileName) {
    pending = Self.parts(of: path)
    isAbsolute = path.bytes.first == FileName.slash
    meansFolder = path.bytes.last == FileName.slash
  }

  var isEmpty: Bool { pending.isEmpty }

  mutating func next() -> FileName? { pending.popLast().map(FileName.init(bytes:)) }

  /// Puts the target of a link in front of what is left.
  mutating func replaceCurrent(with path: FileName) {
    if pending.isEmpty, path.bytes.last == FileName.slash { meansFolder = true }
    pending += Self.parts(of: path)
    isAbsolute = path.bytes.first == FileName.slash
  }

  /// The components in reverse order.
  private static func parts(of path: FileName) -> [[UInt8]] {
    path.bytes.split(separator: FileName.slash).map(Array.init).reversed()
  }
}

extension OpenFolder {
  /// What another user may have put into a shared folder so that somebody writes to it.
  enum Bait: String {
    case link = "symbolic link"
    case file = "file"
    case pipe = "pipe"
  }

  /// Refuses what another user has created in a folder that everybody can write to: what Linux does for
  /// `fs.protected_symlinks`, `fs.protected_regular` and `fs.protected_fifos`, whether they are set or not.
  func refuseForeign(_ name: FileName, _ kind: Bait) throws {
    let own = try status()
    let isForAll = own.st_mode & S_ISVTX != 0 && own.st_mode & (S_IWOTH | S_IWGRP) != 0
    guard isForAll, let owner = try status(of: name)?.st_uid, owner != geteuid(), owner != own.st_uid else { return }
    let advice = kind == .link ? "name the file itself, or remove the link" : "remove it, or write to another folder"
    throw Refusal("`\(name)` is a \(kind.rawValue) of another user in a folder that others may write to; \(advice)")
  }
}

/// Why an action is refused that the system might allow.
struct Refusal: Error, CustomStringConvertible {
  /// A sentence without a full stop.
  let description: String

  init(_ description: String) {
    self.description = description
  }

  /// A folder cannot be written as a file.
  static let folder = Refusal("this means a folder (a directory); name a file in it")
}
