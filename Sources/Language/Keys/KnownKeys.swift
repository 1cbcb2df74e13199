/// The known keys of a mapping, and which of the others may have been meant by an unknown one.
struct KnownKeys<Key: DeclarationKey> {
  private let entries: [MappingEntry]
  /// For each key the place of its entry; negative where it is not there. No mapping of the language has more keys.
  private var places = SIMD8<Int32>(repeating: -1)
  private(set) var doubtful = KeySet<Key>()
  var hasUnknown = false

  init(_ entries: MappingEntries) {
    self.entries = entries.list
  }

  subscript(key: Key) -> MappingEntry? {
    let place = places[key.ordinal]
    return place < 0 ? nil : entries[Int(place)]
  }

  mutating func take(_ place: Int, as key: Key) { places[key.ordinal] = Int32(truncatingIfNeeded: place) }
  mutating func doubt(_ key: Key) { doubtful.insert(key) }

  /// Whether the key is not there and no unknown key looks like it.
  func isMissing(_ key: Key) -> Bool { self[key] == nil && !doubtful.contains(key) }
}
