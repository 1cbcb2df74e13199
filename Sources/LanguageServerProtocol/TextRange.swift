package import JSONRPC

/// A half-open range of a document; an empty one is a place.
package struct TextRange: Hashable, Sendable {
  /// The first place.
  package let start: Position
  /// The place after the last character.
  package let end: Position

  /// A range.
  package init(_ start: Position, _ end: Position) {
    self.start = start
    self.end = end
  }

  /// Reads a range; nil for anything else.
  package init?(_ json: JSON) {
    guard let start = Position(json["start"]), let end = Position(json["end"]) else { return nil }
    self.init(start, end)
  }

  /// The range as JSON.
  package var json: JSON { ["start": start.json, "end": end.json] }
}
