import Diagnostics
import SourceText

/// One line as it stands on a terminal: what is shown of its bytes, and in which columns. Nothing in it drives a terminal,
/// or commands a CI server.
struct DisplayLine {
  /// What is shown together and never cut apart.
  struct Cell {
    /// The text, without control characters and tabs.
    var text: String
    /// The bytes it stands for; empty for a text that is not in the source.
    var bytes: ByteSpan
    /// The column, counted from 0, in which it begins.
    var column: Int
    /// The number of columns it takes.
    var width: Int
    /// Whether it hides a secret.
    var isMask = false

    /// The columns it takes.
    var columns: Range<Int> { column..<column + width }
  }

  /// What is shown, from left to right.
  private(set) var cells: [Cell] = []

  /// The number of columns of the whole line.
  private(set) var width = 0

  /// What stands for a part of a line that is not shown.
  static let elision = "…"

  /// Tabs go to the next multiple of this.
  private static let tabWidth = 4

  /// The text in plain form.
  var text: String { cells.reduce(into: "") { $0 += $1.text } }

  /// Adds a part of one line of the source, its secrets masked.
  mutating func append(_ span: ByteSpan, of file: FileText) {
    for piece in file.secrets.pieces(of: span) {
      if piece.isSecret {
        append(FileReport.mask, bytes: piece.span, width: FileReport.mask.count, isMask: true)
      } else {
        append(decoding: file.source.bytes[piece.span.range], isSource: true)
      }
    }
  }

  /// Adds a text that is not in the source and has no line end.
  mutating func append(inserted text: String) {
    append(decoding: Array(text.utf8)[...], isSource: false)
  }

  /// Marks that a part of the line is left out at an offset.
  mutating func appendElision(at offset: Int) {
    append(Self.elision, bytes: ByteSpan(offset, offset), width: 1)
  }

  /// The columns over a span of the source: whole cells, and at least one column, which is the one behind the line
  /// where nothing is there.
  func columns(of span: ByteSpan) -> Range<Int> {
    let touched = cells.filter { Self.touches($0, span) }
    guard let first = touched.first, let last = touched.last else { return caret(at: span.start) }
    let columns = first.column..<last.columns.upperBound
    return columns.isEmpty ? columns.lowerBound..<columns.lowerBound + 1 : columns
  }

  /// An empty span touches nothing, except a mask it lies in: where in a secret something is must not be seen.
  private static func touches(_ cell: Cell, _ span: ByteSpan) -> Bool {
    if span.isEmpty { return cell.isMask && cell.bytes.start < span.start && span.start < cell.bytes.end }
    return cell.bytes.overlaps(span)
  }

  private func caret(at offset: Int) -> Range<Int> {
    let column = cells.first { $0.bytes.end > offset }?.column ?? width
    return column..<column + 1
  }

  /// What is not UTF-8 is shown as one U+FFFD for each byte, and counts as so many columns in places.
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

  /// Escapes what would make a command of the bracket that comes next, and moves what comes after it to the right.
  private mutating func escapeCommandSign() {
    let end = cells.suffix(Self.longestCommand).reduce(into: "") { $0 += $1.text } + "["
    guard let sign = end.commandSigns.last, sign.sign == "#" else { return }
    // After the sign come letters of ASCII alone, a cell each, and the bracket.
    let place = cells.count + 1 - (end.utf8.count - sign.offset)
    cells[place].text = sign.sign.escapedForm
    let growth = cells[place].text.utf8.count - cells[place].width
    cells[place].width += growth
    for later in cells.indices[(place + 1)...] { cells[later].column += growth }
    width += growth
  }

  /// The cells of `##teamcity`.
  private static let longestCommand = 10

  /// A scalar without a width of its own joins the one before: it is drawn there, so it is underlined there.
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

/// The part of a line that fits into a number of columns.
struct LineView {
  /// What is shown, with an ellipsis on each side that was cut.
  let text: String

  /// The columns of the line that are shown.
  private let shown: Range<Int>

  /// How far the line was moved to the left.
  private let shift: Int

  /// Cuts a line to `limit` columns around the columns that must be seen; of columns too many for that, the first.
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

  /// How many columns can be shown between two ellipses.
  static func room(in limit: Int) -> Int { max(1, limit - 2) }

  /// Where columns of the line stand in the view; at least one column.
  func columns(_ columns: Range<Int>) -> Range<Int> {
    let visible = columns.clamped(to: shown)
    let start = visible.lowerBound - shift
    return start..<start + max(1, visible.count)
  }
}
