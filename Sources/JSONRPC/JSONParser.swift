import SourceText

/// Reads JSON text, in time in proportion to its length.
///
/// Depth and number of values are limited, so that the memory for a message stays in proportion as well.
package struct JSONParser {
  /// The deepest nesting that is read.
  package static let deepest = 100
  /// The largest number of values that are read.
  package static let mostValues = 1_000_000

  /// Why text cannot be read.
  package struct Malformed: Error, Equatable {
    /// The offset of the first byte that does not fit.
    package let offset: Int
    /// What is wrong, in a few words.
    package let reason: String
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private var offset = 0
  private var depth = 0
  private var count = 0

  private init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  /// Reads one value, which must be all of the text.
  ///
  /// - Throws: ``Malformed`` for anything else.
  package static func value(of bytes: [UInt8]) throws(Malformed) -> JSON {
    let result = bytes.withUnsafeBufferPointer { buffer in
      Result { () throws(Malformed) in
        var parser = JSONParser(buffer)
        let value = try parser.value()
        parser.skipSpace()
        if parser.offset < buffer.count { throw parser.failure("text after the value") }
        return value
      }
    }
    return try result.get()
  }

  private func failure(_ reason: String) -> Malformed { Malformed(offset: offset, reason: reason) }

  private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private mutating func skipSpace() {
    while let byte = next, byte.isBlank || byte.isLineEnd { offset += 1 }
  }

  private mutating func value() throws(Malformed) -> JSON {
    count += 1
    if count > Self.mostValues { throw failure("too many values") }
    skipSpace()
    switch next {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .boolean(true))
    case UInt8(ascii: "f"): return try word("false", .boolean(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case nil: throw failure("the text ends too early")
    default: return try number()
    }
  }

  private mutating func word(_ word: StaticString, _ value: JSON) throws(Malformed) -> JSON {
    let expected = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    guard bytes[offset...].starts(with: expected) else { throw failure("not a value") }
    offset += expected.count
    return value
  }

  // MARK: Collections

  private mutating func open() throws(Malformed) {
    depth += 1
    if depth > Self.deepest { throw failure("nested too deeply") }
    offset += 1
    skipSpace()
  }

  private mutating func close() {
    depth -= 1
    offset += 1
  }

  /// Whether a comma, after which another element follows, or the end of a collection is next.
  private mutating func hasMore(before end: UInt8) throws(Malformed) -> Bool {
    skipSpace()
    switch next {
    case end: return false
    case UInt8(ascii: ","):
      offset += 1
      skipSpace()
      return true
    default: throw failure("a comma or the end is missing")
    }
  }

  private mutating func array() throws(Malformed) -> JSON {
    try open()
    var elements: [JSON] = []
    if next != UInt8(ascii: "]") {
      repeat { elements.append(try value()) } while try hasMore(before: UInt8(ascii: "]"))
    }
    close()
    return .array(elements)
  }

  private mutating func object() throws(Malformed) -> JSON {
    try open()
    var members: [String: JSON] = [:]
    if next != UInt8(ascii: "}") {
      repeat {
        guard next == UInt8(ascii: "\"") else { throw failure("a name is missing") }
        let name = try string()
        skipSpace()
        guard next == UInt8(ascii: ":") else { throw failure("a colon is missing") }
        offset += 1
        members[name] = try value()
      } while try hasMore(before: UInt8(ascii: "}"))
    }
    close()
    return .object(members)
  }

  // MARK: Numbers

  private mutating func skipDigits() throws(Malformed) {
    guard next?.isASCIIDigit == true else { throw failure("not a value") }
    while next?.isASCIIDigit == true { offset += 1 }
  }

  private mutating func number() throws(Malformed) -> JSON {
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
    return .number(number)
  }

  // MARK: Strings

  private mutating func string() throws(Malformed) -> String {
    offset += 1
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

  /// The scalar of `\uXXXX`, or of two such escapes for a scalar beyond 16 bits; U+FFFD for half of a pair.
  private mutating func escapedScalar() throws(Malformed) -> Unicode.Scalar {
    let high = try codeUnit()
    if let scalar = Unicode.Scalar(high) { return scalar }
    let start = offset
    guard high < 0xDC00, bytes[offset...].starts(with: "\\u".utf8) else { return "\u{FFFD}" }
    offset += 2
    let low = try codeUnit()
    guard (0xDC00...0xDFFF).contains(low) else {
      offset = start
      return "\u{FFFD}"
    }
    return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}"
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
