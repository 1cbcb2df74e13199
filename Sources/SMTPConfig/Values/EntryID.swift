/// The rules of the ids that servers and sites are declared under.
package enum EntryID {
  /// The longest id, in characters.
  package static let longest = 100

  /// The site name that the manual keeps for mail of no site.
  package static let reservedSiteName = "global"

  /// Whether the bytes are an id: 1 to 100 of `A-Z a-z 0-9 . _ -`, a letter or digit first.
  package static func isValid(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = bytes.first, bytes.count <= longest else { return false }
    return first.isAlphanumeric
      && bytes.allSatisfy { byte in
        byte.isAlphanumeric || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
      }
  }
}

extension UInt8 {
  fileprivate var isAlphanumeric: Bool { isASCIILetter || isASCIIDigit }
}
