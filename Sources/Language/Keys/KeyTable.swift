import SourceText

/// The keys of one kind of mapping, found by their bytes.
package final class KeyTable: Sendable {
  /// The specification of each key.
  package let specs: [KeySpec]

  /// The index of the key that only files with `extends` or `partial` can have; nil if there is none.
  let placeForLayers: Int?

  private let spellings: [Spelling]

  /// The maximum number of keys of a mapping: as many as the readers have room for.
  package static let mostKeys = 16

  /// A table of keys, at most ``mostKeys``.
  package init(_ specs: [KeySpec]) {
    precondition(specs.count <= Self.mostKeys, "a mapping has more keys than readers have room for")
    self.specs = specs
    placeForLayers = specs.firstIndex(where: \.isForLayers)
    spellings = specs.map { Array($0.name.utf8).withUnsafeBufferPointer(Spelling.init) }
  }

  /// The index of the key with exactly this text.
  package func place(of text: UnsafeBufferPointer<UInt8>) -> Int? {
    let spelling = Spelling(text)
    guard let place = spellings.withUnsafeBufferPointer({ $0.firstIndex(of: spelling) }) else { return nil }
    return spelling.isWhole || specs[place].name.utf8.elementsEqual(text) ? place : nil
  }

  /// The indices of the keys that a misspelt one may have been meant as: at most two edits away, or with that other name.
  func meant(by text: String) -> [Int] {
    specs.indices.filter { Suggestion.isClose(text, specs[$0].name) || specs[$0].isCalled(text) }
  }

  /// The index of the key to suggest for a misspelt one: a key with that other name, or else the nearest.
  package func suggestion(for text: String) -> Int? {
    if let place = specs.firstIndex(where: { $0.isCalled(text) }) { return place }
    let nearest = Suggestion.nearest(to: text, among: specs.map(\.name))
    return nearest.flatMap { name in specs.firstIndex { $0.name == name } } ?? meant(by: text).first
  }
}

/// The keys of one kind of mapping; the raw value is the key's index in its table.
package protocol DeclarationKey: RawRepresentable<Int>, CaseIterable, Hashable, Sendable {
  /// All keys of the mapping.
  static var table: KeyTable { get }
}

extension DeclarationKey {
  /// The specification of the key.
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

  /// Whether there is no key in it.
  var isEmpty: Bool { bits == 0 }
}

// A constraint here, not on the types: their metadata would need a slow search for the conformance among thousands.
extension KeySet where Key: DeclarationKey {
  /// All keys that are in either set.
  mutating func formUnion(_ other: KeySet) { bits |= other.bits }
  /// Keeps the keys that are in both sets.
  mutating func formIntersection(_ other: KeySet) { bits &= other.bits }
  mutating func remove(_ key: Key) { bits &= ~(1 << key.rawValue) }
  mutating func insert(_ key: Key) { bits |= 1 << key.rawValue }

  /// Whether a key is in the set.
  package func contains(_ key: Key) -> Bool { bits & 1 << key.rawValue != 0 }
}
