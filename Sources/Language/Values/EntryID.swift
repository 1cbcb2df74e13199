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
    guard first.isASCIILetter || first.isASCIIDigit else { return false }
    let bytes = UnsafeRawBufferPointer(bytes)
    guard bytes.count >= 8 else {
      return areAllowed(bytes.reduce(UInt64(eightTimes: first)) { $0 << 8 | UInt64($1) })
    }
    // The last eight bytes may overlap those before.
    return stride(from: 0, to: bytes.count - 8, by: 8).allSatisfy { areAllowed(bytes.eightBytes(at: $0)) }
      && areAllowed(bytes.eightBytes(at: bytes.count - 8))
  }

  /// Whether ids may have each of eight bytes. Eight at a time because every id is examined: 1 % of the instructions of
  /// `check` less.
  private static func areAllowed(_ bytes: UInt64) -> Bool {
    let letters = (bytes | UInt64(eightTimes: 0x20)).marksBytes(in: UInt8(ascii: "a")...UInt8(ascii: "z"))
    let digits = bytes.marksBytes(in: UInt8(ascii: "0")...UInt8(ascii: "9"))
    let hyphensAndPoints = bytes.marksBytes(in: UInt8(ascii: "-")...UInt8(ascii: "."))
    let underscores = bytes.marksBytes(in: UInt8(ascii: "_")...UInt8(ascii: "_"))
    let all = UInt64(eightTimes: 0x80)
    return (letters | digits | hyphensAndPoints | underscores) & ~bytes & all == all
  }
}
