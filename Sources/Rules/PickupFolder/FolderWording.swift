import Diagnostics
import Language
import Linting
import LocatedYAML
import SourceText

/// What messages say of a pickup folder: the paths that a look at it led to are parts of what the file says, or what
/// links on the machine say, and are shown as carefully as the text itself.
struct FolderWording {
  private let place: NodeUse
  private let context: RuleContext

  init(_ folder: PickupFolder, _ context: RuleContext) {
    place = folder.place
    self.context = context
  }

  /// A path in backquotes, `****` where the path in the file is secret. It is shown to its end, within reason: the end
  /// tells most.
  func path(_ path: String, upTo limit: Int = 200) -> String {
    guard !context.isSecret(place) else { return "`\(FileReport.mask)`" }
    let isLong = path.unicodeScalars.count > limit
    return isLong ? "`\(String(path.unicodeScalars.prefix(limit)))…`" : "`\(path)`"
  }

  /// The folder as the file names it.
  var folder: String { path(context.text(of: place)) }

  /// Whether the path is the folder's as the file names it, but for slashes too many.
  func isFolder(_ path: String) -> Bool {
    components(path) == components(context.text(of: place))
  }

  /// The first part of the folder's path that is not in a path which leads up to it; nil where none does.
  func nextComponent(below ancestor: String) -> String? {
    let (above, all) = (components(ancestor), components(context.text(of: place)))
    guard all.count > above.count, all.starts(with: above) else { return nil }
    return path(String(decoding: all[above.count], as: UTF8.self))
  }

  /// Whether a path is on the way to the folder, as the file names it.
  func isAncestor(_ path: String) -> Bool { nextComponent(below: path) != nil }

  private func components(_ path: String) -> [[UInt8]] { path.utf8.split(separator: UInt8(ascii: "/")).map(Array.init) }
}
