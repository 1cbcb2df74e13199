/// The positions of values in a list, found by the hashes of the values, which stay in the list.
///
/// Hashes must come from a `Hasher`, which no file can know: searches stay short whatever the values are.
struct HashIndex: Sendable {
  private var slots: [Slot] = [Slot](repeating: .free, count: 16)
  private var count = 0

  private struct Slot: Sendable {
    let hash: UInt32
    /// Negative if the slot is free.
    let position: Int32

    static let free = Slot(hash: 0, position: -1)
  }

  /// The position of a value with this hash that a function says is the right one; nil if there is none.
  func position(_ hash: UInt32, where isRight: (Int) -> Bool) -> Int? {
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot].position >= 0 {
      let found = slots[slot]
      if found.hash == hash, isRight(Int(found.position)) { return Int(found.position) }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// Adds the position of a value that is not there yet.
  mutating func insert(_ hash: UInt32, _ position: Int) {
    count += 1
    if count * 2 > slots.count {
      let old = slots
      slots = [Slot](repeating: .free, count: old.count * 2)
      for slot in old where slot.position >= 0 { place(slot) }
    }
    place(Slot(hash: hash, position: Int32(position)))
  }

  private mutating func place(_ new: Slot) {
    var slot = Int(new.hash) & (slots.count - 1)
    while slots[slot].position >= 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = new
  }

  /// The hash of some bytes.
  static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    var hasher = Hasher()
    hasher.combine(bytes: bytes)
    return UInt32(truncatingIfNeeded: hasher.finalize())
  }
}
