import FileStore
import Linting
import LocatedYAML
import SourceText

/// Finds and reads the files that configurations extend.
enum BaseFiles {
  /// The file that a path leads to, from the folder of the file that it is written in.
  static func find(_ path: String, in file: [UInt8]) throws(UnreadableBase) -> BaseFile {
    let name = FileName(bytes: file).sibling(FileName(path))
    let shown = name.withoutDots
    let linked: LinkedFile
    do throws(LinkedFile.Problem) {
      linked = try LinkedFile(name)
    } catch {
      throw UnreadableBase(name: shown.text, error, nearest: nearest(to: name))
    }
    return BaseFile(
      key: FileKey(linked), path: name.bytes, name: shown.text
    ) { () throws(UnreadableBase) in
      do throws(LinkedFile.Problem) {
        return try linked.read(limit: YAMLLimits.sourceSize)
      } catch {
        throw UnreadableBase(name: shown.text, error, nearest: nil)
      }
    }
  }

  /// The name of the YAML file in the same folder that is nearest to a missing one.
  private static func nearest(to name: FileName) -> String? {
    let slash = name.bytes.lastIndex(of: UInt8(ascii: "/"))
    let folder = slash.map { FileName(bytes: Array(name.bytes[...$0])) } ?? FileName(".")
    let file = FileName(bytes: Array(name.bytes[(slash.map { $0 + 1 } ?? 0)...]))
    guard let names = try? FolderSearch.names(in: folder, where: LinkedFile.isYAML) else { return nil }
    return Suggestion.nearest(to: file.text, among: names.map(\.text))
  }
}

extension UnreadableBase {
  fileprivate init(name: String, _ problem: LinkedFile.Problem, nearest: String?) {
    switch problem {
    case .missing: self.init(name: name, .missing(nearest: nearest))
    case .folder: self.init(name: name, .folder)
    case .notAFile: self.init(name: name, .notAFile)
    case .notYAML: self.init(name: name, .notYAML)
    case .noPermission: self.init(name: name, .noPermission)
    case .other(let reason): self.init(name: name, .other(reason))
    }
  }
}

extension FileKey {
  fileprivate init(_ file: LinkedFile) {
    self.init(device: file.device, inode: file.inode)
  }

  /// The file that a name leads to; nil if that is not a file that others can extend.
  init?(_ name: FileName) {
    guard let file = try? LinkedFile(name) else { return nil }
    self.init(file)
  }
}
