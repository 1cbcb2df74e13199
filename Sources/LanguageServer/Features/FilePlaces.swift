import Diagnostics
import LanguageServerProtocol
import SourceText

/// Says of places in the files of a check where they are for the client.
final class FilePlaces: Sendable {
  private let sources: SourceMap
  private let uris: [Int: DocumentURI]
  private let snapshot: Snapshot
  private let maps = Locked<[Int: PositionMap]>([:])

  /// The files of a check.
  ///
  /// - Parameters:
  ///   - sources: The files.
  ///   - uris: The names of files by their addresses.
  ///   - snapshot: The documents at this moment.
  init(_ sources: SourceMap, _ uris: [Int: DocumentURI], _ snapshot: Snapshot) {
    self.sources = sources
    self.uris = uris
    self.snapshot = snapshot
  }

  /// The document or file that a place is in.
  func uri(of span: SourceSpan) -> DocumentURI { uri(of: sources.file(at: span)) }

  /// A place as offsets in its file.
  func offsets(of span: SourceSpan) -> ByteSpan { sources.file(at: span).bytes(of: span) }

  private func uri(of source: SourceFile) -> DocumentURI {
    if let known = uris[source.address] { return known }
    let path = FilePaths.resolved(source.name, in: snapshot.home + Array("/".utf8))
    return snapshot.uri(of: path)
  }

  /// A place for the client.
  func location(of span: SourceSpan) -> Location {
    let source = sources.file(at: span)
    return Location(uri(of: source), map(of: source).range(of: source.bytes(of: span), snapshot.client.encoding))
  }

  /// The edits of a fix.
  func edit(_ fix: Fix) -> WorkspaceEdit {
    fix.edits.reduce(into: WorkspaceEdit()) { edit, part in add(part.span, part.text, to: &edit) }
  }

  /// Adds the replacement of a place.
  func add(_ span: SourceSpan, _ text: String, to edit: inout WorkspaceEdit) {
    let location = location(of: span)
    let version = snapshot.documents[location.uri]?.version
    edit.add(DocumentEdit(location.range, text), to: location.uri, version: version)
  }

  private func map(of source: SourceFile) -> PositionMap {
    maps.withLock { maps in
      if let known = maps[source.address] { return known }
      // The text of an open document begins where the client says.
      let map = PositionMap(source, isOpen: snapshot.documents[uri(of: source)] != nil)
      maps[source.address] = map
      return map
    }
  }
}
