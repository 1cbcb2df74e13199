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
    let slot = slots[search(for: key, hash(of: key, in: tree), in: tree)]
    guard slot.value >= 0 else { return nil }
    return isEqual(slot.key, key, in: tree) ? Int(slot.value) : twins.first?.value(of: key, in: tree)
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
    let position = search(for: key, hash, in: tree)
    if slots[position].value >= 0 {
      if isEqual(slots[position].key, key, in: tree) { return Int(slots[position].value) }
      if twins.isEmpty { twins.append(ScalarMap(.exact, TextHash(foldsCase: false), capacity: 16)) }
      return twins[0].insert(key, value, in: tree)
    }
    slots[position] = Slot(hash: hash, key: key, value: Int32(truncatingIfNeeded: value))
    count += 1
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

  /// The slot of a text, of one that differs from it only in case, or the slot in which the text would go.
  private func search(for key: NodeID, _ hash: UInt32, in tree: YAMLTree) -> Int {
    let mask = slots.count - 1
    var position = Int(hash) & mask
    while slots[position].value >= 0 {
      if slots[position].hash == hash, isFound(slots[position].key, key, in: tree) { break }
      position = (position + 1) & mask
    }
    return position
  }

  private func isFound(_ left: NodeID, _ right: NodeID, in tree: YAMLTree) -> Bool {
    tree.haveEqualText(left, right) || hash.foldsCase && Self.areTwins(left, right, in: tree)
  }

  private func isEqual(_ left: NodeID, _ right: NodeID, in tree: YAMLTree) -> Bool {
    equality == .ignoringCase || tree.haveEqualText(left, right)
  }

  private static func areTwins(_ left: NodeID, _ right: NodeID, in tree: YAMLTree) -> Bool {
    tree.withText(of: left) { left in tree.withText(of: right) { left.isCaseTwin(of: $0) } }
  }

  private func hash(of key: NodeID, in tree: YAMLTree) -> UInt32 { tree.withText(of: key) { hash($0) } }
}

/// A hash of short texts, which can ignore the case of ASCII letters.
///
/// Every step multiplies eight bytes to sixteen and folds these. For an id that needs a fifth of the time of `Hasher`.
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
    var state = mix(seed ^ UInt64(truncatingIfNeeded: bytes.count))
    var offset = 0
    while offset + 8 <= bytes.count {
      state = mix(state ^ folded(bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
      offset += 8
    }
    if offset < bytes.count {
      var rest: UInt64 = 0
      while offset < bytes.count {
        rest = rest << 8 | UInt64(bytes[offset])
        offset += 1
      }
      state = mix(state ^ folded(rest))
    }
    return UInt32(truncatingIfNeeded: state ^ state >> 32)
  }

  /// The bytes, with ASCII capitals as small letters if case is ignored.
  private func folded(_ bytes: UInt64) -> UInt64 {
    guard foldsCase else { return bytes }
    let high: UInt64 = 0x8080_8080_8080_8080
    let heptets = bytes & ~high
    // The high bit of each byte that is at least `A`, and of each that is greater than `Z`.
    let fromA = heptets &+ 0x3F3F_3F3F_3F3F_3F3F
    let afterZ = heptets &+ 0x2525_2525_2525_2525
    return bytes | (fromA & ~afterZ & ~bytes & high) >> 2
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
