import LocatedYAML

/// The known keys of a mapping, and those that its unknown keys may have been meant as.
package struct KnownKeys<Key> {
  private let entries: [MappingEntry]
  /// For each key the index of its entry; negative if it is absent. There is room for ``KeyTable/mostKeys``.
  private var places = SIMD16<Int32>(repeating: -1)

  /// The keys that unknown ones may have been meant as.
  package private(set) var doubtful = KeySet<Key>()

  /// Whether there are keys that the mapping does not have.
  package internal(set) var hasUnknown = false

  /// Whether keys may be missing because a merge is wrong.
  package let isPartial: Bool

  init(_ entries: MappingEntries) {
    self.entries = entries.list
    isPartial = entries.isPartial
  }
}

extension KnownKeys where Key: DeclarationKey {
  /// The entry of a key; nil if it is absent.
  package subscript(key: Key) -> MappingEntry? {
    let place = places[key.rawValue]
    return place < 0 ? nil : entries[Int(place)]
  }

  mutating func take(_ place: Int, asKeyAt index: Int) { places[index] = Int32(truncatingIfNeeded: place) }
  mutating func doubt(_ key: Key) { doubtful.insert(key) }

  /// Whether the key is absent and no unknown key looks like it.
  package func isMissing(_ key: Key) -> Bool { self[key] == nil && !doubtful.contains(key) }
}
