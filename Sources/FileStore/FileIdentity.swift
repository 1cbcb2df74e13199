import LibC
package import SystemPackage

/// The file that a name leads to, so that two names of one file are recognised.
///
/// Nothing is concluded from the text of a name: after a symbolic link, `..` leads to another folder than the text
/// suggests.
package struct FileIdentity: Hashable, Sendable {
  private enum Kind: Hashable, Sendable {
    /// An existing file.
    case file(device: UInt64, number: UInt64)
    /// A name in a folder.
    case entry(device: UInt64, folder: UInt64, name: FileName)
    /// A name that leads nowhere.
    case nowhere(FileName)
  }

  private let kind: Kind
  /// Whether it is a pipe or a device, which several writers can share.
  package let isStream: Bool

  /// The file that a name leads to; if it does not exist, the name in the folder in which it would be created.
  package init(_ name: FileName) {
    var status = stat()
    if let result = try? name.withCString({ stat($0, &status) }), result == 0 {
      self.init(status)
    } else {
      self.init(entry: name)
    }
  }

  /// The name in the folder it is really in, after all symbolic links: what is replaced if the file is.
  ///
  /// The names of a file with several hard links differ in this: replacing one of them does not affect the others.
  package init(entry name: FileName) {
    isStream = false
    if let place = try? Destination(name, trustsLinks: true), !place.isOpenFile, let folder = try? place.folder.status()
    {
      kind = .entry(device: UInt64(truncatingIfNeeded: folder.st_dev), folder: UInt64(folder.st_ino), name: place.name)
    } else {
      kind = .nowhere(name)
    }
  }

  /// The file that a descriptor has open; nil if there is none.
  package init?(_ file: FileDescriptor) {
    guard let status = try? file.status() else { return nil }
    self.init(status)
  }

  private init(_ status: stat) {
    kind = .file(device: UInt64(truncatingIfNeeded: status.st_dev), number: UInt64(status.st_ino))
    isStream = ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT)
  }
}
