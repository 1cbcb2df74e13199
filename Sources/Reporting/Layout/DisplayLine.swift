import Diagnostics
import SourceText

/// One line as it is displayed on a terminal: the characters shown for its bytes, and their columns. It cannot control
/// a terminal or give a command to a CI server.
struct DisplayLine {
  /// Characters that are shown together and never separated.
  struct Cell {
    /// Where the text is among the bytes of the displayed text; it has no control characters and no tabs.
    fileprivate(set) var text: Range<Int>
    /// The bytes it represents; empty for text that is not in the source.
    fileprivate(set) var bytes: ByteSpan
    /// The column in which it begins, counted from 0.
    fileprivate(set) var column: Int
    /// The number of columns it occupies.
    fileprivate(set) var width: Int
    /// Whether it masks a secret.
    fileprivate(set) var isMask = false

    /// The columns it occupies.
    var columns: Range<Int> { column..<column + width }
  }

  /// The cells from left to right.
  private(set) var cells: [Cell] = []

  /// The displayed text in UTF-8.
  private var displayed: [UInt8] = []

  /// The number of columns of the whole line.
  private(set) var width = 0

  /// The sign for a part of a line that is not shown.
  static let elision = "…"

  /// Tabs advance to the next multiple of this.
  private static let tabWidth = 4

  /// The displayed text.
  var text: String { String(decoding: displayed, as: UTF8.self) }

  /// The text of adjacent cells.
  func text(of cells: ArraySlice<Cell>) -> String {
    guard let first = cells.first, let last = cells.last else { return "" }
    return String(decoding: displayed[first.text.lowerBound..<last.text.upperBound], as: UTF8.self)
  }

  /// The number of cells at the start that show the same text as those of another line.
  func commonCells(with other: DisplayLine) -> Int {
    zip(cells, other.cells).prefix { displayed[$0.text] == other.displayed[$1.text] }.count
  }

  /// Whether another line shows the same text.
  func showsSameText(as other: DisplayLine) -> Bool { displayed == other.displayed }

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
    guard let first = cells.firstIndex(where: { Self.touches($0, span) }),
      let last = cells.lastIndex(where: { Self.touches($0, span) })
    else { return caret(at: span.start) }
    let columns = cells[first].column..<cells[last].columns.upperBound
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
    cells.reserveCapacity(cells.count + bytes.count)
    var rest = bytes
    while let byte = rest.first {
      // Most text is shown as it is, a byte a column.
      if byte.isPlain {
        append(byte, at: rest.startIndex, isSource: isSource)
        rest.removeFirst()
      } else {
        let end = rest.firstIndex { $0.isPlain } ?? rest.endIndex
        appendScalars(rest[..<end], isSource: isSource)
        rest = rest[end...]
      }
    }
  }

  private mutating func append(_ byte: UInt8, at offset: Int, isSource: Bool) {
    let place = displayed.count
    displayed.append(byte)
    let bytes = isSource ? ByteSpan(offset, offset + 1) : ByteSpan(0, 0)
    cells.append(Cell(text: place..<place + 1, bytes: bytes, column: width, width: 1))
    width += 1
  }

  private mutating func appendScalars(_ bytes: ArraySlice<UInt8>, isSource: Bool) {
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
      append(String(" ", times: blanks), bytes: bytes, width: blanks)
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
    let end = text(of: cells.suffix(Self.longestCommand)) + "["
    guard let sign = end.commandSigns.last, sign.sign == "#" else { return }
    // The sign is followed only by ASCII letters, one cell each, and the bracket.
    let place = cells.count + 1 - (end.utf8.count - sign.offset)
    let form = Array(sign.sign.escapedForm.utf8)
    let growth = form.count - cells[place].text.count
    displayed.replaceSubrange(cells[place].text, with: form)
    cells[place].text = cells[place].text.lowerBound..<cells[place].text.upperBound + growth
    cells[place].width += growth
    for later in cells.indices[(place + 1)...] {
      let text = cells[later].text
      cells[later].text = text.lowerBound + growth..<text.upperBound + growth
      cells[later].column += growth
    }
    width += growth
  }

  /// The number of cells in `##teamcity`.
  private static let longestCommand = 10

  /// A scalar without a width of its own joins the previous cell: it is drawn there, so it is underlined there.
  private mutating func append(_ text: String, bytes: ByteSpan, width: Int, isMask: Bool = false) {
    let place = displayed.count
    displayed += text.utf8
    if width == 0, let last = cells.indices.last, !cells[last].isMask {
      cells[last].text = cells[last].text.lowerBound..<displayed.count
      cells[last].bytes = ByteSpan(cells[last].bytes.start, max(cells[last].bytes.end, bytes.end))
    } else {
      cells.append(Cell(text: place..<displayed.count, bytes: bytes, column: self.width, width: width, isMask: isMask))
      self.width += width
    }
  }
}

extension UInt8 {
  /// Whether it is a printable ASCII character that is shown as it is, whatever is before it: all but `[`, which may
  /// end the start of a command.
  fileprivate var isPlain: Bool { self >= 0x20 && self < 0x7F && self != UInt8(ascii: "[") }
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
    let begin = line.cells.firstIndex { $0.column >= bounds.lowerBound } ?? line.cells.endIndex
    let cells = line.cells[begin...].prefix { $0.columns.upperBound <= bounds.upperBound }
    let first = cells.first?.column ?? bounds.lowerBound
    shown = first..<max(first, bounds.upperBound)
    shift = isCut.left ? first - 1 : 0
    text =
      (isCut.left ? DisplayLine.elision : "") + line.text(of: cells) + (isCut.right ? DisplayLine.elision : "")
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
