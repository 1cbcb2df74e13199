import SourceText

/// Reads JSON text (RFC 8259) in one pass, value by value, without keeping what it has read.
///
/// A caller that knows what it expects asks for it; ``skipValue()`` passes over everything else. Takes time in
/// proportion to the length of the text. The text must outlive the reader.
package struct JSONReader {
  /// Why text cannot be read.
  package struct Malformed: Error, Equatable {
    /// The offset of the first byte that does not fit.
    package let offset: Int
    /// What is wrong, in a few words.
    package let reason: String
  }

  /// What the first byte of a value says about the value.
  package enum Kind: Sendable {
    case object, array, string, boolean, null
    /// A number, or something that is not a value.
    case number
  }

  /// What becomes of `\uXXXX` for half of a surrogate pair, which no text in UTF-8 can contain.
  package enum HalfPairs: Sendable {
    /// It is read as U+FFFD, as most readers do.
    case replaced
    /// The text is malformed.
    case refused
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private let deepest: Int
  private let halfPairs: HalfPairs
  private var offset = 0
  private var depth = 0
  /// Whether nothing was read yet of the collection that was opened last.
  private var isAtStart = false

  /// A reader at the beginning of a text.
  ///
  /// - Parameters:
  ///   - bytes: The text.
  ///   - deepest: The deepest nesting that is read, since callers that follow it have only so much stack.
  ///   - halfPairs: What becomes of half of a surrogate pair.
  package init(_ bytes: UnsafeBufferPointer<UInt8>, deepest: Int, halfPairs: HalfPairs) {
    self.bytes = bytes
    self.deepest = deepest
    self.halfPairs = halfPairs
  }

  /// The error that something does not fit at the current place.
  package func failure(_ reason: String) -> Malformed { Malformed(offset: offset, reason: reason) }

  private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  /// Passes over white space; between most tokens there is none.
  @inline(__always)
  private mutating func skipSpace() {
    if offset < bytes.count, bytes[offset] > 0x20 { return }
    skipSomeSpace()
  }

  private mutating func skipSomeSpace() {
    while offset < bytes.count {
      let byte = bytes[offset]
      guard byte.isBlank || byte.isLineEnd else { return }
      offset += 1
      // Lines of an indented document begin with many.
      while let block = block(at: offset), block == UInt64(eightTimes: UInt8(ascii: " ")) { offset += 8 }
    }
  }

  /// Eight bytes as a number whose lowest byte is the first; nil if fewer are left.
  private func block(at offset: Int) -> UInt64? {
    guard offset + 8 <= bytes.count else { return nil }
    return UInt64(littleEndian: UnsafeRawBufferPointer(bytes).eightBytes(at: offset))
  }

  /// The kind of the value that comes next.
  ///
  /// - Throws: ``Malformed`` if the text ends here.
  package mutating func kind() throws(Malformed) -> Kind {
    skipSpace()
    switch next {
    case UInt8(ascii: "{"): return .object
    case UInt8(ascii: "["): return .array
    case UInt8(ascii: "\""): return .string
    case UInt8(ascii: "t"), UInt8(ascii: "f"): return .boolean
    case UInt8(ascii: "n"): return .null
    case nil: throw failure("the text ends too early")
    default: return .number
    }
  }

  /// Reads to the end of the text, where nothing may follow the value.
  ///
  /// - Throws: ``Malformed`` if something does.
  package mutating func finish() throws(Malformed) {
    skipSpace()
    if offset < bytes.count { throw failure("text after the value") }
  }

  /// The text that was not read yet, from the next value on.
  package mutating func rest() -> UnsafeBufferPointer<UInt8> {
    skipSpace()
    return UnsafeBufferPointer(rebasing: bytes[offset...])
  }

  /// Passes over a value of so many bytes, which the caller knows: the same bytes were read as a value before.
  package mutating func skipKnownValue(_ length: Int) { offset += length }

  /// Passes over a value of any kind.
  ///
  /// - Throws: ``Malformed`` if there is none.
  package mutating func skipValue() throws(Malformed) {
    // The collections that are open, and whether each is an object.
    var open: [Bool] = []
    repeat {
      switch try kind() {
      case .object:
        try openObject()
        open.append(true)
      case .array:
        try openArray()
        open.append(false)
      case .string: _ = try string()
      case .boolean: _ = try boolean()
      case .null: try null()
      case .number: _ = try number()
      }
      while let isObject = open.last {
        let hasMore = isObject ? try nextName() != nil : try nextElement()
        if hasMore { break }
        open.removeLast()
      }
    } while !open.isEmpty
  }

  // MARK: Collections

  /// Opens the object that comes next: ``nextName()`` reads its members.
  ///
  /// - Throws: ``Malformed`` if it is nested too deeply.
  package mutating func openObject() throws(Malformed) { try open(UInt8(ascii: "{")) }

  /// Opens the array that comes next: ``nextElement()`` tells whether it has elements.
  ///
  /// - Throws: ``Malformed`` if it is nested too deeply.
  package mutating func openArray() throws(Malformed) { try open(UInt8(ascii: "[")) }

  private mutating func open(_ sign: UInt8) throws(Malformed) {
    skipSpace()
    guard next == sign else { throw failure("not a value") }
    depth += 1
    if depth > deepest { throw failure("nested too deeply") }
    offset += 1
    isAtStart = true
  }

  /// Reads the name of the next member of an object, whose value comes next then; nil at the end of the object.
  ///
  /// - Throws: ``Malformed`` if there is neither.
  package mutating func nextName() throws(Malformed) -> JSONString? {
    guard try hasMore(before: UInt8(ascii: "}")) else { return nil }
    guard next == UInt8(ascii: "\"") else { throw failure("a name is missing") }
    let name = try string()
    skipSpace()
    guard next == UInt8(ascii: ":") else { throw failure("a colon is missing") }
    offset += 1
    return name
  }

  /// Whether an element of an array comes next, or else its end, which is then read.
  ///
  /// - Throws: ``Malformed`` if there is neither.
  package mutating func nextElement() throws(Malformed) -> Bool { try hasMore(before: UInt8(ascii: "]")) }

  private mutating func hasMore(before end: UInt8) throws(Malformed) -> Bool {
    skipSpace()
    let isFirst = isAtStart
    isAtStart = false
    if next == end {
      depth -= 1
      offset += 1
      return false
    }
    if isFirst { return true }
    guard next == UInt8(ascii: ",") else { throw failure("a comma or the end is missing") }
    offset += 1
    skipSpace()
    return true
  }

  // MARK: Words and numbers

  /// Reads `null`.
  ///
  /// - Throws: ``Malformed`` for anything else.
  package mutating func null() throws(Malformed) { try word("null") }

  /// Reads `true` or `false`.
  ///
  /// - Throws: ``Malformed`` for anything else.
  package mutating func boolean() throws(Malformed) -> Bool {
    skipSpace()
    let isTrue = next == UInt8(ascii: "t")
    try word(isTrue ? "true" : "false")
    return isTrue
  }

  private mutating func word(_ word: StaticString) throws(Malformed) {
    skipSpace()
    let expected = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    guard bytes[offset...].starts(with: expected) else { throw failure("not a value") }
    offset += expected.count
  }

  private mutating func skipDigits() throws(Malformed) {
    guard next?.isASCIIDigit == true else { throw failure("not a value") }
    while next?.isASCIIDigit == true { offset += 1 }
  }

  /// Reads a number.
  ///
  /// - Throws: ``Malformed`` if there is none, or one that is too large or too long.
  package mutating func number() throws(Malformed) -> JSONNumber {
    skipSpace()
    let start = offset
    var isWhole = true
    if next == UInt8(ascii: "-") { offset += 1 }
    if next == UInt8(ascii: "0") { offset += 1 } else { try skipDigits() }
    if next == UInt8(ascii: ".") {
      isWhole = false
      offset += 1
      try skipDigits()
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      isWhole = false
      offset += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { offset += 1 }
      try skipDigits()
    }
    // No number that means anything is longer, and reading one takes more than linear time.
    guard offset - start <= 400 else { throw failure("the number is too long") }
    let text = String(decoding: bytes[start..<offset], as: UTF8.self)
    if isWhole, let number = Int(text) { return .integer(number) }
    guard let number = Double(text), number.isFinite else { throw failure("the number is too large") }
    return .other(number)
  }

  // MARK: Strings

  /// Reads a string, or passes over it, as the caller likes: nothing is copied before ``text(of:)`` is called.
  ///
  /// - Throws: ``Malformed`` if it is not a string, or not UTF-8.
  package mutating func string() throws(Malformed) -> JSONString {
    skipSpace()
    guard next == UInt8(ascii: "\"") else { throw failure("not a value") }
    offset += 1
    let start = offset
    skipPlainASCII()
    if next == UInt8(ascii: "\"") {
      offset += 1
      return JSONString(content: start..<offset - 1, hasEscapes: false)
    }
    // Everything but plain ASCII is rare; it is decoded here to find out whether it can be.
    _ = try decoded(from: start)
    let hasEscapes = bytes[start..<offset].contains(UInt8(ascii: "\\"))
    return JSONString(content: start..<offset - 1, hasEscapes: hasEscapes)
  }

  /// The text of a string that this reader has read.
  ///
  /// - Throws: Never for such a string.
  package func text(of string: JSONString) throws(Malformed) -> String {
    guard string.hasEscapes else { return String(decoding: bytes[string.content], as: UTF8.self) }
    var reader = self
    return try reader.decoded(from: string.content.lowerBound)
  }

  /// The bytes of a string that this reader has read, if it has no escapes.
  package func plainBytes(of string: JSONString) -> UnsafeBufferPointer<UInt8>? {
    string.hasEscapes ? nil : UnsafeBufferPointer(rebasing: bytes[string.content])
  }

  /// Passes over bytes that mean themselves. The lowest mark of a block is exact, see `marksBytes`.
  private mutating func skipPlainASCII() {
    while let block = block(at: offset) {
      let quotes = (block ^ UInt64(eightTimes: UInt8(ascii: "\""))).marksBytes(below: 1)
      let backslashes = (block ^ UInt64(eightTimes: UInt8(ascii: "\\"))).marksBytes(below: 1)
      let others = block.marksBytes(below: 0x20) | block & UInt64(eightTimes: 0x80)
      let marks = quotes | backslashes | others
      if marks != 0 {
        offset += marks.trailingZeroBitCount / 8
        return
      }
      offset += 8
    }
    while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20, byte < 0x80 {
      offset += 1
    }
  }

  /// Reads the text of a string from its content on, and its closing quote.
  private mutating func decoded(from start: Int) throws(Malformed) -> String {
    offset = start
    var text = ""
    while true {
      let start = offset
      while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { offset += 1 }
      if offset > start {
        guard let part = String(validating: bytes[start..<offset], as: UTF8.self) else {
          throw failure("a string is not UTF-8")
        }
        text += part
      }
      switch next {
      case UInt8(ascii: "\""):
        offset += 1
        return text
      case UInt8(ascii: "\\"): text.unicodeScalars.append(try escape())
      case nil: throw failure("a string does not end")
      default: throw failure("a control character in a string")
      }
    }
  }

  private mutating func escape() throws(Malformed) -> Unicode.Scalar {
    offset += 1
    guard let sign = next else { throw failure("a string does not end") }
    offset += 1
    switch sign {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(sign)
    case UInt8(ascii: "u"): return try escapedScalar()
    default: throw failure("an unknown escape")
    }
  }

  /// The scalar of `\uXXXX`, or of two such escapes for a scalar beyond 16 bits.
  private mutating func escapedScalar() throws(Malformed) -> Unicode.Scalar {
    let high = try codeUnit()
    if let scalar = Unicode.Scalar(high) { return scalar }
    let start = offset
    if high < 0xDC00, bytes[offset...].starts(with: "\\u".utf8) {
      offset += 2
      let low = try codeUnit()
      if (0xDC00...0xDFFF).contains(low) {
        return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}"
      }
      offset = start
    }
    if halfPairs == .refused { throw failure("half of a surrogate pair") }
    return "\u{FFFD}"
  }

  private mutating func codeUnit() throws(Malformed) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw failure("four hexadecimal digits are missing")
      }
      value = value << 4 | UInt32(digit)
      offset += 1
    }
    return value
  }
}
