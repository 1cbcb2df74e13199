/// The known keys of a mapping, and which of the others may have been meant by an unknown one.
struct KnownKeys<Key: DeclarationKey> {
  private var entries = [MappingEntry?](repeating: nil, count: Key.spellings.count)
  private(set) var doubtful = KeySet<Key>()
  var hasUnknown = false

  subscript(key: Key) -> MappingEntry? { entries[key.ordinal] }

  mutating func take(_ entry: MappingEntry, as key: Key) { entries[key.ordinal] = entry }
  mutating func doubt(_ key: Key) { doubtful.insert(key) }

  /// Whether the key is not there and no unknown key looks like it.
  func isMissing(_ key: Key) -> Bool { self[key] == nil && !doubtful.contains(key) }
}
