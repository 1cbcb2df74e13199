package import Linting

/// What the server may ask about the files of this machine. Paths are absolute, and bytes.
package struct FileAccess: Sendable {
  /// A name in a folder.
  package struct Entry: Sendable {
    /// The name.
    package let name: [UInt8]
    /// Whether it is a folder.
    package let isFolder: Bool

    /// A name in a folder.
    package init(name: [UInt8], isFolder: Bool) {
      self.name = name
      self.isFolder = isFolder
    }
  }

  /// Which file a path leads to; nil if there is none.
  let key: @Sendable (_ path: [UInt8]) -> FileKey?
  /// The content of a file; nil if it cannot be read.
  let read: @Sendable (_ path: [UInt8]) -> [UInt8]?
  /// Finds the file that another one extends.
  let find: BaseFinder
  /// The configurations and test files below a folder; at most some thousands.
  let search: @Sendable (_ folder: [UInt8]) -> [[UInt8]]
  /// The YAML files and folders in a folder.
  let list: @Sendable (_ folder: [UInt8]) -> [Entry]
  /// Adds the checks of pickup folders to options.
  let inspectFolders: @Sendable (inout CheckOptions) -> Void

  /// Access to files, by functions.
  package init(
    key: @escaping @Sendable (_ path: [UInt8]) -> FileKey?, read: @escaping @Sendable (_ path: [UInt8]) -> [UInt8]?,
    find: @escaping BaseFinder, search: @escaping @Sendable (_ folder: [UInt8]) -> [[UInt8]],
    list: @escaping @Sendable (_ folder: [UInt8]) -> [Entry],
    inspectFolders: @escaping @Sendable (inout CheckOptions) -> Void
  ) {
    self.key = key
    self.read = read
    self.find = find
    self.search = search
    self.list = list
    self.inspectFolders = inspectFolders
  }

  /// No files: only what the client sends.
  package static let none = FileAccess(
    key: { _ in nil }, read: { _ in nil },
    find: { path, _ throws(UnreadableBase) in throw UnreadableBase(name: path, .missing(nearest: nil)) },
    search: { _ in [] }, list: { _ in [] }, inspectFolders: { _ in })
}
