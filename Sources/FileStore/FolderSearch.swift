import LibC
import SystemPackage

/// Finds files in a folder and below it.
package struct FolderSearch: Sendable {
  /// The files that were found, ordered by the bytes of their names.
  package private(set) var files: [FileName] = []
  /// What could not be listed or examined, ordered by name; the other results are complete.
  package private(set) var failures: [Failure] = []

  /// A folder, or what may be one, that could not be listed.
  package struct Failure: Sendable {
    /// Its name.
    package let name: FileName
    /// The system's error.
    package let error: FileStoreError
  }

  /// Whether the name leads to a folder.
  package static func isFolder(_ name: FileName) -> Bool { kind(of: name) == S_IFDIR }

  /// Whether the name exists, even if it is a link that leads nowhere.
  package static func exists(_ name: FileName) -> Bool {
    var status = stat()
    return (try? name.withCString { lstat($0, &status) }) == 0
  }

  /// The names of the wanted files in a folder, ordered by their bytes, without subfolders and hidden files.
  ///
  /// - Throws: ``FileStoreError`` if the folder cannot be read.
  package static func names(in folder: FileName, where isWanted: (FileName) -> Bool) throws(FileStoreError)
    -> [FileName]
  {
    try names(in: folder) { entry in
      if case .folder = entry.kind { return false }
      return isWanted(entry.name) && !isPipeOrDevice(folder.appending(entry.name))
    }
  }

  /// The names of the subfolders of a folder, ordered by their bytes, without hidden ones.
  ///
  /// - Throws: ``FileStoreError`` if the folder cannot be read.
  package static func folders(in folder: FileName) throws(FileStoreError) -> [FileName] {
    try names(in: folder) { entry in if case .folder = entry.kind { true } else { false } }
  }

  private static func names(in folder: FileName, of isWanted: (Entry) -> Bool) throws(FileStoreError) -> [FileName] {
    var names: [FileName] = []
    do {
      try list(folder) { entry in
        let isHidden = entry.name.bytes.first == UInt8(ascii: ".")
        if !isHidden, isWanted(entry) { names.append(entry.name) }
      }
    } catch {
      throw FileStoreError(.read, folder.text, error)
    }
    return names.sorted(by: inOrder)
  }

  /// Searches a folder and its subfolders for files with wanted names. Symbolic links to folders are not followed, and
  /// hidden folders are skipped.
  ///
  /// - Parameters:
  ///   - folder: The folder.
  ///   - mostFolders: How many folders are searched at most.
  ///   - isWanted: Whether a file with a name is wanted.
  package init(in folder: FileName, mostFolders: Int = .max, where isWanted: (FileName) -> Bool) {
    var pending = [folder]
    var foldersLeft = mostFolders
    while foldersLeft > 0, let next = pending.popLast() {
      foldersLeft -= 1
      var entries: [Entry] = []
      do {
        try Self.list(next) { entries.append($0) }
      } catch {
        fail(next, error)
      }
      for entry in entries {
        let name = next.appending(entry.name)
        let isHidden = entry.name.bytes.first == UInt8(ascii: ".")
        switch entry.kind {
        case .folder: if !isHidden { pending.append(name) }
        case .unknown(let problem): if !isHidden || isWanted(entry.name) { fail(name, problem) }
        case .other: if isWanted(entry.name), !Self.isPipeOrDevice(name) { files.append(name) }
        }
      }
    }
    files.sort(by: Self.inOrder)
    failures.sort { Self.inOrder($0.name, $1.name) }
  }

  private mutating func fail(_ name: FileName, _ problem: any Error) {
    failures.append(Failure(name: name, error: FileStoreError(.read, name.text, problem)))
  }

  private static func inOrder(_ left: FileName, _ right: FileName) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }

  /// Whether reading could block for ever; what cannot be examined is reported when it is read.
  private static func isPipeOrDevice(_ name: FileName) -> Bool {
    kind(of: name).map { ![S_IFREG, S_IFDIR].contains($0) } ?? false
  }

  private static func kind(of name: FileName) -> mode_t? {
    var status = stat()
    let result = try? name.withCString { stat($0, &status) }
    return result == 0 ? status.st_mode & S_IFMT : nil
  }

  // MARK: Entries

  private struct Entry {
    let name: FileName
    let kind: Kind
  }

  private enum Kind {
    case folder
    case other
    /// It may be a folder, but that cannot be found out.
    case unknown(Errno)
  }

  private static func list(_ folder: FileName, _ body: (Entry) -> Void) throws {
    let file = try folder.withCString {
      try FileDescriptor.open($0, .readOnly, options: [.directory, .closeOnExec])
    }
    try FolderListing.forEach(in: file) { name, type in
      if let kind = kind(of: name, in: folder, type) { body(Entry(name: name, kind: kind)) }
    }
  }

  /// The kind of an entry, or of the link itself if it is one; nil if it no longer exists.
  private static func kind(of name: FileName, in folder: FileName, _ type: UInt8) -> Kind? {
    // An entry that the listing shows not to be a folder need not be examined.
    let (unknown, directory) = (UInt8(DT_UNKNOWN), UInt8(DT_DIR))
    if type != unknown, type != directory { return .other }
    var status = stat()
    let result = try? folder.appending(name).withCString { lstat($0, &status) }
    if result == 0 { return status.st_mode & S_IFMT == S_IFDIR ? .folder : .other }
    let problem = Errno(rawValue: errno)
    return problem == .noSuchFileOrDirectory ? nil : .unknown(problem)
  }
}
