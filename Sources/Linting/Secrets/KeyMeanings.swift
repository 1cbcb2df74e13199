import Language
import LocatedYAML
import SourceText

/// What the keys of a document may mean, decided once for each short text: most files have few different keys. Deciding it
/// for every key took 58 of the 79 million instructions for the secrets of 500 KB.
struct KeyMeanings {
  /// What a key may mean.
  struct Meaning: OptionSet, BitwiseCopyable {
    let rawValue: UInt8

    /// Its value is secret.
    static var secret: Meaning { Meaning(rawValue: 1) }
    /// Its value is a server name.
    static var serverName: Meaning { Meaning(rawValue: 2) }
    /// It is a key of servers or sites.
    static var ofEntry: Meaning { Meaning(rawValue: 4) }

    init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Finds out what a key means.
    init(of key: NodeID, in tree: YAMLTree) {
      self = []
      if SecretWords.isSecretKey(key, in: tree) { insert(.secret) }
      if SecretWords.isServerNameKey(key, in: tree) { insert(.serverName) }
      if tree.withText(of: key, { ServerKey.named($0) != nil || ScopeKey.named($0) != nil }) { insert(.ofEntry) }
    }
  }

  /// A text of at most 16 bytes, and its meaning.
  private struct Slot: BitwiseCopyable {
    /// -1 if the slot is empty.
    var count = -1
    /// The first and the last eight bytes, which may overlap, as numbers.
    var head: UInt64 = 0
    var tail: UInt64 = 0
    var meaning: Meaning = []
  }

  private static let longest = 16
  private var slots = Array(repeating: Slot(), count: 1 << Self.slotBits)
  private static let slotBits = 7

  /// What a scalar means as a key.
  mutating func meaning(of key: NodeID, in tree: YAMLTree) -> Meaning {
    let length = tree.textLength(of: key)
    guard length <= Self.longest else { return Meaning(of: key, in: tree) }
    let (head, tail) = tree.withText(of: key) { text in
      let bytes = UnsafeRawBufferPointer(text)
      return length > 8
        ? (bytes.eightBytes(at: 0), bytes.eightBytes(at: length - 8)) : (bytes.upToEightBytes, UInt64(0))
    }
    // Multiplication by an odd number spreads the bits (Fibonacci hashing).
    let place = Int(truncatingIfNeeded: ((head ^ tail &* 31) &* 0x9E37_79B9_7F4A_7C15) >> (64 - Self.slotBits))
    let slot = slots[place]
    if slot.count == length, slot.head == head, slot.tail == tail { return slot.meaning }
    let meaning = Meaning(of: key, in: tree)
    slots[place] = Slot(count: length, head: head, tail: tail, meaning: meaning)
    return meaning
  }
}
