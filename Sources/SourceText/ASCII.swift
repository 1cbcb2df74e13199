// Readers call these for every byte, so they are inlined into other modules.

extension UInt8 {
  /// Whether the byte is one of `0` to `9`.
  @inlinable package var isASCIIDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }

  /// Whether the byte is an ASCII letter.
  @inlinable package var isASCIILetter: Bool { (0x41...0x5A).contains(self & 0xDF) }

  /// Whether the byte is an ASCII capital.
  @inlinable package var isASCIICapital: Bool { (0x41...0x5A).contains(self) }

  /// The byte, with an ASCII letter in lower case.
  @inlinable package var lowercasedASCII: UInt8 { isASCIICapital ? self | 0x20 : self }

  /// Whether the byte is a line end or a part of one (YAML 1.2.2, section 5.4).
  @inlinable package var isLineEnd: Bool { self == UInt8(ascii: "\n") || self == UInt8(ascii: "\r") }

  /// Whether the byte is a space or a tab.
  @inlinable package var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }

  /// Whether the byte continues a character that an earlier byte began (RFC 3629, section 3).
  @inlinable package var isUTF8Continuation: Bool { self & 0xC0 == 0x80 }
}

extension UnsafeRawBufferPointer {
  /// The eight bytes at an offset, as one number.
  @inlinable package func eightBytes(at offset: Int) -> UInt64 {
    loadUnaligned(fromByteOffset: offset, as: UInt64.self)
  }

  /// The four bytes at an offset, as one number.
  @inlinable package func fourBytes(at offset: Int) -> UInt32 {
    loadUnaligned(fromByteOffset: offset, as: UInt32.self)
  }

  /// At most eight bytes as one number, which is different for different bytes of the same count.
  @inlinable package var upToEightBytes: UInt64 {
    switch count {
    case 8: eightBytes(at: 0)
    // The last four bytes may overlap the first.
    case 4..<8: UInt64(fourBytes(at: 0)) << 32 | UInt64(fourBytes(at: count - 4))
    default: reduce(0) { $0 << 8 | UInt64($1) }
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether all bytes are ASCII characters that are shown as they are. Eight are examined at a time: texts of findings
  /// are examined several times.
  package var isPrintableASCII: Bool {
    allBlocksSatisfy { block in
      // Up to the first byte that is not one, nothing is carried or borrowed.
      let marks = block | (block &+ UInt64(eightTimes: 1)) | (block &- UInt64(eightTimes: 0x20))
      return marks & UInt64(eightTimes: 0x80) == 0
    }
  }

  /// Whether all bytes are ASCII characters.
  package var isASCII: Bool { allBlocksSatisfy { $0 & UInt64(eightTimes: 0x80) == 0 } }

  /// Whether a condition is true of the bytes, eight at a time; the last block is filled with spaces.
  @inline(__always) private func allBlocksSatisfy(_ isTrue: (UInt64) -> Bool) -> Bool {
    let bytes = UnsafeRawBufferPointer(self)
    var offset = 0
    while offset + 8 <= count {
      if !isTrue(bytes.eightBytes(at: offset)) { return false }
      offset += 8
    }
    if offset == count { return true }
    // The last eight bytes may overlap those before.
    if count >= 8 { return isTrue(bytes.eightBytes(at: count - 8)) }
    return isTrue(reduce(UInt64(eightTimes: 0x20)) { $0 << 8 | UInt64($1) })
  }
}

extension UInt64 {
  /// A number with the same byte eight times.
  @inlinable package init(eightTimes byte: UInt8) {
    self = UInt64(byte) &* 0x0101_0101_0101_0101
  }

  /// A number with the highest bit of every byte set that is in a range of ASCII characters. No byte may be outside ASCII:
  /// such a byte makes others wrong.
  @inlinable package func marksBytes(in range: ClosedRange<UInt8>) -> UInt64 {
    let isFromFirstOn = self &+ UInt64(eightTimes: 0x80 - range.lowerBound)
    let isAfterLast = self &+ UInt64(eightTimes: 0x7F - range.upperBound)
    return isFromFirstOn & ~isAfterLast & UInt64(eightTimes: 0x80)
  }

  /// A number with a bit set for every byte below a bound of at most 128, and perhaps for others: if no bit is set, no
  /// byte is below it; otherwise the bytes must be examined one by one.
  @inlinable package func marksBytes(below bound: UInt8) -> UInt64 {
    (self &- UInt64(eightTimes: bound)) & ~self & UInt64(eightTimes: 0x80)
  }
}
