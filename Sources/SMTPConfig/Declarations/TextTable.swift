import LocatedYAML

/// Finds a scalar among many by its text, without a string for each: open addressing over node texts.
struct TextTable {
  /// Which texts count as the same.
  enum Equality {
    /// The same scalars, whatever is canonically equivalent (YAML 1.2.2, section 3.2.1.3).
    case exact
    /// The same but for the case of ASCII letters.
    case ignoringCase
  }

  private let equality: Equality
  private let hash = TextHash()
  private var slots: [Slot]
  private var count = 0

  /// Whether two texts were inserted that differ in the case of ASCII letters alone.
  private(set) var holdsCaseTwins = false

  private struct Slot {
    var hash: UInt32
    var key: NodeID
    /// The caller's number for the text; negative where the slot is free.
    var value: Int32
  }

  init(_ equality: Equality, capacity: Int = 16) {
    self.equality = equality
    var size = 16
    while size < capacity * 2 { size *= 2 }
    slots = Self.free(size)
  }

  /// The number under which a text was inserted.
  func value(of key: NodeID, in tree: YAMLTree) -> Int? {
    let slot = slots[search(for: key, hash(of: key, in: tree), in: tree).position]
    return slot.value >= 0 ? Int(slot.value) : nil
  }

  /// Inserts a text; where it is there already, its number is returned and nothing is changed.
  mutating func insert(_ key: NodeID, _ value: Int, in tree: YAMLTree) -> Int? {
    if (count + 1) * 2 > slots.count { grow() }
    let hash = hash(of: key, in: tree)
    let (position, hasTwin) = search(for: key, hash, in: tree)
    if slots[position].value >= 0 { return Int(slots[position].value) }
    slots[position] = Slot(hash: hash, key: key, value: Int32(truncatingIfNeeded: value))
    count += 1
    if hasTwin { holdsCaseTwins = true }
    return nil
  }

  private static func free(_ size: Int) -> [Slot] {
    Array(repeating: Slot(hash: 0, key: NodeID.none, value: -1), count: size)
  }

  private mutating func grow() {
    let old = slots
    slots = Self.free(old.count * 2)
    let mask = slots.count - 1
    for slot in old where slot.value >= 0 {
      var position = Int(slot.hash) & mask
      while slots[position].value >= 0 { position = (position + 1) & mask }
      slots[position] = slot
    }
  }

  /// Where a text is or would be, and whether one that differs in case alone stands on the way: it has the same hash.
  private func search(for key: NodeID, _ hash: UInt32, in tree: YAMLTree) -> (position: Int, hasTwin: Bool) {
    let mask = slots.count - 1
    var position = Int(hash) & mask
    var hasTwin = false
    while slots[position].value >= 0 {
      if slots[position].hash == hash {
        if isEqual(slots[position].key, key, in: tree) { break }
        if Self.areTwins(slots[position].key, key, in: tree) { hasTwin = true }
      }
      position = (position + 1) & mask
    }
    return (position, hasTwin)
  }

  private func isEqual(_ left: NodeID, _ right: NodeID, in tree: YAMLTree) -> Bool {
    switch equality {
    case .exact: tree.haveEqualText(left, right)
    case .ignoringCase: Self.areTwins(left, right, in: tree)
    }
  }

  private static func areTwins(_ left: NodeID, _ right: NodeID, in tree: YAMLTree) -> Bool {
    tree.withText(of: left) { left in
      tree.withText(of: right) { right in left.elementsEqual(right) { $0.lowercasedASCII == $1.lowercasedASCII } }
    }
  }

  private func hash(of key: NodeID, in tree: YAMLTree) -> UInt32 { tree.withText(of: key) { hash($0) } }
}

/// A hash of short texts to which the case of ASCII letters is nothing.
///
/// Every step multiplies eight bytes to sixteen and folds these. For an id that takes a fifth of the time of `Hasher`.
private struct TextHash {
  // Seeded anew in every process, so that no file can be made of texts that all collide.
  private static let seed = UInt64.random(in: .min ... .max)
  private static let factor = UInt64.random(in: .min ... .max) | 1

  private let seed = Self.seed
  private let factor = Self.factor

  func callAsFunction(_ text: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let bytes = UnsafeRawBufferPointer(text)
    var state = mix(seed ^ UInt64(truncatingIfNeeded: bytes.count))
    var offset = 0
    while offset + 8 <= bytes.count {
      state = mix(state ^ Self.lowered(bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
      offset += 8
    }
    if offset < bytes.count {
      var rest: UInt64 = 0
      while offset < bytes.count {
        rest = rest << 8 | UInt64(bytes[offset])
        offset += 1
      }
      state = mix(state ^ Self.lowered(rest))
    }
    return UInt32(truncatingIfNeeded: state ^ state >> 32)
  }

  /// The bytes with the bit set that tells a capital letter from a small one. That other bytes become the same as well
  /// makes two texts collide at times, and nothing else.
  private static func lowered(_ bytes: UInt64) -> UInt64 { bytes | 0x2020_2020_2020_2020 }

  private func mix(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: factor)
    return product.high ^ product.low
  }
}

extension UInt8 {
  /// The byte, an ASCII letter in lower case.
  var lowercasedASCII: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }
}
