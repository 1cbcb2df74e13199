import JSONReading
import SourceText

/// Finds the case of an enumeration by its name in JSON text, without a string for each name that is read.
struct KnownNames<Name: RawRepresentable & CaseIterable & Sendable>: Sendable where Name.RawValue == String {
  private struct Entry: Sendable {
    let count: Int
    /// The first eight bytes, filled up with zeros.
    let head: UInt64
    let tail: [UInt8]
    let name: Name
  }

  private let entries: [Entry]

  /// Prepares the names of all cases.
  init() {
    entries = Name.allCases.map { name in
      let bytes = Array(name.rawValue.utf8)
      return Entry(
        count: bytes.count, head: bytes.withUnsafeBufferPointer(Self.head), tail: Array(bytes.dropFirst(8)), name: name)
    }
  }

  /// The place of a name among the cases, and the case; nil for any other string.
  ///
  /// - Throws: What the reader throws.
  func find(_ string: JSONString, in json: JSONReader) throws -> (place: Int, name: Name)? {
    guard let bytes = json.plainBytes(of: string) else {
      // Nobody escapes letters, but it is allowed.
      let text = try json.text(of: string)
      return entries.firstIndex { $0.name.rawValue == text }.map { ($0, entries[$0].name) }
    }
    let head = Self.head(bytes)
    for place in entries.indices where entries[place].count == bytes.count && entries[place].head == head {
      if bytes.count <= 8 || bytes[8...].elementsEqual(entries[place].tail) { return (place, entries[place].name) }
    }
    return nil
  }

  private static func head(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    if bytes.count >= 8 { return UInt64(littleEndian: UnsafeRawBufferPointer(bytes).eightBytes(at: 0)) }
    var head: UInt64 = 0
    for place in bytes.indices { head |= UInt64(bytes[place]) << (8 * UInt64(place)) }
    return head
  }
}
