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
  private var slots: [Slot]
  private(set) var count = 0

  private struct Slot {
    var hash: Int
    var key: NodeID
    /// The caller's number for the text; negative where the slot is free.
    var value: Int32
  }

  init(_ equality: Equality, capacity: Int = 16) {
    self.equality = equality
    var size = 16
    while size < capacity * 2 { size *= 2 }
    slots = []
    slots.reserveCapacity(size)
    fill(size)
  }

  /// The number under which a text was inserted first.
  func value(of key: NodeID, in tree: YAMLTree) -> Int? {
    let hash = hash(of: key, in: tree)
    let slot = slots[position(of: key, hash, in: tree)]
    return slot.value >= 0 ? Int(slot.value) : nil
  }

  /// Inserts a text; where it is there already, its number is returned and nothing is changed.
  mutating func insert(_ key: NodeID, _ value: Int, in tree: YAMLTree) -> Int? {
    if (count + 1) * 2 > slots.count { grow(in: tree) }
    let hash = hash(of: key, in: tree)
    let position = position(of: key, hash, in: tree)
    if slots[position].value >= 0 { return Int(slots[position].value) }
    slots[position] = Slot(hash: hash, key: key, value: Int32(truncatingIfNeeded: value))
    count += 1
    return nil
  }

  private mutating func fill(_ size: Int) {
    slots.append(contentsOf: repeatElement(Slot(hash: 0, key: NodeID.none, value: -1), count: size))
  }

  private mutating func grow(in tree: YAMLTree) {
    let old = slots
    slots.removeAll(keepingCapacity: true)
    fill(old.count * 2)
    for slot in old where slot.value >= 0 { slots[position(of: slot.key, slot.hash, in: tree)] = slot }
  }

  private func position(of key: NodeID, _ hash: Int, in tree: YAMLTree) -> Int {
    let mask = slots.count - 1
    var position = hash & mask
    while slots[position].value >= 0 {
      if slots[position].hash == hash, isEqual(slots[position].key, key, in: tree) { break }
      position = (position + 1) & mask
    }
    return position
  }

  private func isEqual(_ left: NodeID, _ right: NodeID, in tree: YAMLTree) -> Bool {
    switch equality {
    case .exact: tree.haveEqualText(left, right)
    case .ignoringCase:
      tree.withText(of: left) { left in
        tree.withText(of: right) { right in left.elementsEqual(right) { $0.lowercasedASCII == $1.lowercasedASCII } }
      }
    }
  }

  /// Seeded anew in every process, so that no file can be made of texts that all collide.
  private func hash(of key: NodeID, in tree: YAMLTree) -> Int {
    var hasher = Hasher()
    tree.withText(of: key) { text in
      switch equality {
      case .exact: hasher.combine(bytes: UnsafeRawBufferPointer(text))
      case .ignoringCase:
        // All bytes at once: the hasher takes as long for a single one as for eight.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: text.count) { lowered in
          for index in text.indices { lowered.initializeElement(at: index, to: text[index].lowercasedASCII) }
          hasher.combine(bytes: UnsafeRawBufferPointer(lowered))
        }
      }
    }
    return hasher.finalize()
  }
}

extension UInt8 {
  /// The byte, an ASCII letter in lower case.
  var lowercasedASCII: UInt8 { (0x41...0x5A).contains(self) ? self | 0x20 : self }
}
