import SourceText

/// Finds the bytes that are not UTF-8 and the characters that YAML forbids.
///
/// libyaml would stop at the first one, count in characters, and give no byte offset.
struct EncodingCheck {
  private(set) var problems: [EncodingProblem] = []
  /// Whether every byte is ASCII, so that characters and bytes are the same.
  private(set) var isASCII = true
  /// Whether no character is a tab or non-ASCII: then a scalar on one line contains only printable ASCII.
  private(set) var isPrintable = true

  init(_ source: SourceFile) {
    if let name = Self.otherEncoding(of: source.bytes) {
      (isASCII, isPrintable) = (false, false)
      problems = [.otherEncoding(name: name, span: ByteSpan(0, 0))]
    } else {
      source.bytes.withUnsafeBufferPointer { scan($0, from: source.textStart) }
    }
  }

  /// The name of the encoding that the first bytes show (YAML 1.2.2, section 5.2): a byte order mark, or a NUL among
  /// the bytes of the first characters.
  private static func otherEncoding(of bytes: [UInt8]) -> String? {
    let head = (bytes.prefix(4).map { Optional($0) } + [nil, nil, nil, nil]).prefix(4)
    switch (head[0], head[1], head[2], head[3]) {
    case (0x00, 0x00, 0xFE, 0xFF), (0x00, 0x00, 0x00, _?): return "UTF-32BE"
    case (0xFF, 0xFE, 0x00, 0x00), (_?, 0x00, 0x00, 0x00): return "UTF-32LE"
    case (0xFE, 0xFF, _, _), (0x00, _?, _, _): return "UTF-16BE"
    case (0xFF, 0xFE, _, _), (_?, 0x00, _, _): return "UTF-16LE"
    default: return nil
    }
  }

  private mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) {
    var invalid: (first: ByteSpan, count: Int)?
    var offset = start
    while offset < bytes.count {
      if Self.isPrintable(bytes, at: offset) {
        offset += Self.blockLength
        continue
      }
      let byte = bytes[offset]
      if byte >= 0x20 && byte < 0x7F || byte == 0x0A || byte == 0x0D {
        offset += 1
        continue
      }
      isPrintable = false
      if byte == 0x09 {
        offset += 1
        continue
      }
      let (scalar, length) = Self.decode(bytes, at: offset)
      let span = ByteSpan(offset, offset + length)
      if byte >= 0x80 { isASCII = false }
      switch scalar {
      case nil: invalid = (invalid?.first ?? span, (invalid?.count ?? 0) + 1)
      case let scalar? where Self.isForbidden(scalar): problems.append(.forbiddenCharacter(scalar, span: span))
      default: break
      }
      offset += length
    }
    if let invalid { problems.append(.invalidUTF8(span: invalid.first, further: invalid.count - 1)) }
  }

  private static let blockLength = 8

  /// Whether a whole block from the offset on is printable ASCII and line feeds, as nearly all are.
  private static func isPrintable(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> Bool {
    guard offset + blockLength <= bytes.count else { return false }
    let block = UnsafeRawBufferPointer(bytes).eightBytes(at: offset)
    // The highest bit of each of the eight bytes gives the answer. If a sum carries into the next byte, the byte was
    // not ASCII, and the result is false in any case.
    let isFromSpaceOn = block &+ UInt64(eightTimes: 0x80 - 0x20)
    let isNoLineFeed = (block ^ UInt64(eightTimes: 0x0A)) &+ UInt64(eightTimes: 0x7F)
    let isDelete = block &+ UInt64(eightTimes: 0x01)
    return (~isFromSpaceOn & isNoLineFeed | isDelete | block) & UInt64(eightTimes: 0x80) == 0
  }

  /// The character at an offset and its length in bytes; nil and the length of the invalid bytes if there is no valid
  /// character (RFC 3629, section 4: no overlong form, no surrogate, nothing above U+10FFFF).
  private static func decode(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> (Unicode.Scalar?, length: Int) {
    let lead = bytes[offset]
    let (length, firstBits, least): (Int, UInt8, UInt32)
    switch lead {
    case 0x00..<0x80: return (Unicode.Scalar(lead), 1)
    case 0xC2...0xDF: (length, firstBits, least) = (2, 0x1F, 0x80)
    case 0xE0...0xEF: (length, firstBits, least) = (3, 0x0F, 0x800)
    case 0xF0...0xF4: (length, firstBits, least) = (4, 0x07, 0x10000)
    default: return (nil, 1)
    }
    var value = UInt32(lead & firstBits)
    for position in 1..<length {
      guard offset + position < bytes.count, bytes[offset + position].isUTF8Continuation else { return (nil, position) }
      value = value << 6 | UInt32(bytes[offset + position] & 0x3F)
    }
    guard value >= least, let scalar = Unicode.Scalar(value) else { return (nil, length) }
    return (scalar, length)
  }

  /// Whether a character is outside `c-printable` (YAML 1.2.2, section 5.1), or is U+FEFF inside the text.
  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x85: false
    case 0x00...0x1F, 0x7F...0x9F, 0xFEFF, 0xFFFE, 0xFFFF: true
    default: false
    }
  }
}
