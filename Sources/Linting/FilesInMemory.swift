import SourceText

/// Files that are only in memory, by their paths from the current folder: for examples and tests.
package struct FilesInMemory: Sendable {
  private let texts: [String: [UInt8]]
  private let names: [String]

  /// Files with these paths and texts.
  package init(_ files: [String: String]) {
    texts = files.mapValues { Array($0.utf8) }
    names = files.keys.sorted()
  }

  /// Which file a path leads to; nil if there is none.
  package func key(of path: String) -> FileKey? {
    names.firstIndex(of: path).map { FileKey(device: 0, inode: UInt64($0)) }
  }

  /// Finds a file that another one extends, as ``BaseFinder`` does.
  package func find(_ path: String, in file: [UInt8]) throws(UnreadableBase) -> BaseFile {
    let folder = String(decoding: file, as: UTF8.self).split(separator: "/").dropLast()
    let parts = path.split(separator: "/").reduce(into: Array(folder)) { parts, part in
      switch part {
      case ".": break
      case "..": _ = parts.popLast()
      default: parts.append(part)
      }
    }
    let name = parts.joined(separator: "/")
    guard let key = key(of: name), let text = texts[name] else {
      throw UnreadableBase(name: name, .missing(nearest: nearest(to: parts)))
    }
    return BaseFile(key: key, path: Array(name.utf8), name: name) { () throws(UnreadableBase) in text }
  }

  /// The name of the file in the same folder that is nearest to a missing one.
  private func nearest(to parts: [Substring]) -> String? {
    guard let last = parts.last else { return nil }
    let neighbours = names.map { $0.split(separator: "/") }.filter { $0.dropLast() == parts.dropLast() }
    return Suggestion.nearest(to: String(last), among: neighbours.compactMap { $0.last.map(String.init) })
  }
}
