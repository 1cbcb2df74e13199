package import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Finds files in a folder and below it.
package enum FolderSearch {
  /// Whether the path leads to a folder.
  package static func isFolder(_ path: FilePath) -> Bool {
    var status = stat()
    return stat(path.string, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The files below a folder whose names are wanted, in the order of their paths; symbolic links to folders are not
  /// followed, and hidden folders are left out.
  ///
  /// - Throws: ``FileStoreError`` for a folder that cannot be read.
  package static func files(
    in folder: FilePath, where isWanted: (String) -> Bool
  ) throws(FileStoreError) -> [FilePath] {
    var found: [FilePath] = []
    var pending = [folder]
    while let next = pending.popLast() {
      for (name, isFolder) in try entries(of: next) {
        let path = next.appending(name)
        if isFolder {
          if !name.hasPrefix(".") { pending.append(path) }
        } else if isWanted(name), !isPipeOrDevice(path) {
          found.append(path)
        }
      }
    }
    return found.sorted { $0.string.utf8.lexicographicallyPrecedes($1.string.utf8) }
  }

  /// Whether reading could wait for ever; what cannot be looked at is left to those who read it to complain of.
  private static func isPipeOrDevice(_ path: FilePath) -> Bool {
    var status = stat()
    guard stat(path.string, &status) == 0 else { return false }
    return ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT)
  }

  private static func entries(of folder: FilePath) throws(FileStoreError) -> [(name: String, isFolder: Bool)] {
    guard let stream = opendir(folder.string) else {
      throw FileStoreError(.read, folder.string, Errno(rawValue: errno))
    }
    defer { closedir(stream) }
    var entries: [(String, Bool)] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 1) { String(cString: $0) }
      }
      if name == "." || name == ".." { continue }
      var status = stat()
      let isFolder = lstat(folder.appending(name).string, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
      entries.append((name, isFolder))
    }
    return entries
  }
}
