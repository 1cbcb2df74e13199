/// How a JSON document is laid out.
public enum TableLayout: Sendable {
  /// Every member and element on its own line, two spaces a level.
  case indented
  /// No blanks at all.
  case compact
}

/// Writes JSON as it goes, in pieces, so that a table of any size needs no more memory than one piece.
///
/// The layout is fixed to the byte; `JSONEncoder` promises none, and holds the whole document.
struct JSONWriter {
  private let layout: TableLayout
  private let sink: (UnsafeRawBufferPointer) throws -> Void
  private var buffer: [UInt8] = []
  private var depth = 0
  /// Whether the collection that is open holds anything yet.
  private var isEmpty = true
  private var followsKey = false

  /// A writer that hands its output to `sink`, piece by piece.
  init(_ layout: TableLayout, sink: @escaping (UnsafeRawBufferPointer) throws -> Void) {
    self.layout = layout
    self.sink = sink
    buffer.reserveCapacity(Self.pieceSize + 1024)
  }

  private static let pieceSize = 1 << 16

  /// Writes an object with what `body` writes into it.
  mutating func object(_ body: (inout JSONWriter) throws -> Void) throws {
    try collection(open: "{", close: "}", body)
  }

  /// Writes an array with what `body` writes into it.
  mutating func array(_ body: (inout JSONWriter) throws -> Void) throws {
    try collection(open: "[", close: "]", body)
  }

  /// Writes a member's name; its value must follow.
  mutating func key(_ name: StaticString) {
    name.withUTF8Buffer { key($0) }
  }

  /// Writes a member's name; its value must follow.
  mutating func key(_ name: UnsafeBufferPointer<UInt8>) {
    startItem()
    string(of: name)
    buffer.append(UInt8(ascii: ":"))
    if layout == .indented { buffer.append(UInt8(ascii: " ")) }
    followsKey = true
  }

  /// Writes a string.
  mutating func value(_ text: String) {
    startItem()
    var text = text
    text.withUTF8 { string(of: $0) }
  }

  /// Writes a number.
  mutating func value(_ number: Int) {
    startItem()
    buffer.append(contentsOf: String(number).utf8)
  }

  /// Writes `null`.
  mutating func null() {
    startItem()
    buffer.append(contentsOf: "null".utf8)
  }

  /// Ends the document with a line feed and hands over what is left.
  mutating func finish() throws {
    buffer.append(UInt8(ascii: "\n"))
    try flush()
  }

  private mutating func collection(
    open: Unicode.Scalar, close: Unicode.Scalar, _ body: (inout JSONWriter) throws -> Void
  ) throws {
    startItem()
    buffer.append(UInt8(ascii: open))
    depth += 1
    isEmpty = true
    try body(&self)
    depth -= 1
    if !isEmpty { newLine() }
    buffer.append(UInt8(ascii: close))
    isEmpty = false
    if buffer.count >= Self.pieceSize { try flush() }
  }

  /// Writes what stands between an item and the one before.
  private mutating func startItem() {
    if followsKey {
      followsKey = false
      return
    }
    if !isEmpty { buffer.append(UInt8(ascii: ",")) }
    if depth > 0 { newLine() }
    isEmpty = false
  }

  private mutating func newLine() {
    guard layout == .indented else { return }
    buffer.append(UInt8(ascii: "\n"))
    for _ in 0..<depth { buffer.append(contentsOf: [UInt8(ascii: " "), UInt8(ascii: " ")]) }
  }

  /// Writes a string's bytes in quotes; escaped are only `"`, `\` and the characters below U+0020 (RFC 8259, section 7).
  private mutating func string(of bytes: UnsafeBufferPointer<UInt8>) {
    buffer.append(UInt8(ascii: "\""))
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): buffer.append(contentsOf: [UInt8(ascii: "\\"), byte])
      case 0x00..<0x20: escape(byte)
      default: buffer.append(byte)
      }
    }
    buffer.append(UInt8(ascii: "\""))
  }

  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case 0x08: buffer.append(contentsOf: "\\b".utf8)
    case 0x09: buffer.append(contentsOf: "\\t".utf8)
    case 0x0A: buffer.append(contentsOf: "\\n".utf8)
    case 0x0C: buffer.append(contentsOf: "\\f".utf8)
    case 0x0D: buffer.append(contentsOf: "\\r".utf8)
    default: buffer.append(contentsOf: (byte < 0x10 ? "\\u000" : "\\u00").utf8 + Array(String(byte, radix: 16).utf8))
    }
  }

  private mutating func flush() throws {
    try buffer.withUnsafeBytes { try sink($0) }
    buffer.removeAll(keepingCapacity: true)
  }
}
