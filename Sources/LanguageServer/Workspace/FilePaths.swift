import SourceText

/// Paths as bytes, worked with as text.
enum FilePaths {
  private static let slash = UInt8(ascii: "/")

  /// An absolute path without `.`, without `..` and without unnecessary slashes.
  static func normalized(_ path: [UInt8]) -> [UInt8] {
    var parts: [ArraySlice<UInt8>] = []
    for part in path.split(separator: slash) {
      if part.elementsEqual(".".utf8) { continue }
      if part.elementsEqual("..".utf8) { _ = parts.popLast() } else { parts.append(part) }
    }
    return [slash] + Array(parts.joined(separator: [slash]))
  }

  /// The path that is written in a file, as an absolute one.
  static func resolved(_ written: String, in file: [UInt8]) -> [UInt8] {
    let bytes = Array(written.utf8)
    return normalized(bytes.first == slash ? bytes : folder(of: file) + bytes)
  }

  /// The folder of a file, with a slash at its end.
  static func folder(of file: [UInt8]) -> [UInt8] {
    file.lastIndex(of: slash).map { Array(file[...$0]) } ?? [slash]
  }

  /// The name of a file in its folder.
  static func name(of file: [UInt8]) -> [UInt8] { Array(file.dropFirst(folder(of: file).count)) }

  /// A path from a folder, with `..` for folders above it; the path itself if they have nothing in common.
  static func relative(_ path: [UInt8], to folder: [UInt8]) -> [UInt8] {
    let path = normalized(path).split(separator: slash)
    let folder = normalized(folder).split(separator: slash)
    let common = zip(path, folder).prefix { $0.elementsEqual($1) }.count
    guard common > 0 || folder.isEmpty else { return [slash] + Array(path.joined(separator: [slash])) }
    let up = Array(repeating: ArraySlice("..".utf8), count: folder.count - common)
    return Array((up + path[common...]).joined(separator: [slash]))
  }

  /// Whether a path has the name of a YAML file.
  static func isYAML(_ path: [UInt8]) -> Bool {
    [".yaml", ".yml"].contains { path.suffix($0.utf8.count).elementsEqual($0.utf8) }
  }
}
