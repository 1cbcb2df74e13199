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

  /// A text that its spelling is all of, and its meaning.
  private struct Slot: BitwiseCopyable {
    let spelling: Spelling
    let meaning: Meaning
  }

  private var slots = [Slot?](repeating: nil, count: 1 << Self.slotBits)
  private static let slotBits = 7

  /// What a scalar means as a key.
  mutating func meaning(of key: NodeID, in tree: YAMLTree) -> Meaning {
    let spelling = tree.withText(of: key, Spelling.init)
    guard spelling.isWhole else { return Meaning(of: key, in: tree) }
    // Multiplication by an odd number spreads the bits (Fibonacci hashing).
    let bits = (spelling.head ^ spelling.tail &* 31) &* 0x9E37_79B9_7F4A_7C15
    let place = Int(truncatingIfNeeded: bits >> (64 - Self.slotBits))
    if let slot = slots[place], slot.spelling == spelling { return slot.meaning }
    let meaning = Meaning(of: key, in: tree)
    slots[place] = Slot(spelling: spelling, meaning: meaning)
    return meaning
  }
}
