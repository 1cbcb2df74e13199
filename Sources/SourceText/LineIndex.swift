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
  /// The number of line ends before each block of bytes. Counting them takes two thirds of the instructions that a list of
  /// all lines takes, and a file with few findings needs few lines.
  private let endsBeforeBlock: [Int]
  /// The number of line ends.
  private let endCount: Int
  /// The number of Unicode scalars before each long block: a file may be a single line of many megabytes. Empty if no line
  /// is longer than such a block.
  private let scalarsBeforeBlock: [Int]
  private let source: SourceFile

  /// Few enough to be counted in a byte.
  private static let blockSize = 64
  private static let longBlockSize = 4096

  /// Reads the source once.
  public init(_ source: SourceFile) {
    self.source = source
    var (counts, end) = ([0], 0)
    counts.reserveCapacity(source.bytes.count / Self.blockSize + 1)
    // How many blocks in a row have no line end; longer lines have more.
    var (emptyBlocks, longestRun) = (0, 0)
    (endsBeforeBlock, endCount, scalarsBeforeBlock) = source.bytes.withUnsafeBufferPointer { bytes in
      while end + Self.blockSize <= bytes.count {
        let ends = bytes.lineEnds(in: end..<end + Self.blockSize)
        emptyBlocks = ends == 0 ? emptyBlocks + 1 : 0
        longestRun = max(longestRun, emptyBlocks)
        counts.append(counts[counts.count - 1] + ends)
        end += Self.blockSize
      }
      let isLong = (longestRun + 2) * Self.blockSize > Self.longBlockSize
      return (
        counts, counts[counts.count - 1] + bytes.lineEnds(in: end..<bytes.count),
        isLong ? Self.scalarsBeforeBlocks(in: bytes) : []
      )
    }
  }

  /// The number of lines; text that ends with a line end has no further, empty line.
  package var lineCount: Int {
    endCount > 0 && source.bytes.last?.isLineEnd == true ? endCount : endCount + 1
  }

  /// The line, counted from 1, that contains the offset.
  package func line(at offset: Int) -> Int {
    let clamped = min(max(offset, 0), source.bytes.count)
    let block = clamped / Self.blockSize
    let start = block * Self.blockSize
    return 1 + endsBeforeBlock[block] + source.bytes.withUnsafeBufferPointer { $0.lineEnds(in: start..<clamped) }
  }

  /// The offset at which a line starts; the end of the file for a line that does not exist.
  private func start(ofLine line: Int) -> Int {
    if line <= 1 { return 0 }
    if line > endCount + 1 { return source.bytes.count }
    let ends = line - 1
    let block = endsBeforeBlock.partitioningIndex { $0 >= ends } - 1
    return source.bytes.withUnsafeBufferPointer { bytes in
      var offset = block * Self.blockSize
      for _ in endsBeforeBlock[block]..<ends { offset = (bytes.lineEnd(from: offset, to: bytes.count) ?? offset) + 1 }
      return offset
    }
  }

  /// The offset at which the next line starts after one that starts at an offset.
  private func start(after start: Int, line: Int) -> Int {
    // Most lines are shorter.
    let end = source.bytes.withUnsafeBufferPointer { bytes in
      bytes.lineEnd(from: start, to: min(bytes.count, start + 2 * Self.blockSize))
    }
    return end.map { $0 + 1 } ?? self.start(ofLine: line + 1)
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
    if end - start > Self.longBlockSize { return scalars(before: end) - scalars(before: start) }
    return source.bytes.withUnsafeBufferPointer { Self.scalars(in: start..<end, of: $0) }
  }

  /// The number of Unicode scalars that begin before an offset.
  private func scalars(before offset: Int) -> Int {
    let block = offset / Self.longBlockSize
    return source.bytes.withUnsafeBufferPointer { bytes in
      scalarsBeforeBlock[block] + Self.scalars(in: (block * Self.longBlockSize)..<offset, of: bytes)
    }
  }

  /// The bytes of a line without its line end and without a byte order mark; empty for a line that does not exist.
  package func span(ofLine line: Int) -> ByteSpan {
    guard line >= 1, line <= endCount + 1 else { return ByteSpan(source.bytes.count, source.bytes.count) }
    let start = textStart(ofLine: line)
    var end = self.start(after: start, line: line)
    if end > start, line <= endCount {
      end -= 1
      if end > start, source.bytes[end] == UInt8(ascii: "\n"), source.bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    }
    return ByteSpan(start, end)
  }

  private func textStart(ofLine line: Int) -> Int {
    line == 1 ? source.textStart : start(ofLine: line)
  }

  private static func scalarsBeforeBlocks(in bytes: UnsafeBufferPointer<UInt8>) -> [Int] {
    var counts = [0]
    var start = 0
    while start + longBlockSize <= bytes.count {
      counts.append((counts.last ?? 0) + scalars(in: start..<(start + longBlockSize), of: bytes))
      start += longBlockSize
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
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether a line ends after a byte: after the second one of CRLF only.
  fileprivate func isLineEnd(at place: Int) -> Bool {
    switch self[place] {
    case UInt8(ascii: "\n"): true
    case UInt8(ascii: "\r"): place + 1 == count || self[place + 1] != UInt8(ascii: "\n")
    default: false
    }
  }

  /// The first byte after which a line ends; nil if there is none.
  fileprivate func lineEnd(from start: Int, to end: Int) -> Int? {
    var place = start
    while place < end {
      // Nearly all bytes are above those that end lines.
      if self[place] <= UInt8(ascii: "\r"), isLineEnd(at: place) { return place }
      place += 1
    }
    return nil
  }

  /// The number of bytes, of at most 255, after which a line ends: sixteen at a time, with one after them to tell CRLF.
  fileprivate func lineEnds(in range: Range<Int>) -> Int {
    let bytes = UnsafeRawBufferPointer(self)
    let lineFeed = SIMD16(repeating: UInt8(ascii: "\n"))
    let carriageReturn = SIMD16(repeating: UInt8(ascii: "\r"))
    var ends = SIMD16<UInt8>.zero
    var place = range.lowerBound
    while place + 16 <= range.upperBound, place + 16 < count {
      let these = bytes.loadUnaligned(fromByteOffset: place, as: SIMD16<UInt8>.self)
      let next = bytes.loadUnaligned(fromByteOffset: place + 1, as: SIMD16<UInt8>.self)
      let isEnd = (these .== lineFeed) .| ((these .== carriageReturn) .& (next .!= lineFeed))
      ends &+= SIMD16.zero.replacing(with: SIMD16.one, where: isEnd)
      place += 16
    }
    return Int(ends.wrappedSum()) + (place..<range.upperBound).count(where: isLineEnd)
  }

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
