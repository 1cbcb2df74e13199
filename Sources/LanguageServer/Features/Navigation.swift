import JSONRPC
import Language
import LanguageServerProtocol
import LocatedYAML
import SourceText

/// Definitions, references and highlights of servers, sites and files.
struct Navigation {
  let document: OpenDocument
  let snapshot: Snapshot

  private var encoding: PositionEncoding { snapshot.client.encoding }

  /// Where the name at an offset is declared, or the file whose path is there.
  func definition(at offset: Int) -> [Location] {
    if let file = file(at: offset) { return [file] }
    guard let name = document.text.outline.occurrence(at: offset) else { return [] }
    // Usually the document and what it extends declare it.
    for everything in [false, true] {
      let graph = FileGraph(from: [document], snapshot, everything: everything)
      guard let index = graph.index(of: document) else { return [] }
      let declared = locations(of: name, from: index, in: graph) { $0.isDeclaration }
      if !declared.isEmpty { return declared }
    }
    return []
  }

  /// All places where the name at an offset is written.
  func references(at offset: Int, withDeclarations: Bool) -> [Location] {
    guard let name = document.text.outline.occurrence(at: offset) else { return [] }
    let graph = FileGraph(from: [document], snapshot, everything: true)
    guard let index = graph.index(of: document) else { return [] }
    return locations(of: name, from: index, in: graph) { withDeclarations || !$0.isDeclaration }
  }

  /// The places in the document where the name at an offset is written.
  func highlights(at offset: Int) -> JSON {
    let outline = document.text.outline
    guard let name = outline.occurrence(at: offset) else { return [] }
    let same = outline.occurrences.filter { $0.kind == name.kind && NameUses.isSame($0.name, name.name, name.kind) }
    let (read, write) = (2, 3)
    return JSON(
      same.map { use in
        [
          "range": document.text.range(of: use.node, encoding).json,
          "kind": .integer(use.isDeclaration ? write : read),
        ]
      })
  }

  private func locations(
    of name: Outline.Occurrence, from index: Int, in graph: FileGraph, _ isWanted: (Outline.Occurrence) -> Bool
  ) -> [Location] {
    let uses = NameUses(of: name.name, name.kind, from: index, in: graph)
    // What is below comes first: there the name is introduced.
    let order = graph.closure(of: index)
    let places = uses.places.sorted { left, right in
      (order.firstIndex(of: left.file) ?? .max, left.file) < (order.firstIndex(of: right.file) ?? .max, right.file)
    }
    return places.flatMap { place in
      let file = graph.files[place.file]
      return place.occurrences.filter(isWanted).map { Location(file.uri, file.text.range(of: $0.node, encoding)) }
    }
  }

  /// The file whose path is at an offset.
  private func file(at offset: Int) -> Location? {
    guard let part = document.text.outline.part(at: offset) else { return nil }
    switch part.role {
    case .item(let key), .value(let key):
      guard key.type.namesFile else { return nil }
      let path = FilePaths.resolved(document.text.tree.text(of: part.node), in: document.path)
      guard snapshot.document(at: path) != nil || snapshot.files.key(path) != nil else { return nil }
      let start = Position(line: 0, character: 0)
      return Location(snapshot.uri(of: path), TextRange(start, start))
    case .key, .declaration: return nil
    }
  }
}
