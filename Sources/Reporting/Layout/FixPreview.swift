import Diagnostics
import SourceText

/// The changes of a fix, line by line, with the secrets of the source masked.
struct FixPreview {
  /// A line before or after the fix.
  struct Line {
    /// Its number in the file before the fix, or after it for an added line.
    let number: Int
    /// Whether the fix adds it; otherwise it is removed.
    let isAddition: Bool
    /// The displayed line.
    let text: DisplayLine
    /// The first column that differs from the line that it replaces or that replaces it.
    let column: Int
  }

  /// Edits on adjacent lines, with these lines.
  private struct Hunk {
    var edits: [(span: ByteSpan, text: String)]
    let firstLine: Int
    var lastLine: Int
  }

  /// The changed lines; empty if the fix changes too much for a preview, or nothing that is shown.
  private(set) var lines: [Line] = []

  /// A preview is short: at most this many lines before, and as many after.
  private static let mostLines = 6

  /// The maximum number of bytes that are laid out for a change, whatever the length of the lines.
  private static let mostBytes = 4 * FileText.reach

  /// Applies the fix to the lines it affects.
  init(_ fix: Fix, in file: FileText) {
    let hunks = Self.hunks(of: fix, in: file)
    let inserted = fix.edits.reduce(0) { $0 + $1.text.utf8.count }
    // An edit that removes whole lines ends on the line after them, hence one more.
    let concerned = hunks.reduce(0) { $0 + $1.lastLine - $1.firstLine + 1 }
    guard concerned <= Self.mostLines + hunks.count, inserted <= Self.mostBytes else { return }
    var shift = 0
    for hunk in hunks {
      guard let change = Change(hunk.edits, hunk.firstLine...hunk.lastLine, in: file, limit: Self.mostBytes) else {
        lines = []
        return
      }
      lines += change.lines(firstLine: hunk.firstLine, shift: shift)
      shift += change.new.count - change.old.count
    }
    let added = lines.count(where: \.isAddition)
    if max(added, lines.count - added) > Self.mostLines { lines = [] }
  }

  /// The largest line number shown.
  var largestLine: Int { lines.reduce(1) { max($0, $1.number) } }

  /// The rows, none wider than `limit` columns.
  func rows(_ gutter: Gutter, limit: Int) -> [Row] {
    lines.map { line in
      let view = LineView(line.text, limit: limit - gutter.textColumn, focus: line.column..<line.column + 1)
      return gutter.change(line.number, isAddition: line.isAddition, view.text)
    }
  }

  private static func hunks(of fix: Fix, in file: FileText) -> [Hunk] {
    file.edits(of: fix).reduce(into: []) { hunks, edit in
      let first = file.index.line(at: edit.span.start)
      let last = file.index.line(at: edit.span.end)
      if let previous = hunks.indices.last, first <= hunks[previous].lastLine {
        hunks[previous].edits.append(edit)
        hunks[previous].lastLine = max(hunks[previous].lastLine, last)
      } else {
        hunks.append(Hunk(edits: [edit], firstLine: first, lastLine: last))
      }
    }
  }
}

/// Adjacent lines before and after the edits that affect them.
private struct Change {
  let old: [DisplayLine]
  let new: [DisplayLine]

  /// Nil if more than `limit` bytes would have to be laid out.
  init?(_ edits: [(span: ByteSpan, text: String)], _ lines: ClosedRange<Int>, in file: FileText, limit: Int) {
    guard let first = edits.first, let last = edits.last else { return nil }
    let start = file.excerpt(of: file.index.span(ofLine: lines.lowerBound), around: first.span).start
    let lastLine = file.index.span(ofLine: lines.upperBound)
    let end = file.excerpt(of: lastLine, around: ByteSpan(last.span.end, last.span.end)).end
    guard end - start <= limit else { return nil }
    let cuts = (
      left: start > file.index.span(ofLine: lines.lowerBound).start, right: end < lastLine.end
    )
    var before = LineComposer(file, elidedAt: cuts.left ? start : nil)
    before.keep(ByteSpan(start, end))
    var after = LineComposer(file, elidedAt: cuts.left ? start : nil)
    var offset = start
    for edit in edits {
      after.keep(ByteSpan(offset, edit.span.start))
      after.insert(edit.text)
      offset = max(offset, edit.span.end)
    }
    after.keep(ByteSpan(offset, end))
    let isAtEnd = end == file.source.bytes.count
    old = before.finished(elidedAt: cuts.right ? end : nil, isAtEnd: isAtEnd)
    new = after.finished(elidedAt: cuts.right ? end : nil, isAtEnd: isAtEnd)
  }

  /// The lines that differ, removed ones first.
  ///
  /// `shift` is the number of lines by which earlier changes moved this one.
  func lines(firstLine: Int, shift: Int) -> [FixPreview.Line] {
    let ends = CommonEnds(old, new) { $0.showsSameText(as: $1) }
    let (head, tail) = (ends.head, ends.tail)
    let changed = (old: old[head..<old.count - tail], new: new[head..<new.count - tail])
    let columns = zip(changed.old, changed.new).map(Self.firstDifference)
    func lines(_ texts: ArraySlice<DisplayLine>, from number: Int, isAddition: Bool) -> [FixPreview.Line] {
      texts.enumerated().map { place, text in
        let column = place < columns.count ? columns[place] : 0
        return FixPreview.Line(number: number + place, isAddition: isAddition, text: text, column: column)
      }
    }
    return lines(changed.old, from: firstLine + head, isAddition: false)
      + lines(changed.new, from: firstLine + head + shift, isAddition: true)
  }

  private static func firstDifference(_ old: DisplayLine, _ new: DisplayLine) -> Int {
    let common = old.commonCells(with: new)
    return common < min(old.cells.count, new.cells.count) ? old.cells[common].column : min(old.width, new.width)
  }
}

/// Composes lines from parts of the source and new text.
private struct LineComposer {
  private let file: FileText
  private var lines = [DisplayLine()]

  init(_ file: FileText, elidedAt offset: Int?) {
    self.file = file
    if let offset { lines[0].appendElision(at: offset) }
  }

  /// Adds a part of the source, which may span lines.
  mutating func keep(_ span: ByteSpan) {
    guard !span.isEmpty else { return }
    let last = file.index.line(at: span.end)
    for line in file.index.line(at: span.start)...last {
      let whole = file.index.span(ofLine: line)
      lines[lines.count - 1].append(ByteSpan(max(whole.start, span.start), min(whole.end, span.end)), of: file)
      if line < last { lines.append(DisplayLine()) }
    }
  }

  /// Adds text that is not in the source.
  mutating func insert(_ text: String) {
    for (number, part) in text.split(omittingEmptySubsequences: false, whereSeparator: Self.isLineEnd).enumerated() {
      if number > 0 { lines.append(DisplayLine()) }
      lines[lines.count - 1].append(inserted: String(part))
    }
  }

  /// The lines; there is no line after the line end of a file's last line.
  func finished(elidedAt offset: Int?, isAtEnd: Bool) -> [DisplayLine] {
    var finished = lines
    if let offset { finished[finished.count - 1].appendElision(at: offset) }
    if isAtEnd, finished.last?.cells.isEmpty == true { finished.removeLast() }
    return finished
  }

  private static func isLineEnd(_ character: Character) -> Bool {
    character == "\n" || character == "\r\n" || character == "\r"
  }
}
