package import JSONRPC

/// A range of a file.
package struct Location: Hashable, Sendable {
  /// The file.
  package let uri: DocumentURI
  /// The range in it.
  package let range: TextRange

  /// A range of a file.
  package init(_ uri: DocumentURI, _ range: TextRange) {
    self.uri = uri
    self.range = range
  }

  /// The location as JSON.
  package var json: JSON { ["uri": .string(uri.text), "range": range.json] }
}
