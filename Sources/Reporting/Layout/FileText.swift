import Diagnostics
import SourceText

/// A reported file, with what is computed once for all its findings.
struct FileText: Sendable {
  /// The file.
  let source: SourceFile

  private let addresses: Range<Int>

  /// Its lines.
  let index: LineIndex

  /// The parts of it that stay hidden.
  let secrets: MaskedText

  /// The number of bytes of a long line that are laid out on either side of a place. No row is that wide: 120 columns
  /// of the longest characters are 480 bytes. So a file with a single line of ten megabytes takes no more work than any
  /// other.
  static let reach = 512

  /// Reads a file once.
  ///
  /// - Parameters:
  ///   - source: The file.
  ///   - addresses: Start addresses of the places that belong to it, even if they are slightly outside of it.
  ///   - secrets: What must not be shown, in this file and in others.
  init(_ source: SourceFile, addresses: Range<Int>, secrets: HiddenPlaces) {
    self.source = source
    self.addresses = addresses
    index = LineIndex(source)
    self.secrets = MaskedText(source, hiding: secrets)
  }

  /// Whether a place belongs to this file.
  func contains(_ span: SourceSpan) -> Bool { addresses.contains(span.start) }

  /// A place in this file, without the parts outside of the file or in its byte order mark.
  func bytes(of span: SourceSpan) -> ByteSpan {
    let span = source.bytes(of: span)
    return ByteSpan(max(span.start, source.textStart), max(span.end, source.textStart))
  }

  /// The edits of a fix that are in this file, in the order of the text.
  func edits(of fix: Fix) -> [(span: ByteSpan, text: String)] {
    fix.edits.filter { contains($0.span) }.map { (bytes(of: $0.span), $0.text) }.sorted { $0.span < $1.span }
  }

  /// The number of the line on which the span's text ends. Trailing white space and line ends do not count: a YAML
  /// block ends at the next token.
  func lastLine(of span: ByteSpan) -> Int {
    var end = span.end
    while end > span.start, source.bytes[end - 1].isBlank || source.bytes[end - 1].isLineEnd { end -= 1 }
    return index.line(at: max(span.start, end - 1))
  }

  /// A position for editors; an offset outside of the file is replaced by the nearest one inside.
  func position(at offset: Int) -> SourcePosition { index.position(at: offset) }

  /// The start of a finding.
  func start(of diagnostic: Diagnostic) -> SourcePosition { position(at: bytes(of: diagnostic.span).start) }

  /// The start of a finding in the form that editors and terminals make a link: `smtp.yaml:3:14`.
  func place(of diagnostic: Diagnostic) -> String {
    let start = start(of: diagnostic)
    return "\(source.name):\(start.line):\(start.column)"
  }

  /// The line around a place, ready to be shown; parts beyond ``reach`` are left out.
  func displayLine(_ line: Int, around place: ByteSpan) -> DisplayLine {
    let whole = index.span(ofLine: line)
    let part = excerpt(of: whole, around: place)
    var text = DisplayLine()
    if part.start > whole.start { text.appendElision(at: part.start) }
    text.append(part, of: self)
    if part.end < whole.end { text.appendElision(at: part.end) }
    return text
  }

  /// The part of a line within ``reach``, cut between characters.
  func excerpt(of line: ByteSpan, around place: ByteSpan) -> ByteSpan {
    var start = max(line.start, min(place.start, line.end) - Self.reach)
    while start > line.start, source.bytes[start].isUTF8Continuation { start -= 1 }
    var end = min(line.end, max(start, min(place.end, place.start + Self.reach)) + Self.reach)
    while end < line.end, source.bytes[end].isUTF8Continuation { end += 1 }
    return ByteSpan(start, end)
  }
}
