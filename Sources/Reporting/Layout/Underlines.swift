import SourceText

/// A place under a source line, with a message.
struct Mark {
  /// The columns to underline, counted from 0 at the left of the text.
  let columns: Range<Int>
  /// The character to underline with.
  let symbol: Unicode.Scalar
  /// The role of the place.
  let role: Role
  /// The message beside the underline, escaped for display; may be empty.
  let message: String
}

/// Lays out the marks of one line: beside each other if they fit, otherwise below each other.
struct Underlines {
  /// Pieces at their columns, all in one row.
  private struct Shelf {
    var pieces: [(column: Int, row: Row, width: Int)] = []
    /// Whether nothing more may be put on it, because it belongs to a message of several rows.
    var isClosed = false

    func hasRoom(for columns: Range<Int>) -> Bool {
      guard !isClosed else { return false }
      return pieces.allSatisfy { $0.column + $0.width + 2 <= columns.lowerBound || columns.upperBound + 2 <= $0.column }
    }

    var row: Row {
      var width = 0
      return pieces.sorted { $0.column < $1.column }.reduce(into: Row()) { row, piece in
        row.append(String(" ", times: piece.column - width))
        row.append(piece.row)
        width = piece.column + piece.width
      }
    }
  }

  private let limit: Int
  private var shelves: [Shelf] = []

  /// The minimum width of a message beside its underline.
  private static let narrowest = 24

  /// The minimum width of a message below its underline; if necessary it begins to the left of it.
  private static let comfortable = 40

  private init(limit: Int) {
    self.limit = limit
  }

  /// The rows under a line, none wider than `limit` columns; the first marks are nearest to the line.
  static func rows(_ marks: [Mark], limit: Int) -> [Row] {
    var underlines = Underlines(limit: limit)
    for mark in marks { underlines.place(mark) }
    return underlines.shelves.map(\.row)
  }

  private mutating func place(_ mark: Mark) {
    let messageWidth = DisplayWidth.of(mark.message)
    let width = mark.columns.count + (messageWidth > 0 ? messageWidth + 1 : 0)
    if mark.columns.lowerBound + width <= limit {
      placeInOneRow(mark, width: width)
    } else if limit - mark.columns.upperBound - 1 >= Self.narrowest {
      placeBeside(mark)
    } else {
      placeBelow(mark, messageWidth: messageWidth)
    }
  }

  private mutating func placeInOneRow(_ mark: Mark, width: Int) {
    let column = mark.columns.lowerBound
    var row = underline(mark)
    if !mark.message.isEmpty { row.append(" " + mark.message, mark.role) }
    let free = shelves.firstIndex { $0.hasRoom(for: column..<column + width) }
    if free == nil { shelves.append(Shelf()) }
    shelves[free ?? shelves.count - 1].pieces.append((column, row, width))
  }

  private mutating func placeBeside(_ mark: Mark) {
    let column = mark.columns.upperBound + 1
    let texts = WordWrap.rows(of: mark.message, first: limit - column, rest: limit - column)
    var row = underline(mark)
    row.append(" " + (texts.first ?? ""), mark.role)
    close(mark.columns.lowerBound, row)
    for text in texts.dropFirst() { close(column, Row(text, mark.role)) }
  }

  private mutating func placeBelow(_ mark: Mark, messageWidth: Int) {
    close(mark.columns.lowerBound, underline(mark))
    let column = min(mark.columns.lowerBound, max(0, limit - min(messageWidth, Self.comfortable)))
    for text in WordWrap.rows(of: mark.message, first: limit - column, rest: limit - column) {
      close(column, Row(text, mark.role))
    }
  }

  private func underline(_ mark: Mark) -> Row {
    Row(String(mark.symbol, times: mark.columns.count), mark.role)
  }

  private mutating func close(_ column: Int, _ row: Row) {
    shelves.append(Shelf(pieces: [(column, row, 0)], isClosed: true))
  }
}
