package import JSONRPC

/// Edits of several documents, to be applied together.
package struct WorkspaceEdit: Sendable {
  /// The edits of each document, with its version if it is open.
  package private(set) var documents: [(uri: DocumentURI, version: Int?, edits: [DocumentEdit])] = []

  /// No edits.
  package init() {}

  /// Adds an edit of a document.
  package mutating func add(_ edit: DocumentEdit, to uri: DocumentURI, version: Int?) {
    if let place = documents.firstIndex(where: { $0.uri == uri }) {
      documents[place].edits.append(edit)
    } else {
      documents.append((uri, version, [edit]))
    }
  }

  /// The edits as JSON: with the versions of the documents if the client knows that form.
  package func json(versioned: Bool) -> JSON {
    guard versioned else {
      return ["changes": .object(Dictionary(documents.map { ($0.uri.text, JSON($0.edits.map(\.json))) }) { $1 })]
    }
    return [
      "documentChanges": JSON(
        documents.map { document in
          let version = document.version.map { JSON.integer($0) } ?? .null
          return [
            "textDocument": ["uri": .string(document.uri.text), "version": version],
            "edits": JSON(document.edits.map(\.json)),
          ]
        })
    ]
  }
}
