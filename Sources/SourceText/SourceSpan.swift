/// A half-open range of bytes in the address space of a ``SourceMap``: its file is looked up only when it is shown.
///
/// An empty span is a place between two bytes, where something is missing.
public struct SourceSpan: Hashable, Sendable {
  /// The address of the first byte.
  public let start: Int

  /// The address after the last byte; never less than ``start``.
  public let end: Int

  /// Makes a span; an `end` before `start` is taken as `start`.
  public init(_ start: Int, _ end: Int) {
    self.start = start
    self.end = max(start, end)
  }

  /// Whether the span has no bytes.
  public var isEmpty: Bool { start == end }
}

extension SourceSpan: Comparable {
  /// Orders by start, then by end: the order of the files, and of the text in each.
  public static func < (left: SourceSpan, right: SourceSpan) -> Bool {
    (left.start, left.end) < (right.start, right.end)
  }
}
