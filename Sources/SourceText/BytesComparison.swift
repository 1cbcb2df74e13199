import LibC

extension UnsafeBufferPointer<UInt8> {
  /// Whether both contain the same bytes; the C library compares many at a time.
  @usableFromInline
  package func hasSameBytes(as other: UnsafeBufferPointer<UInt8>) -> Bool {
    guard count == other.count else { return false }
    guard count > 0, let left = baseAddress, let right = other.baseAddress else { return true }
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
