import Diagnostics
import SourceText

/// One line as it is displayed on a terminal: the characters shown for its bytes, and their columns. It cannot control
/// a terminal or give a command to a CI server.
struct DisplayLine {
  /// Characters that are shown together and never separated.
  struct Cell {
    /// The text, without control characters and tabs.
    var text: String
    /// The bytes it represents; empty for text that is not in the source.
    var bytes: ByteSpan
    /// The column in which it begins, counted from 0.
    var column: Int
    /// The number of columns it occupies.
    var width: Int
    /// Whether it masks a secret.
    var isMask = false

    /// The columns it occupies.
    var columns: Range<Int> { column..<column + width }
  }

  /// The cells from left to right.
  private(set) var cells: [Cell] = []

  /// The number of columns of the whole line.
  private(set) var width = 0

  /// The sign for a part of a line that is not shown.
  static let elision = "…"

  /// Tabs advance to the next multiple of this.
  private static let tabWidth = 4

  /// The displayed text.
  var text: String { cells.reduce(into: "") { $0 += $1.text } }

  /// Adds a part of one source line, with its secrets masked.
  mutating func append(_ span: ByteSpan, of file: FileText) {
    for piece in file.secrets.pieces(of: span) {
      if piece.isSecret {
        append(FileReport.mask, bytes: piece.span, width: FileReport.mask.count, isMask: true)
      } else {
        append(decoding: file.source.bytes[piece.span.range], isSource: true)
      }
    }
  }

  /// Adds text that is not in the source and has no line end.
  mutating func append(inserted text: String) {
    append(decoding: Array(text.utf8)[...], isSource: false)
  }

  /// Marks that a part of the line at an offset is left out.
  mutating func appendElision(at offset: Int) {
    append(Self.elision, bytes: ByteSpan(offset, offset), width: 1)
  }

  /// The columns over a span of the source: whole cells, and at least one column, which is the one after the line if
  /// there are none.
  func columns(of span: ByteSpan) -> Range<Int> {
    let touched = cells.filter { Self.touches($0, span) }
    guard let first = touched.first, let last = touched.last else { return caret(at: span.start) }
    let columns = first.column..<last.columns.upperBound
    return columns.isEmpty ? columns.lowerBound..<columns.lowerBound + 1 : columns
  }

  /// An empty span touches nothing, except a mask that it is in: a place inside a secret must not be revealed.
  private static func touches(_ cell: Cell, _ span: ByteSpan) -> Bool {
    if span.isEmpty { return cell.isMask && cell.bytes.start < span.start && span.start < cell.bytes.end }
    return cell.bytes.overlaps(span)
  }

  private func caret(at offset: Int) -> Range<Int> {
    let column = cells.first { $0.bytes.end > offset }?.column ?? width
    return column..<column + 1
  }

  /// Each byte that is not UTF-8 is shown as one U+FFFD, and counts as one column in positions.
  private mutating func append(decoding bytes: ArraySlice<UInt8>, isSource: Bool) {
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    var offset = isSource ? bytes.startIndex : 0
    while true {
      let start = offset
      switch parser.parseScalar(from: &iterator) {
      case .valid(let encoded):
        if isSource { offset += encoded.count }
        append(Unicode.UTF8.decode(encoded), bytes: ByteSpan(start, offset))
      case .error(let length):
        for _ in 0..<length {
          append("\u{FFFD}", bytes: ByteSpan(offset, isSource ? offset + 1 : offset))
          if isSource { offset += 1 }
        }
      case .emptyInput:
        return
      }
    }
  }

  private mutating func append(_ scalar: Unicode.Scalar, bytes: ByteSpan) {
    if scalar == "\t" {
      let blanks = Self.tabWidth - width % Self.tabWidth
      append(String(repeating: " ", count: blanks), bytes: bytes, width: blanks)
    } else if scalar.mustBeEscaped {
      let form = scalar.escapedForm
      append(form, bytes: bytes, width: form.utf8.count)
    } else {
      if scalar == "[" { escapeCommandSign() }
      append(String(Character(scalar)), bytes: bytes, width: DisplayWidth.of(scalar))
    }
  }

  /// Escapes the bracket that comes next if it would begin a command, and moves everything after it to the right.
  private mutating func escapeCommandSign() {
    let end = cells.suffix(Self.longestCommand).reduce(into: "") { $0 += $1.text } + "["
    guard let sign = end.commandSigns.last, sign.sign == "#" else { return }
    // The sign is followed only by ASCII letters, one cell each, and the bracket.
    let place = cells.count + 1 - (end.utf8.count - sign.offset)
    cells[place].text = sign.sign.escapedForm
    let growth = cells[place].text.utf8.count - cells[place].width
    cells[place].width += growth
    for later in cells.indices[(place + 1)...] { cells[later].column += growth }
    width += growth
  }

  /// The number of cells in `##teamcity`.
  private static let longestCommand = 10

  /// A scalar without a width of its own joins the previous cell: it is drawn there, so it is underlined there.
  private mutating func append(_ text: String, bytes: ByteSpan, width: Int, isMask: Bool = false) {
    if width == 0, let last = cells.indices.last, !cells[last].isMask {
      cells[last].text += text
      cells[last].bytes = ByteSpan(cells[last].bytes.start, max(cells[last].bytes.end, bytes.end))
    } else {
      cells.append(Cell(text: text, bytes: bytes, column: self.width, width: width, isMask: isMask))
      self.width += width
    }
  }
}

/// The part of a line that fits into a given width.
struct LineView {
  /// The visible text, with an ellipsis on each side that was cut.
  let text: String

  /// The columns of the line that are shown.
  private let shown: Range<Int>

  /// The number of columns by which the line was moved to the left.
  private let shift: Int

  /// Cuts a line to `limit` columns around the columns that must be visible; if they are too many, the first ones.
  init(_ line: DisplayLine, limit: Int, focus: Range<Int>) {
    let extent = max(line.width, focus.upperBound)
    guard extent > limit else {
      text = line.text
      shown = 0..<extent
      shift = 0
      return
    }
    let focusWidth = min(focus.count, LineView.room(in: limit))
    let start = max(0, min(focus.lowerBound - (limit - focusWidth) / 2, extent - limit))
    let isCut = (left: start > 0, right: start + limit < extent)
    let bounds = (isCut.left ? start + 1 : 0)..<(isCut.right ? start + limit - 1 : extent)
    let cells = line.cells.filter { $0.column >= bounds.lowerBound && $0.columns.upperBound <= bounds.upperBound }
    let first = cells.first?.column ?? bounds.lowerBound
    shown = first..<max(first, bounds.upperBound)
    shift = isCut.left ? first - 1 : 0
    text =
      (isCut.left ? DisplayLine.elision : "") + cells.map(\.text).joined() + (isCut.right ? DisplayLine.elision : "")
  }

  /// The number of columns that can be shown between two ellipses.
  static func room(in limit: Int) -> Int { max(1, limit - 2) }

  /// The columns in the view that correspond to columns of the line; at least one.
  func columns(_ columns: Range<Int>) -> Range<Int> {
    let visible = columns.clamped(to: shown)
    let start = visible.lowerBound - shift
    return start..<start + max(1, visible.count)
  }
}
