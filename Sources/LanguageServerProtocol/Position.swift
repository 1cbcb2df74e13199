package import JSONRPC

/// A place between two characters of a document, as editors count.
package struct Position: Hashable, Sendable, Comparable {
  /// The line, counted from 0.
  package let line: Int
  /// The offset in the line, in the units of the ``PositionEncoding`` that was agreed on.
  package let character: Int

  /// A place.
  package init(line: Int, character: Int) {
    self.line = line
    self.character = character
  }

  /// Reads a place; nil for anything else, and for negative numbers.
  package init?(_ json: JSON) {
    guard let line = json["line"].integer, let character = json["character"].integer, line >= 0, character >= 0 else {
      return nil
    }
    self.init(line: line, character: character)
  }

  /// The place as JSON.
  package var json: JSON { ["line": .integer(line), "character": .integer(character)] }

  /// Orders by line, then by character.
  package static func < (left: Position, right: Position) -> Bool {
    (left.line, left.character) < (right.line, right.character)
  }
}
