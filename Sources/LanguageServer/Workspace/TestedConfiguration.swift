import Language
import LocatedYAML
import SourceText

extension OpenDocument {
  /// The configuration that the document is, or that it tests; nil if that cannot be read.
  func configuration(in snapshot: Snapshot) -> OpenDocument? {
    guard case .test = kind else { return self }
    let outline = text.outline
    let named = outline.parts.lazy.compactMap { part -> String? in
      guard case .item(let key) = part.role, key.type.namesFile else { return nil }
      return outline.tree.text(of: part.node)
    }.first
    let path = FilePaths.resolved(named ?? FileKind.usualConfiguration, in: path)
    return FilePaths.isYAML(path) ? snapshot.documentOrFile(at: path) : nil
  }
}
