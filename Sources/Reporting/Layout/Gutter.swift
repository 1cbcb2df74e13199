import SourceText

/// The left margin of a finding, as wide as its largest line number, and its content.
struct Gutter {
  /// The number of digits of the largest line number.
  let width: Int

  /// Makes a margin wide enough for line numbers up to `largestLine`.
  init(largestLine: Int) {
    width = String(largestLine).utf8.count
  }

  /// The number of columns before the source text.
  var textColumn: Int { width + 3 }

  /// The row with the place of the finding; a name that is too long loses its beginning.
  func header(_ place: String, limit: Int) -> Row {
    var row = Row(blanks(width) + "┌─ ", .gutter)
    row.append(Self.tail(of: place, limit: limit - textColumn))
    return row
  }

  /// A source line with its number.
  func source(_ line: Int, _ text: String) -> Row {
    framed(number(line), Row(text))
  }

  /// A row below a source line.
  func below(_ text: Row) -> Row {
    framed(blanks(width), text)
  }

  /// The row that represents lines not shown.
  var elision: Row { Row(blanks(width + 1) + "⋮", .gutter) }

  /// A line that a fix removes or adds.
  func change(_ line: Int, isAddition: Bool, _ text: String) -> Row {
    var row = Row(number(line) + " ", .gutter)
    row.append((isAddition ? "+ " : "- ") + text, isAddition ? .added : .removed)
    return row
  }

  /// A note below the source: its heading, then the text, indented after the heading.
  ///
  /// Line ends in the text are kept; everything else that is not safe to show is escaped here.
  func note(_ heading: String, _ role: Role, _ text: String, limit: Int) -> [Row] {
    let column = width + 3 + heading.utf8.count + 2
    let texts = text.parts.flatMap { line in
      // Each row except the first comes after white space only.
      WordWrap.rows(of: line.escapedForDisplay().withoutCommands, first: limit - column, rest: limit - column)
    }
    var first = Row(blanks(width + 1) + "= ", .gutter)
    first.append(heading, role)
    first.append(": " + (texts.first ?? ""))
    return [first] + texts.dropFirst().map { Row(blanks(column) + $0) }
  }

  private func framed(_ margin: String, _ text: Row) -> Row {
    var row = Row(margin + " │ ", .gutter)
    row.append(text)
    return row
  }

  private func number(_ line: Int) -> String {
    let digits = String(line)
    return blanks(width - digits.utf8.count) + digits
  }

  private func blanks(_ count: Int) -> String { String(" ", times: count) }

  /// The end of a string, because the end of a path is more informative than its beginning.
  private static func tail(of text: String, limit: Int) -> String {
    guard DisplayWidth.of(text) > limit else { return text }
    var width = DisplayWidth.of(DisplayLine.elision)
    var kept = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.reversed() {
      width += DisplayWidth.of(scalar)
      if width > limit { break }
      kept.append(scalar)
    }
    return DisplayLine.elision + String(String.UnicodeScalarView(kept.reversed()))
  }
}
