import SourceText

/// The offsets of a source at which a span may begin or end.
struct Borders {
  private let source: SourceFile
  private var bytes: [UInt8] { source.bytes }
  /// In bytes that are not UTF-8, characters have no clear start.
  private let isText: Bool

  init(_ source: SourceFile) {
    self.source = source
    isText = String(validating: source.bytes, as: UTF8.self) != nil
  }

  /// A span is in the source, and does not cut a character.
  func check(_ span: ByteSpan, _ what: @autoclosure () -> String) throws {
    try require(span.start >= 0 && span.start <= span.end && span.end <= bytes.count, "\(what()): \(span) is outside")
    try require(isBorder(span.start) && isBorder(span.end), "\(what()): \(span) cuts a character")
  }

  /// A place is in the source, and does not cut a character.
  func check(_ place: SourceSpan, _ what: @autoclosure () -> String) throws {
    try require(source.contains(place), "\(what()): \(place) is outside")
    try check(source.bytes(of: place), what())
  }

  private func isBorder(_ offset: Int) -> Bool { !isText || offset == bytes.count || bytes[offset] & 0xC0 != 0x80 }
}
