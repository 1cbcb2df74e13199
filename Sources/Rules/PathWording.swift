import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

/// How messages name a path in the file. The paths that a check of it finds are parts of it, or come from links on the
/// machine, and are masked like the path itself.
struct PathWording {
  private let place: NodeUse
  private let context: RuleContext

  init(_ place: NodeUse, _ context: RuleContext) {
    self.place = place
    self.context = context
  }

  /// A path in backquotes, `****` if the path in the file is secret. Only very long paths are cut, because the end says
  /// most.
  func path(_ path: String, upTo limit: Int = 200) -> String {
    guard !context.isSecret(place) else { return "`\(FileReport.mask)`" }
    let isLong = path.unicodeScalars.count > limit
    return isLong ? "`\(String(path.unicodeScalars.prefix(limit)))…`" : "`\(path)`"
  }

  /// The path as it is written in the file.
  var written: String { path(context.text(of: place)) }

  /// Whether a path is the one in the file, apart from additional slashes.
  func isWritten(_ path: String) -> Bool {
    components(path) == components(context.text(of: place))
  }

  /// The first part of the file's path below an ancestor; nil if the given path is not an ancestor.
  func nextComponent(below ancestor: String) -> String? {
    let (above, all) = (components(ancestor), components(context.text(of: place)))
    guard all.count > above.count, all.starts(with: above) else { return nil }
    return path(String(decoding: all[above.count], as: UTF8.self))
  }

  /// Whether a path is an ancestor of the one in the file.
  func isAncestor(_ path: String) -> Bool { nextComponent(below: path) != nil }

  private func components(_ path: String) -> [[UInt8]] { path.utf8.split(separator: UInt8(ascii: "/")).map(Array.init) }
}
