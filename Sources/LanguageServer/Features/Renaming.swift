import JSONRPC
import Language
import LanguageServerProtocol
import LocatedYAML
import SourceText

/// Renames a server or a site everywhere, in one edit of several files; or says why not.
struct Renaming {
  let document: OpenDocument
  let snapshot: Snapshot

  private var encoding: PositionEncoding { snapshot.client.encoding }

  /// The range and the text of the name at an offset; nil if nothing there can be renamed.
  func target(at offset: Int) -> JSON? {
    guard let name = document.text.outline.occurrence(at: offset) else { return nil }
    return ["range": document.text.range(of: name.node, encoding).json, "placeholder": .string(name.name)]
  }

  /// The edits that give another name to what is named at an offset.
  ///
  /// - Throws: `requestFailed` with the reason why that is not possible.
  func edit(at offset: Int, to new: String) throws(RPCError) -> WorkspaceEdit {
    guard let name = document.text.outline.occurrence(at: offset) else {
      throw RPCError(.requestFailed, "only servers and sites can be renamed")
    }
    try check(new, name.kind)
    let graph = FileGraph(from: [document], snapshot, everything: true)
    guard let index = graph.index(of: document) else { return WorkspaceEdit() }
    let uses = NameUses(of: name.name, name.kind, from: index, in: graph)
    for file in uses.concerned.sorted() where graph.files[file].isBroken {
      throw RPCError(
        .requestFailed, "`\(graph.files[file].text.source.name)` cannot be read as YAML, so names in it may be missed")
    }
    try refuseTaken(new, instead: name, uses, in: graph)
    var edit = WorkspaceEdit()
    guard new != name.name else { return edit }
    for place in uses.places {
      let file = graph.files[place.file]
      let others = file.text.outline.otherUses(than: name.kind)
      if place.occurrences.contains(where: { others.contains($0.node) }) {
        throw RPCError(
          .requestFailed, "an alias in `\(file.text.source.name)` uses the name for something else as well")
      }
      for use in place.occurrences {
        edit.add(replacement(of: use.node, by: new, in: file.text), to: file.uri, version: file.version)
      }
    }
    return edit
  }

  private func check(_ name: String, _ kind: EntryKind) throws(RPCError) {
    var text = name
    guard text.withUTF8(EntryID.isValid) else {
      throw RPCError(
        .requestFailed,
        "a name is 1 to \(EntryID.longest) letters, digits, dots, underscores and hyphens, starting with a letter or a "
          + "digit")
    }
    if kind == .site, name.lowercased() == EntryID.reservedSiteName {
      throw RPCError(.requestFailed, "`\(EntryID.reservedSiteName)` is reserved for mail that belongs to no site")
    }
  }

  /// Names that differ only in case cannot be in one configuration.
  private func refuseTaken(
    _ new: String, instead old: Outline.Occurrence, _ uses: NameUses, in graph: FileGraph
  ) throws(RPCError) {
    let lowered = new.lowercased()
    for file in uses.concerned.sorted() {
      for use in graph.files[file].text.outline.occurrences where use.kind == old.kind {
        guard use.name.lowercased() == lowered, !NameUses.isSame(use.name, old.name, old.kind) else { continue }
        let noun = old.kind == .server ? "server" : "site"
        throw RPCError(
          .requestFailed, "`\(graph.files[file].text.source.name)` already names a \(noun) `\(use.name)`")
      }
    }
  }

  /// The new name in the style of the old one.
  private func replacement(of node: NodeID, by new: String, in text: ParsedText) -> DocumentEdit {
    let span = text.tree.contentSpan(of: node)
    let written: String
    switch text.tree.style(of: node) {
    case .singleQuoted: written = "'\(new)'"
    case .doubleQuoted: written = "\"\(new)\""
    case .plain: written = YAMLText.scalar(new)
    case .literal, .folded:
      // A block ends with its line.
      let end = text.source.bytes[span.range].last.map(\.isLineEnd) ?? false
      written = YAMLText.scalar(new) + (end ? text.source.lineEnd : "")
    }
    return DocumentEdit(text.map.range(of: span, encoding), written)
  }
}
