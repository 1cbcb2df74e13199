extension String {
  /// The string with some of its ASCII characters replaced.
  ///
  /// - Parameter replacement: What is written for a byte; nil for one that stays as it is, as every byte outside ASCII must.
  /// - Returns: The string itself if there is nothing to replace.
  @inline(__always)
  func replacingBytes(_ replacement: (UInt8) -> StaticString?) -> String {
    var text = self
    let replaced: String? = text.withUTF8 { bytes in
      guard let first = bytes.firstIndex(where: { replacement($0) != nil }) else { return nil }
      var replaced: [UInt8] = []
      replaced.reserveCapacity(bytes.count + bytes.count / 4 + 16)
      replaced += bytes[..<first]
      for byte in bytes[first...] {
        if let form = replacement(byte) {
          replaced += UnsafeBufferPointer(start: form.utf8Start, count: form.utf8CodeUnitCount)
        } else {
          replaced.append(byte)
        }
      }
      return String(decoding: replaced, as: UTF8.self)
    }
    return replaced ?? self
  }
}
