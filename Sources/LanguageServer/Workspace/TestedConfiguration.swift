import Language
import LocatedYAML
import SourceText

/// The configuration that a test file is about.
struct TestedConfiguration {
  /// The configuration; nil if it cannot be read.
  let document: OpenDocument?

  /// Finds the configuration.
  init(_ test: OpenDocument, _ snapshot: Snapshot) {
    let outline = test.text.outline
    let named = outline.parts.lazy.compactMap { part -> String? in
      guard case .item(let key) = part.role, key.type.namesFile else { return nil }
      return outline.tree.text(of: part.node)
    }.first
    let path = FilePaths.resolved(named ?? FileKind.usualConfiguration, in: test.path)
    document = FilePaths.isYAML(path) ? snapshot.documentOrFile(at: path) : nil
  }
}
