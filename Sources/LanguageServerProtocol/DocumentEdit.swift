package import JSONRPC

/// The replacement of a range of a document.
package struct DocumentEdit: Hashable, Sendable {
  /// What is replaced; an empty range inserts.
  package let range: TextRange
  /// The replacement.
  package let text: String

  /// A replacement.
  package init(_ range: TextRange, _ text: String) {
    self.range = range
    self.text = text
  }

  /// The replacement as JSON.
  package var json: JSON { ["range": range.json, "newText": .string(text)] }
}
