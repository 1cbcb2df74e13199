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
    return (first.isASCIILetter || first.isASCIIDigit) && bytes.allSatisfy(isAllowed)
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"): true
    default: byte.isASCIILetter || byte.isASCIIDigit
    }
  }
}
