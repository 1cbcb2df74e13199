import LocatedYAML

/// The known keys of a mapping, and those that its unknown keys may have been meant as.
package struct KnownKeys<Key> {
  /// The entries of the mapping, if they were listed.
  private let entries: [MappingEntry]
  /// The mapping, if its entries were not listed; otherwise none.
  private let mapping: NodeID
  /// For each key the index of its entry or, without a list, the number of its node; the greatest number if it is absent.
  /// There is room for ``KeyTable/mostKeys``.
  private var places = SIMD16<UInt32>(repeating: .max)

  /// The keys that unknown ones may have been meant as.
  package private(set) var doubtful = KeySet<Key>()

  /// Whether there are keys that the mapping does not have.
  package internal(set) var hasUnknown = false

  /// Whether keys may be missing because a merge is wrong.
  package let isPartial: Bool

  init(_ entries: MappingEntries) {
    self.entries = entries.list
    mapping = .none
    isPartial = entries.isPartial
  }
}

extension KnownKeys where Key: DeclarationKey {
  /// The keys of a usual mapping, which has only known keys, each once, in a document without aliases; nil for any other.
  ///
  /// That is nearly every mapping of nearly every file. Without a list of its entries, `check` executes 4 % fewer
  /// instructions.
  init?(usual mapping: NodeID, in tree: YAMLTree, _ spec: MappingSpec, allowsLayerKey: Bool) {
    guard !tree.hasAliases, tree.shape(of: mapping) == .mapping else { return nil }
    entries = []
    self.mapping = mapping
    isPartial = false
    let table = Key.table
    var children = tree.children(of: mapping)
    while let key = children.next(), children.next() != nil {
      guard tree.shape(of: key) == .scalar, !tree.isFaulty(key),
        let place = tree.withText(of: key, { table.place(of: $0) }), spec.takes(place), places[place] == .max
      else { return nil }
      places[place] = key.number
    }
    if !allowsLayerKey, let place = table.placeForLayers, places[place] != .max { return nil }
  }

  /// The entry of a key; nil if it is absent.
  package subscript(key: Key) -> MappingEntry? {
    let place = places[key.rawValue]
    if place == .max { return nil }
    return mapping == .none ? entries[Int(place)] : MappingEntry(usual: NodeID(number: place), in: mapping)
  }

  mutating func take(_ place: Int, asKeyAt index: Int) { places[index] = UInt32(truncatingIfNeeded: place) }
  mutating func doubt(_ key: Key) { doubtful.insert(key) }

  /// Whether the key is absent and no unknown key looks like it.
  package func isMissing(_ key: Key) -> Bool { self[key] == nil && !doubtful.contains(key) }
}
