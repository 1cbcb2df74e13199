import SourceText

/// The keys of one kind of mapping, found by their bytes.
package final class KeyTable: Sendable {
  /// What there is to know about each key.
  package let specs: [KeySpec]

  private let spellings: [Spelling]

  /// A key's bytes, to compare with those of a file without making a string.
  private struct Spelling: Sendable {
    /// The first eight bytes as one number, in which few keys are alike.
    let head: UInt64
    /// The number of bytes.
    let count: Int
    let bytes: [UInt8]
  }

  /// The most keys that a mapping can have: as many as the readers have room for.
  package static let mostKeys = 16

  /// A table of keys, at most ``mostKeys``.
  package init(_ specs: [KeySpec]) {
    precondition(specs.count <= Self.mostKeys, "a mapping has more keys than readers have room for")
    self.specs = specs
    spellings = specs.map { spec in
      let bytes = Array(spec.name.utf8)
      return Spelling(head: bytes.withUnsafeBufferPointer(Self.head), count: bytes.count, bytes: bytes)
    }
  }

  /// The place of the key with exactly this text.
  package func place(of text: UnsafeBufferPointer<UInt8>) -> Int? {
    let head = Self.head(text)
    for place in spellings.indices where spellings[place].head == head && spellings[place].count == text.count {
      if text.count <= 8 { return place }
      if spellings[place].bytes.withUnsafeBufferPointer({ $0.hasSameBytes(as: text) }) { return place }
    }
    return nil
  }

  /// The places of the keys that a misspelt one may have meant: at most two edits away, or known by that other name.
  func meant(by text: String) -> [Int] {
    specs.indices.filter { Suggestion.isClose(text, specs[$0].name) || specs[$0].isCalled(text) }
  }

  /// The place of the key to suggest for a misspelt one: a known other name of it first, then the nearest.
  package func suggestion(for text: String) -> Int? {
    if let place = specs.firstIndex(where: { $0.isCalled(text) }) { return place }
    let nearest = Suggestion.nearest(to: text, among: specs.map(\.name))
    return nearest.flatMap { name in specs.firstIndex { $0.name == name } } ?? meant(by: text).first
  }

  private static func head(_ text: UnsafeBufferPointer<UInt8>) -> UInt64 {
    let bytes = UnsafeRawBufferPointer(text)
    if bytes.count >= 8 { return UInt64(bigEndian: bytes.eightBytes(at: 0)) }
    return bytes.reduce(0) { $0 << 8 | UInt64($1) }
  }
}

/// The keys of one kind of mapping; the raw value is the key's place in its table.
package protocol DeclarationKey: RawRepresentable<Int>, CaseIterable, Hashable, Sendable {
  /// All keys of the mapping.
  static var table: KeyTable { get }
}

extension DeclarationKey {
  /// What there is to know about the key.
  package var spec: KeySpec { Self.table.specs[rawValue] }

  /// The key as it is written.
  package var name: String { spec.name }

  /// The key of that name.
  package init?(name: String) {
    guard let place = Self.table.specs.firstIndex(where: { $0.name == name }) else { return nil }
    self.init(rawValue: place)
  }

  /// The key with exactly this text.
  package static func named(_ text: UnsafeBufferPointer<UInt8>) -> Self? {
    table.place(of: text).flatMap { Self(rawValue: $0) }
  }
}

/// A set of keys of one mapping.
package struct KeySet<Key>: Sendable {
  private var bits: UInt16 = 0
}

// Not of the types themselves: whoever needs their metadata would look for the conformance among thousands.
extension KeySet where Key: DeclarationKey {
  mutating func insert(_ key: Key) { bits |= 1 << key.rawValue }

  /// Whether a key is in the set.
  package func contains(_ key: Key) -> Bool { bits & 1 << key.rawValue != 0 }
}
