import LibC

extension UnsafeBufferPointer<UInt8> {
  /// Whether both contain the same bytes. Few are compared eight at a time, without a call, because that is done for every
  /// name in every list; of many, the C library compares more at a time.
  @inlinable
  package func hasSameBytes(as other: UnsafeBufferPointer<UInt8>) -> Bool {
    guard count == other.count else { return false }
    let (left, right) = (UnsafeRawBufferPointer(self), UnsafeRawBufferPointer(other))
    switch count {
    case 8...64:
      var offset = 0
      while offset < count - 8 {
        if left.eightBytes(at: offset) != right.eightBytes(at: offset) { return false }
        offset += 8
      }
      // The last eight bytes may overlap those before.
      return left.eightBytes(at: count - 8) == right.eightBytes(at: count - 8)
    case 4..<8:
      return left.fourBytes(at: 0) == right.fourBytes(at: 0)
        && left.fourBytes(at: count - 4) == right.fourBytes(at: count - 4)
    case 0..<4: return (0..<count).allSatisfy { self[$0] == other[$0] }
    default: return isSameMemory(as: other)
    }
  }

  @usableFromInline
  func isSameMemory(as other: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let left = baseAddress, let right = other.baseAddress else { return true }
    return memcmp(left, right, count) == 0
  }

  /// The first index of a byte from an offset on; the C library examines many at a time.
  package func firstIndex(ofByte byte: UInt8, from offset: Int) -> Int? {
    guard offset < count, let base = baseAddress,
      let found = memchr(base + offset, Int32(byte), count - offset)
    else { return nil }
    return UnsafeRawPointer(base).distance(to: found)
  }
}
