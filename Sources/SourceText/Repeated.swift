extension String {
  /// An ASCII character several times; empty for a count below 1. The standard library's initializer appends one by one.
  package init(_ character: Unicode.Scalar, times count: Int) {
    let byte = UInt8(ascii: character)
    self.init(unsafeUninitializedCapacity: Swift.max(0, count)) { buffer in
      buffer.update(repeating: byte)
      return buffer.count
    }
  }
}
