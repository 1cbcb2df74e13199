import LocatedYAML
import SourceText

/// Finds a scalar among many by its text, without a string for each: open addressing over node texts.
///
/// Texts that differ only in case have the same hash, so that they are noticed. The first of them is in the table, and
/// all others are in a second one with a case-sensitive hash, so no file can make the search long.
struct ScalarMap: Sendable {
  /// Which texts count as the same.
  enum Equality: Sendable {
    /// The same scalars, even if others are canonically equivalent (YAML 1.2.2, section 3.2.1.3).
    case exact
    /// The same but for the case of ASCII letters.
    case ignoringCase
  }

  private let equality: Equality
  private let hash: TextHash
  private var slots: [Slot]
  private var count = 0

  /// The texts that differ from an earlier one only in the case of ASCII letters, by a case-sensitive hash.
  private var twins: [ScalarMap] = []

  /// Whether two texts were inserted that differ only in the case of ASCII letters.
  var holdsCaseTwins: Bool { !twins.isEmpty }

  private struct Slot: Sendable {
    var hash: UInt32
    var key: NodeID
    /// The caller's number for the text; negative if the slot is free.
    var value: Int32
  }

  init(_ equality: Equality, capacity: Int = 16) {
    self.init(equality, TextHash(foldsCase: true), capacity: capacity)
  }

  private init(_ equality: Equality, _ hash: TextHash, capacity: Int) {
    self.equality = equality
    self.hash = hash
    var size = 16
    while size < capacity * 2 { size *= 2 }
    slots = Self.free(size)
  }

  /// The number under which a text was inserted.
  func value(of key: NodeID, in tree: YAMLTree) -> Int? {
    switch search(for: key, hash(of: key, in: tree), in: tree) {
    case .same(let position): Int(slots[position].value)
    case .twin: twins.first?.value(of: key, in: tree)
    case .free: nil
    }
  }

  /// The number under which a text of any document was inserted.
  func value(of text: UnsafeBufferPointer<UInt8>, in tree: YAMLTree) -> Int? {
    guard let slot = slot(of: text, in: tree) else { return nil }
    if equality == .ignoringCase || tree.withText(of: slot.key, { $0.hasSameBytes(as: text) }) {
      return Int(slot.value)
    }
    return twins.first?.value(of: text, in: tree)
  }

  /// The number under which a text was inserted that differs from this one in the case of ASCII letters.
  func value(ofCaseTwinOf text: UnsafeBufferPointer<UInt8>, in tree: YAMLTree) -> Int? {
    guard let slot = slot(of: text, in: tree) else { return nil }
    return tree.withText(of: slot.key) { $0.hasSameBytes(as: text) } ? nil : Int(slot.value)
  }

  /// The slot of a text, or of the first one that differs from it only in case.
  private func slot(of text: UnsafeBufferPointer<UInt8>, in tree: YAMLTree) -> Slot? {
    let hash = hash(text)
    let mask = slots.count - 1
    var position = Int(hash) & mask
    while slots[position].value >= 0 {
      let slot = slots[position]
      if slot.hash == hash, isFound(slot.key, text, in: tree) { return slot }
      position = (position + 1) & mask
    }
    return nil
  }

  private func isFound(_ key: NodeID, _ text: UnsafeBufferPointer<UInt8>, in tree: YAMLTree) -> Bool {
    tree.withText(of: key) { $0.hasSameBytes(as: text) || hash.foldsCase && $0.isCaseTwin(of: text) }
  }

  /// Inserts a text. If it is already there, returns its number and changes nothing.
  mutating func insert(_ key: NodeID, _ value: Int, in tree: YAMLTree) -> Int? {
    if (count + 1) * 2 > slots.count { grow() }
    let hash = hash(of: key, in: tree)
    switch search(for: key, hash, in: tree) {
    case .same(let position): return Int(slots[position].value)
    case .twin:
      if twins.isEmpty { twins.append(ScalarMap(.exact, TextHash(foldsCase: false), capacity: 16)) }
      return twins[0].insert(key, value, in: tree)
    case .free(let position):
      slots[position] = Slot(hash: hash, key: key, value: Int32(truncatingIfNeeded: value))
      count += 1
      return nil
    }
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

  /// Where a search ended.
  private enum Found {
    /// At the slot of a text that counts as the same.
    case same(Int)
    /// At one that differs in the case of ASCII letters.
    case twin
    /// At the slot in which the text would go.
    case free(Int)
  }

  private func search(for key: NodeID, _ hash: UInt32, in tree: YAMLTree) -> Found {
    let mask = slots.count - 1
    var position = Int(hash) & mask
    while true {
      let slot = slots[position]
      if slot.value < 0 { return .free(position) }
      if slot.hash == hash {
        if tree.haveEqualText(slot.key, key) { return .same(position) }
        if self.hash.foldsCase, Self.areTwins(slot.key, key, in: tree) {
          return equality == .ignoringCase ? .same(position) : .twin
        }
      }
      position = (position + 1) & mask
    }
  }

  private static func areTwins(_ left: NodeID, _ right: NodeID, in tree: YAMLTree) -> Bool {
    tree.withText(of: left) { left in tree.withText(of: right) { left.isCaseTwin(of: $0) } }
  }

  private func hash(of key: NodeID, in tree: YAMLTree) -> UInt32 { tree.withText(of: key) { hash($0) } }
}

/// A hash of short texts, which can ignore the case of ASCII letters.
///
/// Every step multiplies eight bytes to sixteen and folds these. For an id that needs a tenth of the time of `Hasher`.
private struct TextHash: Sendable {
  // A new seed in every process, so that nobody can write a file whose texts all collide.
  private static let seed = UInt64.random(in: .min ... .max)
  private static let factor = UInt64.random(in: .min ... .max) | 1

  /// Whether texts that differ only in the case of ASCII letters have the same hash.
  let foldsCase: Bool
  private let seed = Self.seed
  private let factor = Self.factor

  init(foldsCase: Bool) {
    self.foldsCase = foldsCase
  }

  func callAsFunction(_ text: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let bytes = UnsafeRawBufferPointer(text)
    let count = bytes.count
    var state = seed &+ UInt64(truncatingIfNeeded: count)
    if count > 8 {
      for offset in stride(from: 0, to: count - 8, by: 8) {
        state = mix(state ^ folded(bytes.eightBytes(at: offset)))
      }
      // The last eight bytes may overlap those before: texts of one length have the same steps.
      state = mix(state ^ folded(bytes.eightBytes(at: count - 8)))
    } else {
      state = mix(state ^ folded(bytes.upToEightBytes))
    }
    return UInt32(truncatingIfNeeded: state ^ state >> 32)
  }

  /// The bytes, with ASCII capitals as small letters if case is ignored.
  private func folded(_ bytes: UInt64) -> UInt64 {
    guard foldsCase else { return bytes }
    let heptets = bytes & ~UInt64(eightTimes: 0x80)
    return bytes | (heptets.marksBytes(in: UInt8(ascii: "A")...UInt8(ascii: "Z")) & ~bytes) >> 2
  }

  private func mix(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: factor)
    return product.high ^ product.low
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether the texts are equal, or differ only in the case of ASCII letters.
  func isCaseTwin(of other: UnsafeBufferPointer<UInt8>) -> Bool {
    elementsEqual(other) { $0.lowercasedASCII == $1.lowercasedASCII }
  }
}
