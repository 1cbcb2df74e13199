import FileStore
import LibC
import SystemPackage

/// A folder that exists for one test.
struct Folder {
  let path: FilePath

  static func with(_ body: (Folder) throws -> Void) throws {
    let path = "/tmp/smtpconf-test-\(UInt64.random(in: 0...UInt64.max))"
    guard mkdir(path, 0o755) == 0 else { throw Errno(rawValue: errno) }
    defer { remove(FilePath(path)) }
    try body(Folder(path: FilePath(path)))
  }

  /// Reports on standard error what a test could not try.
  static func say(_ text: String) {
    _ = try? FileDescriptor.standardError.writeAll((text + "\n").utf8)
  }

  /// A name in the folder.
  func name(_ name: String) -> FileName { FileName(path.appending(name)) }

  /// A link in the folder.
  func link(_ name: String, to target: String) throws {
    if symlink(target, path.appending(name).string) != 0 { throw Errno(rawValue: errno) }
  }

  /// A folder in the folder.
  func makeFolder(_ name: String, mode: mode_t = 0o755) throws {
    if mkdir(path.appending(name).string, 0o755) != 0 { throw Errno(rawValue: errno) }
    try setMode(of: name, mode)
  }

  func make(_ name: String, _ text: String, mode: mode_t) throws {
    let file = try FileDescriptor.open(
      path.appending(name), .writeOnly, options: [.create, .truncate], permissions: [.ownerReadWrite])
    try file.closeAfter { _ = try file.writeAll(text.utf8) }
    try setMode(of: name, mode)
  }

  func setMode(of name: String, _ mode: mode_t) throws {
    if chmod(path.appending(name).string, mode) != 0 { throw Errno(rawValue: errno) }
  }

  func text(of name: String) throws -> String {
    let file = try FileDescriptor.open(path.appending(name), .readOnly)
    return try file.closeAfter {
      let bytes = try [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
        count = try file.read(into: UnsafeMutableRawBufferPointer(buffer))
      }
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  func status(of name: String) throws -> stat {
    var status = stat()
    if stat(path.appending(name).string, &status) != 0 { throw Errno(rawValue: errno) }
    return status
  }

  func linkStatus(of name: String) throws -> stat {
    var status = stat()
    if lstat(path.appending(name).string, &status) != 0 { throw Errno(rawValue: errno) }
    return status
  }

  func mode(of name: String) throws -> mode_t { try status(of: name).st_mode & 0o7777 }

  func names() throws -> [String] { Self.names(in: path).sorted() }

  private static func names(in path: FilePath) -> [String] {
    guard let stream = opendir(path.string) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 1) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  func remove() { Self.remove(path) }

  private static func remove(_ path: FilePath) {
    for name in names(in: path) {
      let child = path.appending(name)
      if unlink(child.string) != 0 { remove(child) }
    }
    rmdir(path.string)
  }
}

/// Passes a string to a sink of bytes.
func emit(_ text: String, to sink: (UnsafeRawBufferPointer) throws -> Void) throws {
  try Array(text.utf8).withUnsafeBytes { try sink($0) }
}
