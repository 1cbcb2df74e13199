package import LanguageServerProtocol
package import SourceText

/// Converts byte offsets of a file to positions as an editor counts them, and back: the only place that does so.
///
/// Lines are those of ``LineIndex``. A byte that is not UTF-8 counts as one character, as editors show it.
package struct PositionMap: Sendable {
  private let source: SourceFile
  private let lines: LineIndex
  /// The number of lines, a last empty one included: an editor can place the cursor in it.
  private let lineCount: Int
  private let isASCII: Bool
  /// Whether a byte order mark is a part of the first line: it is in a text that a client sends, and is not in a file that
  /// an editor would open.
  private let countsMark: Bool
  /// The number of UTF-16 code units before each block of bytes: a file may be a single line of many megabytes.
  private let unitsBeforeBlock: [Int]

  private static let blockSize = 4096

  /// Reads a file once.
  ///
  /// - Parameters:
  ///   - source: The file.
  ///   - isOpen: Whether it is the text that a client sent.
  package init(_ source: SourceFile, isOpen: Bool) {
    self.source = source
    lines = LineIndex(source)
    countsMark = isOpen
    let endsOpen = source.bytes.last.map(\.isLineEnd) ?? false
    lineCount = lines.lineCount + (endsOpen ? 1 : 0)
    isASCII = source.bytes.withUnsafeBufferPointer(\.isASCII)
    guard !isASCII else {
      unitsBeforeBlock = []
      return
    }
    unitsBeforeBlock = source.bytes.withUnsafeBufferPointer { bytes in
      var counts = [0]
      for start in stride(from: 0, to: bytes.count, by: Self.blockSize) {
        let end = min(start + Self.blockSize, bytes.count)
        counts.append((counts.last ?? 0) + Self.units(in: start..<end, of: bytes))
      }
      return counts
    }
  }

  /// The position of an offset. Takes time in proportion to the logarithm of the number of lines.
  package func position(at offset: Int, _ encoding: PositionEncoding) -> Position {
    let offset = min(max(offset, 0), source.bytes.count)
    let line = lines.line(at: offset)
    let start = start(ofLine: line)
    // The place inside of a line end is the end of the line.
    let end = min(offset, max(start, lines.span(ofLine: line).end))
    return Position(line: line - 1, character: max(0, count(from: start, to: end, encoding)))
  }

  /// The range of a span.
  package func range(of span: ByteSpan, _ encoding: PositionEncoding) -> TextRange {
    TextRange(position(at: span.start, encoding), position(at: span.end, encoding))
  }

  /// The offset of a position; a position after the end of its line, or of the text, is that end.
  package func offset(of position: Position, _ encoding: PositionEncoding) -> Int {
    guard position.line < lineCount else { return source.bytes.count }
    let line = position.line + 1
    let start = start(ofLine: line)
    let end = max(start, lines.span(ofLine: line).end)
    if isASCII || encoding == .utf8 {
      var offset = position.character < end - start ? start + position.character : end
      while offset > start, offset < end, source.bytes[offset].isUTF8Continuation { offset -= 1 }
      return offset
    }
    return source.bytes.withUnsafeBufferPointer { bytes in
      var offset = start
      var rest = position.character
      while offset < end, rest > 0 {
        let width = Self.units(in: offset..<(offset + 1), of: bytes)
        if width > rest { break }
        rest -= width
        offset += 1
        while offset < end, Self.units(in: offset..<(offset + 1), of: bytes) == 0 { offset += 1 }
      }
      return offset
    }
  }

  /// The offsets of a range.
  package func span(of range: TextRange, _ encoding: PositionEncoding) -> ByteSpan {
    ByteSpan(offset(of: range.start, encoding), offset(of: range.end, encoding))
  }

  /// The bytes of the line that an offset is in, without its end.
  package func line(at offset: Int) -> ByteSpan { lines.span(ofLine: lines.line(at: offset)) }

  /// The number of the line that an offset is in, counted from 0.
  package func lineNumber(at offset: Int) -> Int { lines.line(at: offset) - 1 }

  /// The bytes of a line, counted from 0, without its end.
  package func span(ofLine line: Int) -> ByteSpan { lines.span(ofLine: line + 1) }

  private func start(ofLine line: Int) -> Int {
    line == 1 && countsMark ? 0 : lines.span(ofLine: line).start
  }

  private func count(from start: Int, to end: Int, _ encoding: PositionEncoding) -> Int {
    guard encoding == .utf16, !isASCII else { return end - start }
    return source.bytes.withUnsafeBufferPointer { bytes in
      if end - start <= Self.blockSize { return Self.units(in: start..<max(start, end), of: bytes) }
      return units(before: end, of: bytes) - units(before: start, of: bytes)
    }
  }

  private func units(before offset: Int, of bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let block = offset / Self.blockSize
    return unitsBeforeBlock[block] + Self.units(in: (block * Self.blockSize)..<offset, of: bytes)
  }

  /// The number of UTF-16 code units of the characters that begin in a range of bytes.
  private static func units(in range: Range<Int>, of bytes: UnsafeBufferPointer<UInt8>) -> Int {
    range.reduce(0) { $0 + (bytes[$1].isUTF8Continuation ? 0 : (0xF0...0xF4).contains(bytes[$1]) ? 2 : 1) }
  }
}
