import Diagnostics
import SourceText

/// A file under report with what is computed once for all its findings.
struct FileText: Sendable {
  /// The file.
  let source: SourceFile

  private let addresses: Range<Int>

  /// Its lines.
  let index: LineIndex

  /// What of it stays hidden.
  let secrets: MaskedText

  /// How many bytes of a long line are laid out on either side of a place. No row is ever that wide: 120 columns of the
  /// longest characters are 480 bytes. A file that is one line of ten megabytes costs no more than any other.
  static let reach = 512

  /// Reads through a file once.
  ///
  /// - Parameters:
  ///   - source: The file.
  ///   - addresses: Where places begin that belong to it, also if they are a little outside of it.
  ///   - secrets: What must not be shown, of this file and of others.
  init(_ source: SourceFile, addresses: Range<Int>, secrets: [SourceSpan]) {
    self.source = source
    self.addresses = addresses
    index = LineIndex(source)
    self.secrets = MaskedText(secrets, in: source)
  }

  /// Whether a place belongs to this file.
  func contains(_ span: SourceSpan) -> Bool { addresses.contains(span.start) }

  /// A place in this file, without what lies outside of the file or in its byte order mark.
  func bytes(of span: SourceSpan) -> ByteSpan {
    let span = source.bytes(of: span)
    return ByteSpan(max(span.start, source.textStart), max(span.end, source.textStart))
  }

  /// The edits of a fix that are in this file, in the order of the text.
  func edits(of fix: Fix) -> [(span: ByteSpan, text: String)] {
    fix.edits.filter { contains($0.span) }.map { (bytes(of: $0.span), $0.text) }.sorted { $0.span < $1.span }
  }

  /// The number of the line on which the span's text ends. Blanks and line ends at its end do not count: the end of a
  /// YAML block is where the next token begins.
  func lastLine(of span: ByteSpan) -> Int {
    var end = span.end
    while end > span.start, Self.blanks.contains(source.bytes[end - 1]) { end -= 1 }
    return index.line(at: max(span.start, end - 1))
  }

  /// A place as editors name it; one outside of the file is taken as the nearest one inside.
  func position(at offset: Int) -> SourcePosition { index.position(at: offset) }

  /// Where a finding begins.
  func start(of diagnostic: Diagnostic) -> SourcePosition { position(at: bytes(of: diagnostic.span).start) }

  /// Where a finding begins, as editors and terminals make links of it: `smtp.yaml:3:14`.
  func place(of diagnostic: Diagnostic) -> String {
    let start = start(of: diagnostic)
    return "\(source.name):\(start.line):\(start.column)"
  }

  /// The line around a place, ready to be shown; parts out of ``reach`` are left out.
  func displayLine(_ line: Int, around place: ByteSpan) -> DisplayLine {
    let whole = index.span(ofLine: line)
    let part = excerpt(of: whole, around: place)
    var text = DisplayLine()
    if part.start > whole.start { text.appendElision(at: part.start) }
    text.append(part, of: self)
    if part.end < whole.end { text.appendElision(at: part.end) }
    return text
  }

  /// As much of a line as ``reach`` allows, cut between characters.
  func excerpt(of line: ByteSpan, around place: ByteSpan) -> ByteSpan {
    var start = max(line.start, min(place.start, line.end) - Self.reach)
    while start > line.start, source.bytes[start].isUTF8Continuation { start -= 1 }
    var end = min(line.end, max(start, min(place.end, place.start + Self.reach)) + Self.reach)
    while end < line.end, source.bytes[end].isUTF8Continuation { end += 1 }
    return ByteSpan(start, end)
  }

  private static let blanks: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
}
