import Diagnostics
import SourceText

/// The source lines that a finding refers to, with the places underlined.
struct Snippet {
  /// The part of a span on its first line.
  private struct Place {
    let line: Int
    let span: ByteSpan
    let isPrimary: Bool
    let message: String
  }

  private let file: FileText
  private let role: Role
  private let places: [Place]

  /// Finds the lines of a finding's own place and of its labels, if they are in a file.
  init(_ diagnostic: Diagnostic, in file: FileText) {
    self.file = file
    role = Role(diagnostic.severity)
    let labels = diagnostic.labels.filter { file.contains($0.span) }.sorted { $0.span < $1.span }
    let isHome = file.contains(diagnostic.span)
    places =
      (isHome ? [Self.place(diagnostic.span, diagnostic.caption, isPrimary: true, in: file)] : [])
      + labels.map { Self.place($0.span, $0.message, isPrimary: false, in: file) }
  }

  /// The first place, as editors name it.
  var start: SourcePosition? { places.first.map { file.position(at: $0.span.start) } }

  /// The largest line number shown.
  var largestLine: Int { places.reduce(1) { max($0, $1.line) } }

  /// The rows, none wider than `limit` columns, the lines in the order of the file.
  func rows(_ gutter: Gutter, limit: Int) -> [Row] {
    var rows: [Row] = []
    var previous: Int?
    for line in places.map(\.line).sorted() where line != previous {
      // A single omitted line is clear from the numbers; a mark for it would need as much room as the line.
      if let previous, line - previous > 2 { rows.append(gutter.elision) }
      rows += self.rows(line, places.filter { $0.line == line }, gutter, limit: limit - gutter.textColumn)
      previous = line
    }
    return rows
  }

  /// One line and its marks; a line that is too long for all marks is shown several times, each time around others.
  private func rows(_ line: Int, _ places: [Place], _ gutter: Gutter, limit: Int) -> [Row] {
    var rows: [Row] = []
    var waiting = places
    while let anchor = waiting.first {
      let text = file.displayLine(line, around: anchor.span)
      let group = Group(around: anchor, of: waiting, on: text, in: file, limit: limit)
      let view = LineView(text, limit: limit, focus: group.columns)
      let marks = group.shown.map { mark($0, view.columns(text.columns(of: $0.span))) }
      rows.append(gutter.source(line, view.text))
      rows += Underlines.rows(marks, limit: limit).map(gutter.below)
      waiting = group.left
    }
    return rows
  }

  /// The places on a line that are visible together.
  private struct Group {
    /// The visible places, the one they were gathered around first.
    private(set) var shown: [Place]
    /// The places that must be shown on another row.
    private(set) var left: [Place] = []
    /// The columns that must be visible.
    private(set) var columns: Range<Int>

    init(around anchor: Place, of places: [Place], on text: DisplayLine, in file: FileText, limit: Int) {
      // A line as wide as the limit might still have a caret after it.
      let room = text.width < limit ? limit : LineView.room(in: limit)
      let excerpt = file.excerpt(of: file.index.span(ofLine: anchor.line), around: anchor.span)
      let anchored = text.columns(of: anchor.span)
      shown = [anchor]
      columns = anchored.lowerBound..<min(anchored.upperBound, anchored.lowerBound + room)
      for place in places.dropFirst() {
        let other = text.columns(of: place.span)
        let joined = min(columns.lowerBound, other.lowerBound)..<max(columns.upperBound, other.upperBound)
        if joined.count <= room, excerpt.start <= place.span.start, place.span.start <= excerpt.end {
          shown.append(place)
          columns = joined
        } else {
          left.append(place)
        }
      }
    }
  }

  private func mark(_ place: Place, _ columns: Range<Int>) -> Mark {
    Mark(
      columns: columns, symbol: place.isPrimary ? "^" : "-", role: place.isPrimary ? role : .secondary,
      message: place.message)
  }

  private static func place(_ span: SourceSpan, _ message: String, isPrimary: Bool, in file: FileText) -> Place {
    let span = file.bytes(of: span)
    let line = file.index.line(at: span.start)
    let lastLine = file.lastLine(of: span)
    let visible = ByteSpan(span.start, min(span.end, file.index.span(ofLine: line).end))
    let continuation = lastLine > line ? "… to line \(lastLine)" : ""
    let texts = [message.escapedForDisplay(), continuation].filter { !$0.isEmpty }
    return Place(line: line, span: visible, isPrimary: isPrimary, message: texts.joined(separator: " "))
  }
}

extension Role {
  /// The role of text about a finding of a severity.
  init(_ severity: Severity) {
    switch severity {
    case .error: self = .error
    case .warning: self = .warning
    case .info: self = .info
    }
  }
}
