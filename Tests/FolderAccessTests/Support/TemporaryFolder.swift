import FolderAccess
import LibC

/// A fresh folder for one test, which everybody can search.
struct TemporaryFolder {
  /// Its path, without links.
  let path: String

  /// Creates a folder, passes it to `body` and removes it with its contents in any case.
  ///
  /// - Throws: the folder cannot be made, or what `body` throws.
  static func with<Result>(_ body: (TemporaryFolder) throws -> Result) throws -> Result {
    // On Darwin /tmp is a link.
    var template = Array("\(try realPath("/tmp"))/folder-access-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw SystemCallFailure(call: "mkdtemp", code: errno) }
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { remove(path) }
    try SystemCallFailure.check("chmod", chmod(path, 0o755))
    return try body(TemporaryFolder(path: path))
  }

  /// A new folder with these permission bits, whatever the umask is; `name` may lead through others created before.
  ///
  /// - Throws: it cannot be made.
  func folder(_ name: String, mode: mode_t = 0o755) throws -> String {
    let folder = "\(path)/\(name)"
    try SystemCallFailure.check("mkdir \(folder)", mkdir(folder, 0o700))
    try SystemCallFailure.check("chmod \(folder)", chmod(folder, mode))
    return folder
  }

  /// A new folder owned by `People.owner` and their group.
  ///
  /// - Throws: it cannot be made.
  func ownedFolder(_ name: String, mode: mode_t) throws -> String {
    let folder = try folder(name)
    try SystemCallFailure.check("chown", chown(folder, People.owner.userID, People.owner.groupID))
    try SystemCallFailure.check("chmod", chmod(folder, mode))
    return folder
  }

  /// A new empty file.
  ///
  /// - Throws: it cannot be made.
  func file(_ name: String) throws -> String {
    let file = "\(path)/\(name)"
    close(try SystemCallFailure.check("open \(file)", open(file, O_CREAT | O_EXCL | O_WRONLY, 0o644)))
    return file
  }

  /// A new symbolic link to `target`.
  ///
  /// - Throws: it cannot be made.
  func link(_ name: String, to target: String) throws -> String {
    let link = "\(path)/\(name)"
    try SystemCallFailure.check("symlink \(link)", symlink(target, link))
    return link
  }

  private static func realPath(_ path: String) throws -> String {
    guard let resolved = realpath(path, nil) else { throw SystemCallFailure(call: "realpath", code: errno) }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  private static func remove(_ path: String) {
    // rmdir and unlink distinguish folders and links; nothing is followed.
    if unlink(path) == 0 || rmdir(path) == 0 { return }
    chmod(path, 0o700)
    for name in names(in: path) { remove("\(path)/\(name)") }
    if rmdir(path) != 0, errno != ENOENT { complain("warning: \(path) could not be removed") }
  }

  /// The names in a folder, without `.` and `..`; none if it cannot be read.
  static func names(in path: String) -> [String] {
    guard let listing = opendir(path) else { return [] }
    defer { closedir(listing) }
    var names: [String] = []
    while let entry = readdir(listing) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { start in
        start.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: start.pointee)) {
          String(cString: $0)
        }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }
}
