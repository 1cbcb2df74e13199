package import JSONRPC

/// A name in a document, and those inside it.
package struct DocumentSymbol: Sendable, Equatable {
  /// What it is.
  package enum Kind: Int, Sendable {
    case section = 3
    case server = 5
    case site = 19
    case test = 6
    case value = 13
  }

  /// The name.
  package let name: String
  /// A few words about it.
  package let detail: String
  /// What it is.
  package let kind: Kind
  /// All of it.
  package let range: TextRange
  /// Its name.
  package let selection: TextRange
  /// The names inside it.
  package let children: [DocumentSymbol]

  /// A name from its parts.
  package init(
    _ name: String, detail: String = "", _ kind: Kind, range: TextRange, selection: TextRange,
    children: [DocumentSymbol] = []
  ) {
    // LSP does not allow empty names.
    self.name = name.isEmpty ? "\"\"" : name
    self.detail = detail
    self.kind = kind
    self.range = range
    self.selection = selection
    self.children = children
  }

  /// The name as JSON, with its children.
  package var json: JSON {
    JSON(members: [
      "name": .string(name), "detail": detail.isEmpty ? nil : .string(detail), "kind": .integer(kind.rawValue),
      "range": range.json, "selectionRange": selection.json,
      "children": children.isEmpty ? nil : JSON(children.map(\.json)),
    ])
  }

  /// The name and those inside it as one list, for clients that know no others.
  package func flat(in uri: DocumentURI, container: String? = nil) -> [JSON] {
    let own = JSON(members: [
      "name": .string(name), "kind": .integer(kind.rawValue), "location": Location(uri, range).json,
      "containerName": container.map { .string($0) },
    ])
    return [own] + children.flatMap { $0.flat(in: uri, container: name) }
  }
}
