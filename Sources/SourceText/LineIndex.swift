/// A position as users and editors count it.
public struct SourcePosition: Hashable, Sendable {
  /// The line, counted from 1.
  public let line: Int

  /// The column in Unicode scalars, counted from 1; a byte order mark is not counted.
  public let column: Int

  /// The byte offset in the file, counted from 0, a byte order mark included.
  public let offset: Int

  /// Makes a position from its parts.
  public init(line: Int, column: Int, offset: Int) {
    self.line = line
    self.column = column
    self.offset = offset
  }
}

/// Converts byte offsets to lines and columns. A byte that is not UTF-8 is a column of its own, as it is shown.
///
/// A line ends at LF, CRLF or CR (YAML 1.2.2, section 5.4). NEL, LS and PS, which libyaml counts as line ends, are
/// ordinary characters here, as they are in editors.
public struct LineIndex: Sendable {
  /// The offset at which each line starts; the first is 0.
  private let lineStarts: [Int]
  /// The number of Unicode scalars before each block of bytes: a file may be a single line of many megabytes. Empty if no
  /// line is longer than a block.
  private let scalarsBeforeBlock: [Int]
  private let source: SourceFile

  private static let blockSize = 4096

  /// Reads the source once.
  public init(_ source: SourceFile) {
    self.source = source
    let (starts, longest) = source.bytes.withUnsafeBufferPointer(Self.lineStarts(in:))
    lineStarts = starts
    scalarsBeforeBlock =
      longest > Self.blockSize ? source.bytes.withUnsafeBufferPointer(Self.scalarsBeforeBlocks(in:)) : []
  }

  /// The number of lines; text that ends with a line end has no further, empty line.
  package var lineCount: Int {
    let last = lineStarts.count - 1
    return last > 0 && lineStarts[last] == source.bytes.count ? last : last + 1
  }

  /// The line, counted from 1, that contains the offset.
  package func line(at offset: Int) -> Int {
    max(1, lineStarts.partitioningIndex { $0 > offset })
  }

  /// The position of an offset.
  public func position(at offset: Int) -> SourcePosition {
    let clamped = min(max(offset, 0), source.bytes.count)
    let line = line(at: clamped)
    let start = textStart(ofLine: line)
    return SourcePosition(line: line, column: scalars(from: start, to: clamped) + 1, offset: clamped)
  }

  /// The number of Unicode scalars that begin between two offsets; whole blocks in a long range are counted already.
  private func scalars(from start: Int, to end: Int) -> Int {
    guard start < end else { return 0 }
    if end - start > Self.blockSize { return scalars(before: end) - scalars(before: start) }
    return source.bytes.withUnsafeBufferPointer { Self.scalars(in: start..<end, of: $0) }
  }

  /// The number of Unicode scalars that begin before an offset.
  private func scalars(before offset: Int) -> Int {
    let block = offset / Self.blockSize
    return source.bytes.withUnsafeBufferPointer { bytes in
      scalarsBeforeBlock[block] + Self.scalars(in: (block * Self.blockSize)..<offset, of: bytes)
    }
  }

  /// The bytes of a line without its line end and without a byte order mark; empty for a line that does not exist.
  package func span(ofLine line: Int) -> ByteSpan {
    guard line >= 1, line <= lineStarts.count else { return ByteSpan(source.bytes.count, source.bytes.count) }
    let start = textStart(ofLine: line)
    var end = line < lineStarts.count ? lineStarts[line] : source.bytes.count
    if end > start, line < lineStarts.count {
      end -= 1
      if end > start, source.bytes[end] == UInt8(ascii: "\n"), source.bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    }
    return ByteSpan(start, end)
  }

  private func textStart(ofLine line: Int) -> Int {
    line == 1 ? source.textStart : lineStarts[line - 1]
  }

  private static func scalarsBeforeBlocks(in bytes: UnsafeBufferPointer<UInt8>) -> [Int] {
    var counts = [0]
    var start = 0
    while start + blockSize <= bytes.count {
      counts.append((counts.last ?? 0) + scalars(in: start..<(start + blockSize), of: bytes))
      start += blockSize
    }
    return counts
  }

  /// The number of scalars that begin in a range of bytes; a byte that is not UTF-8 counts as one.
  private static func scalars(in range: Range<Int>, of bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let blocks = UnsafeRawBufferPointer(bytes)
    var count = 0
    var offset = range.lowerBound
    while offset < range.upperBound {
      if offset + 8 <= range.upperBound, blocks.eightBytes(at: offset) & UInt64(eightTimes: 0x80) == 0 {
        count += 8
        offset += 8
      } else {
        if !(bytes[offset].isUTF8Continuation && bytes.isPartOfScalar(offset)) { count += 1 }
        offset += 1
      }
    }
    return count
  }

  /// The starts of all lines, and the length of the longest line with its line end.
  private static func lineStarts(in bytes: UnsafeBufferPointer<UInt8>) -> (starts: [Int], longest: Int) {
    var starts = [0]
    var (start, longest) = (0, 0)
    // The C library examines many bytes at a time, which makes an index in a third of the instructions.
    func next(_ byte: UInt8, from offset: Int) -> Int { bytes.firstIndex(ofByte: byte, from: offset) ?? .max }
    let (lineFeed, carriageReturn) = (UInt8(ascii: "\n"), UInt8(ascii: "\r"))
    var (nextFeed, nextReturn) = (next(lineFeed, from: 0), next(carriageReturn, from: 0))
    while true {
      let end = min(nextFeed, nextReturn)
      guard end < bytes.count else { break }
      // Only of a pair the line feed is not the end.
      let nextStart = end + (nextFeed == end + 1 ? 2 : 1)
      longest = max(longest, nextStart - start)
      start = nextStart
      starts.append(start)
      if nextFeed < start { nextFeed = next(lineFeed, from: start) }
      if nextReturn < start { nextReturn = next(carriageReturn, from: start) }
    }
    return (starts, max(longest, bytes.count - start))
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether a continuation byte belongs to a complete character (RFC 3629, section 4).
  fileprivate func isPartOfScalar(_ place: Int) -> Bool {
    var start = place
    while start > Swift.max(0, place - 3), self[start].isUTF8Continuation { start -= 1 }
    var parser = Unicode.UTF8.ForwardParser()
    var bytes = self[start..<Swift.min(count, start + 4)].makeIterator()
    if case .valid(let scalar) = parser.parseScalar(from: &bytes) { return start + scalar.count > place }
    return false
  }
}
