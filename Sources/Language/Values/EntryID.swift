import SourceText

/// The rules of the ids that servers and sites are declared under.
package enum EntryID {
  /// The longest id, in characters.
  package static let longest = 100

  /// The site name that is reserved for mail of no site.
  package static let reservedSiteName = "global"

  /// Whether the bytes are an id: 1 to 100 of `A-Z a-z 0-9 . _ -`, a letter or digit first.
  package static func isValid(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = bytes.first, bytes.count <= longest else { return false }
    return (first.isASCIILetter || first.isASCIIDigit) && bytes.allSatisfy(signs.contains)
  }

  private static let signs = ASCIISet { byte in
    byte.isASCIILetter || byte.isASCIIDigit || [".", "_", "-"].contains(Unicode.Scalar(byte))
  }
}

/// A set of ASCII characters, one bit each: every byte of every id is looked up in it.
private struct ASCIISet {
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  init(_ isMember: (UInt8) -> Bool) {
    for byte in UInt8(0)..<64 where isMember(byte) { low |= 1 << UInt64(byte) }
    for byte in UInt8(64)..<128 where isMember(byte) { high |= 1 << UInt64(byte - 64) }
  }

  func contains(_ byte: UInt8) -> Bool {
    byte < 128 && (byte < 64 ? low : high) & 1 << UInt64(byte & 63) != 0
  }
}
