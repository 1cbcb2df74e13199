import SourceText

/// The layout of a JSON document.
public enum TableLayout: Sendable {
  /// Every member and element on its own line, indented by two spaces per level.
  case indented
  /// No white space.
  case compact
}

/// Writes JSON incrementally, in pieces, so that a table of any size needs no more memory than one piece.
///
/// The layout is fixed to the byte; `JSONEncoder` guarantees none, and keeps the whole document in memory.
package struct JSONWriter: ~Copyable {
  private let layout: TableLayout
  private let sink: (UnsafeRawBufferPointer) throws -> Void
  /// Output that was not passed on yet. An array would check for each byte whether its storage is shared.
  private var buffer: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private var count = 0
  private var depth: Int
  /// Whether the open collection is empty so far.
  private var isEmpty = true
  private var followsKey = false

  /// A writer that passes its output to `sink`, piece by piece.
  package init(_ layout: TableLayout, sink: @escaping (UnsafeRawBufferPointer) throws -> Void) {
    self.init(layout, depth: 0, capacity: Self.pieceSize + 1024, sink: sink)
  }

  private init(
    _ layout: TableLayout, depth: Int, capacity: Int, sink: @escaping (UnsafeRawBufferPointer) throws -> Void
  ) {
    self.layout = layout
    self.sink = sink
    self.depth = depth
    self.capacity = capacity
    buffer = .allocate(capacity: capacity)
  }

  deinit { buffer.deallocate() }

  private static let pieceSize = 1 << 16

  /// Writes a single item as it appears inside so many open collections, so that it can be inserted there repeatedly.
  package static func item(
    _ layout: TableLayout, depth: Int, _ body: (inout JSONWriter) throws -> Void
  ) rethrows -> [UInt8] {
    var writer = JSONWriter(layout, depth: depth, capacity: 256) { _ in }
    // The separator between items is not part of it.
    writer.followsKey = true
    try body(&writer)
    return Array(UnsafeBufferPointer(start: writer.buffer, count: writer.count))
  }

  /// Writes an object with what `body` writes into it.
  package mutating func object(_ body: (inout JSONWriter) throws -> Void) throws {
    try collection(open: "{", close: "}", body)
  }

  /// Writes an array with what `body` writes into it.
  package mutating func array(_ body: (inout JSONWriter) throws -> Void) throws {
    try collection(open: "[", close: "]", body)
  }

  /// Writes a member's name, which has nothing to escape; its value must follow.
  package mutating func key(_ name: StaticString) {
    startItem()
    append(UInt8(ascii: "\""))
    append(name)
    append(UInt8(ascii: "\""))
    endKey()
  }

  /// Writes an id as a member's name; its value must follow. In an id there is nothing to escape.
  package mutating func key(id: UnsafeBufferPointer<UInt8>) {
    startItem()
    append(UInt8(ascii: "\""))
    append(id)
    append(UInt8(ascii: "\""))
    endKey()
  }

  /// Writes a member's name; its value must follow.
  package mutating func key(escaping name: String) {
    var name = name
    name.withUTF8 { key($0) }
  }

  /// Writes a member's name; its value must follow.
  package mutating func key(_ name: UnsafeBufferPointer<UInt8>) {
    startItem()
    string(of: name)
    endKey()
  }

  private mutating func endKey() {
    append(UInt8(ascii: ":"))
    if layout == .indented { append(UInt8(ascii: " ")) }
    followsKey = true
  }

  /// Writes a string.
  package mutating func value(_ text: String) {
    startItem()
    var text = text
    text.withUTF8 { string(of: $0) }
  }

  /// Writes a number.
  package mutating func value(_ number: Int) {
    startItem()
    if number < 0 { append(UInt8(ascii: "-")) }
    // A string of them takes ten times the instructions: 4 % of those for all routes.
    let mostDigits = 20
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: mostDigits) { digits in
      var start = mostDigits
      var rest = number.magnitude
      repeat {
        start -= 1
        digits[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      } while rest > 0
      append(UnsafeBufferPointer(rebasing: UnsafeBufferPointer(digits)[start...]))
    }
  }

  /// Writes `true` or `false`.
  package mutating func value(_ flag: Bool) {
    startItem()
    append(flag ? "true" : "false")
  }

  /// Writes `null`.
  package mutating func null() {
    startItem()
    append("null")
  }

  /// Writes an item that ``item(_:depth:_:)`` has prepared for this level.
  package mutating func value(made item: UnsafeBufferPointer<UInt8>) {
    startItem()
    append(item)
  }

  /// Ends the document with a line feed and passes on what is left.
  package mutating func finish() throws {
    append(UInt8(ascii: "\n"))
    try flush()
  }

  private mutating func collection(
    open: Unicode.Scalar, close: Unicode.Scalar, _ body: (inout JSONWriter) throws -> Void
  ) throws {
    startItem()
    append(UInt8(ascii: open))
    depth += 1
    isEmpty = true
    try body(&self)
    depth -= 1
    if !isEmpty, layout == .indented { newLine() }
    append(UInt8(ascii: close))
    isEmpty = false
    if count >= Self.pieceSize { try flush() }
  }

  /// Writes the separator between an item and the one before.
  private mutating func startItem() {
    if followsKey {
      followsKey = false
      return
    }
    if !isEmpty { append(UInt8(ascii: ",")) }
    if depth > 0, layout == .indented { newLine() }
    isEmpty = false
  }

  private mutating func newLine() {
    append(UInt8(ascii: "\n"))
    let indentation = 2 * depth
    makeRoom(for: indentation)
    (buffer + count).update(repeating: UInt8(ascii: " "), count: indentation)
    count += indentation
  }

  /// Writes a string in quotes; only `"`, `\` and the characters below U+0020 are escaped (RFC 8259, section 7), and
  /// the second `#` of what a CI server would execute as a command.
  private mutating func string(of bytes: UnsafeBufferPointer<UInt8>) {
    append(UInt8(ascii: "\""))
    var start = 0
    var index = 0
    while index < bytes.count {
      if Self.isFreeOfEscapes(bytes, at: index) {
        index += Self.blockLength
        continue
      }
      let byte = bytes[index]
      if byte == UInt8(ascii: "#") ? bytes.isCommandSign(at: index) : Self.isEscaped(byte) {
        append(UnsafeBufferPointer(rebasing: bytes[start..<index]))
        escape(byte)
        start = index + 1
      }
      index += 1
    }
    append(UnsafeBufferPointer(rebasing: bytes[start...]))
    append(UInt8(ascii: "\""))
  }

  private static let blockLength = 8

  /// Whether the eight bytes from an offset on are certain to need no escape and to contain no `#`.
  private static func isFreeOfEscapes(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> Bool {
    guard offset + blockLength <= bytes.count else { return false }
    let block = UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    // Subtracting n from a byte below n sets its highest bit; the difference of two equal bytes is below 1. A borrow
    // from the next byte can only make the result false, and then the bytes are examined one by one. Quotes and `#`
    // differ only in the lowest bit.
    let quote = (block | UInt64(eightTimes: 1)) ^ UInt64(eightTimes: UInt8(ascii: "#"))
    let backslash = block ^ UInt64(eightTimes: UInt8(ascii: "\\"))
    return block.marksBytes(below: 0x20) | quote.marksBytes(below: 1) | backslash.marksBytes(below: 1) == 0
  }

  private static func isEscaped(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  private mutating func escape(_ byte: UInt8) {
    append(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): append(byte)
    case 0x08: append(UInt8(ascii: "b"))
    case 0x09: append(UInt8(ascii: "t"))
    case 0x0A: append(UInt8(ascii: "n"))
    case 0x0C: append(UInt8(ascii: "f"))
    case 0x0D: append(UInt8(ascii: "r"))
    default:
      append("u00")
      let digits: StaticString = "0123456789abcdef"
      append(digits.utf8Start[Int(byte >> 4)])
      append(digits.utf8Start[Int(byte & 0xF)])
    }
  }

  // MARK: Bytes

  private mutating func append(_ byte: UInt8) {
    makeRoom(for: 1)
    buffer[count] = byte
    count += 1
  }

  private mutating func append(_ text: StaticString) {
    append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  private mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let start = bytes.baseAddress else { return }
    makeRoom(for: bytes.count)
    (buffer + count).update(from: start, count: bytes.count)
    count += bytes.count
  }

  /// Makes room for more bytes; there is enough except for what is longer than a piece, which can only be a string from
  /// the file.
  private mutating func makeRoom(for length: Int) {
    if length > capacity - count { grow(by: length) }
  }

  private mutating func grow(by length: Int) {
    capacity = max(2 * capacity, count + length)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: buffer, count: count)
    buffer.deallocate()
    buffer = larger
  }

  private mutating func flush() throws {
    try sink(UnsafeRawBufferPointer(start: buffer, count: count))
    count = 0
  }
}
