/// The bytes of a file and the name that users know it by.
///
/// Nothing is assumed about the bytes: they need not be UTF-8.
public struct SourceFile: Sendable {
  /// The name shown in every message: a path as it was given, or a name for standard input.
  public let name: String

  /// The whole content, including a byte order mark.
  public let bytes: [UInt8]

  /// The address of the first byte in the ``SourceMap`` that the file belongs to; 0 for a single file.
  public let address: Int

  /// Makes a source file from its name and its content.
  public init(name: String, bytes: [UInt8]) {
    self.init(name: name, bytes: bytes, address: 0)
  }

  /// Makes a source file that has an address of its own.
  package init(name: String, bytes: [UInt8], address: Int) {
    self.name = name
    self.bytes = bytes
    self.address = address
  }

  /// Makes a source file from a string, for tests and embedding programs.
  public init(name: String, text: String) {
    self.init(name: name, bytes: Array(text.utf8))
  }

  /// Whether the file begins with the UTF-8 encoding of U+FEFF.
  package var hasByteOrderMark: Bool { bytes.starts(with: Self.byteOrderMark) }

  /// The number of bytes before the text: 3 for a byte order mark, otherwise 0.
  package var textStart: Int { hasByteOrderMark ? Self.byteOrderMark.count : 0 }

  /// The text of a span; bytes that are not UTF-8 become U+FFFD.
  package func text(of span: ByteSpan) -> String {
    String(decoding: bytes[span.range.clamped(to: 0..<bytes.count)], as: UTF8.self)
  }

  /// Whether a line begins at an offset.
  package func isLineStart(_ offset: Int) -> Bool { offset <= textStart || bytes[offset - 1].isLineEnd }

  /// The number of bytes of the line end at an offset: 2 for CRLF, 0 if there is none.
  package func lineEndLength(at offset: Int) -> Int {
    guard offset < bytes.count, bytes[offset].isLineEnd else { return 0 }
    return bytes[offset...].starts(with: "\r\n".utf8) ? 2 : 1
  }

  /// Whole lines with their line ends; for lines at the end of a file without a last line end, the preceding line end
  /// instead.
  package func lines(from start: Int, to end: Int) -> ByteSpan {
    let length = lineEndLength(at: end)
    guard length == 0, start > textStart else { return ByteSpan(start, end + length) }
    return ByteSpan(start - (bytes[..<start].suffix(2).elementsEqual("\r\n".utf8) ? 2 : 1), end)
  }

  /// The end of the first line, and so usually of every line of the file; LF if there is only one line.
  package var lineEnd: String {
    guard let first = bytes.firstIndex(where: \.isLineEnd) else { return "\n" }
    return text(of: ByteSpan(first, first + lineEndLength(at: first)))
  }

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
}
