import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where a name leads: a folder, held open, and a name in it that is not a symbolic link, with or without a file there.
///
/// Links are followed here, one by one, because the system follows them whoever made them: its own protection
/// (`fs.protected_symlinks`) is not on everywhere, and does not cover what is renamed.
struct Destination {
  /// The folder.
  private(set) var folder: OpenFolder
  /// The name in it.
  private(set) var name: FileName
  /// Whether the name is one of the system's links to what a process has open, as `/dev/stdout` is: only the system
  /// knows what it leads to.
  private(set) var isOpenFile = false

  /// As many links in a row as the systems themselves follow.
  private static let mostLinks = 40

  /// Finds where a name leads.
  ///
  /// - Parameters:
  ///   - name: What was given.
  ///   - followsLast: Whether the name itself may be a link that is followed; otherwise it is where the link is.
  ///   - trustsLinks: Whether links are followed whoever made them, as is fine if nothing is written there.
  /// - Throws: `Errno` if a folder on the way is not there, or may not be searched; ``Refusal`` for a name that means a
  ///   folder, or a link of somebody who could have made it to have another file overwritten.
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
    // Nothing but slashes.
    if self.name.bytes == dot { throw Refusal.folder }
  }

  /// What is there now; nil if nothing is.
  func status() throws -> stat? { try folder.status(of: name) }
}

private let dot = Array(".".utf8)
private let dots = Array("..".utf8)

/// The components of a path that are still to be walked.
private struct Components {
  private var pending: [[UInt8]]
  /// Whether the path that was added last begins at the top.
  private(set) var isAbsolute: Bool
  /// Whether a slash ends the path, so that it can only mean a folder.
  private(set) var meansFolder: Bool

  init(_ path: FileName) {
    pending = Self.parts(of: path)
    isAbsolute = path.bytes.first == FileName.slash
    meansFolder = path.bytes.last == FileName.slash
  }

  var isEmpty: Bool { pending.isEmpty }

  mutating func next() -> FileName? { pending.popLast().map(FileName.init(bytes:)) }

  /// Puts the path that a link leads to in front of what is left.
  mutating func replaceCurrent(with path: FileName) {
    if pending.isEmpty, path.bytes.last == FileName.slash { meansFolder = true }
    pending += Self.parts(of: path)
    isAbsolute = path.bytes.first == FileName.slash
  }

  /// The components, the first one last.
  private static func parts(of path: FileName) -> [[UInt8]] {
    path.bytes.split(separator: FileName.slash).map(Array.init).reversed()
  }
}

extension OpenFolder {
  /// What somebody may have put into a folder for all, to have it written to.
  enum Bait: String {
    case link = "symbolic link"
    case file = "file"
    case pipe = "pipe"
  }

  /// Refuses what another user has put into a folder where everybody may: what Linux does for `fs.protected_symlinks`,
  /// `fs.protected_regular` and `fs.protected_fifos`, whether they are set or not.
  func refuseForeign(_ name: FileName, _ kind: Bait) throws {
    let own = try status()
    let isForAll = own.st_mode & S_ISVTX != 0 && own.st_mode & (S_IWOTH | S_IWGRP) != 0
    guard isForAll, let owner = try status(of: name)?.st_uid, owner != geteuid(), owner != own.st_uid else { return }
    let advice = kind == .link ? "name the file itself, or remove the link" : "remove it, or write to another folder"
    throw Refusal("`\(name)` is a \(kind.rawValue) of another user in a folder that others may write to; \(advice)")
  }
}

/// Why we do not do what the system might.
struct Refusal: Error, CustomStringConvertible {
  /// A sentence without a full stop.
  let description: String

  init(_ description: String) {
    self.description = description
  }

  /// A folder cannot be written as a file.
  static let folder = Refusal("this means a folder (a directory); name a file in it")
}
