import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

/// How messages name a pickup folder. The paths that a check of it finds are parts of the path in the file or come from
/// links on the machine, and are masked like the path itself.
struct FolderWording {
  private let place: NodeUse
  private let context: RuleContext

  init(_ folder: PickupFolder, _ context: RuleContext) {
    place = folder.place
    self.context = context
  }

  /// A path in backquotes, `****` if the path in the file is secret. Only very long paths are cut, because the end says
  /// most.
  func path(_ path: String, upTo limit: Int = 200) -> String {
    guard !context.isSecret(place) else { return "`\(FileReport.mask)`" }
    let isLong = path.unicodeScalars.count > limit
    return isLong ? "`\(String(path.unicodeScalars.prefix(limit)))…`" : "`\(path)`"
  }

  /// The folder's path, as written in the file.
  var folder: String { path(context.text(of: place)) }

  /// Whether a path is the folder's path in the file, apart from additional slashes.
  func isFolder(_ path: String) -> Bool {
    components(path) == components(context.text(of: place))
  }

  /// The first part of the folder's path below an ancestor; nil if the given path is not an ancestor.
  func nextComponent(below ancestor: String) -> String? {
    let (above, all) = (components(ancestor), components(context.text(of: place)))
    guard all.count > above.count, all.starts(with: above) else { return nil }
    return path(String(decoding: all[above.count], as: UTF8.self))
  }

  /// Whether a path is an ancestor of the folder's path in the file.
  func isAncestor(_ path: String) -> Bool { nextComponent(below: path) != nil }

  private func components(_ path: String) -> [[UInt8]] { path.utf8.split(separator: UInt8(ascii: "/")).map(Array.init) }
}
