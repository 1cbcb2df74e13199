/// A half-open range of bytes of a source file, counted from its first byte, including a byte order mark.
///
/// An empty span is a place between two bytes, where something is missing.
public struct ByteSpan: Hashable, Sendable {
  /// The offset of the first byte.
  public let start: Int

  /// The offset after the last byte; never less than ``start``.
  public let end: Int

  /// Makes a span; an `end` before `start` is taken as `start`.
  @inlinable public init(_ start: Int, _ end: Int) {
    self.start = start
    self.end = max(start, end)
  }

  /// The number of bytes in the span.
  @inlinable public var length: Int { end - start }

  /// Whether the span is empty.
  @inlinable public var isEmpty: Bool { start == end }

  /// The span as a range of offsets.
  package var range: Range<Int> { start..<end }

  /// Whether both spans share at least one byte.
  package func overlaps(_ other: ByteSpan) -> Bool { start < other.end && other.start < end }
}

extension ByteSpan: Comparable {
  /// Orders by start, then by end: the order of the text.
  public static func < (left: ByteSpan, right: ByteSpan) -> Bool {
    (left.start, left.end) < (right.start, right.end)
  }
}
