import Language
import LanguageServerProtocol
import LocatedYAML
import SourceText

/// A configuration or test file of the workspace, open or closed.
struct GraphFile: Sendable {
  /// Its path.
  let path: [UInt8]
  /// Its name for the client.
  let uri: DocumentURI
  /// The version of the open document; nil if it is closed.
  let version: Int?
  /// What kind of file it is.
  let kind: FileKind
  /// Its text.
  let text: ParsedText

  /// Whether a part of it cannot be read, so that names may be missing.
  var isBroken: Bool { !text.reading.tree.isComplete }

  /// The paths of the files that it extends or tests.
  var linkedPaths: [[UInt8]] {
    let outline = text.outline
    let written = outline.parts.compactMap { part -> String? in
      guard case .item(let key) = part.role, key.type.namesFile else { return nil }
      return outline.tree.text(of: part.node)
    }
    let isDefault = written.isEmpty && kind == .test
    return (isDefault ? [FileKind.usualConfiguration] : written).map { FilePaths.resolved($0, in: path) }
      .filter(FilePaths.isYAML)
  }
}
