package import SourceText

extension YAMLTree {
  /// The comments that begin with the given text, including their `#` but not their line ends.
  ///
  /// libyaml drops comments, but it tells where every scalar is: a `#` outside of them begins a comment, which extends
  /// to the end of what libyaml considers a line. NEL, LS and PS end one as well, as in YAML 1.1. Each byte is examined
  /// once or twice, however many `#` a line contains.
  package func comments(beginningWith start: StaticString) -> [ByteSpan] {
    let start = UnsafeBufferPointer(start: start.utf8Start, count: start.utf8CodeUnitCount)
    // Most files contain no such text, and then the scalars need not be examined.
    guard source.bytes.withUnsafeBufferPointer({ holds(start, in: $0) }) else { return [] }
    let bytes = source.bytes
    var found: [ByteSpan] = []
    var offset = source.textStart
    while offset < end, let sign = bytes[offset..<end].firstIndex(of: UInt8(ascii: "#")) {
      if let scalarEnd = endOfScalar(holding: sign) {
        offset = max(scalarEnd, sign + 1)
        continue
      }
      let lineEnd = endOfLine(from: sign)
      if bytes[sign..<lineEnd].starts(with: start) { found.append(ByteSpan(sign, lineEnd)) }
      offset = lineEnd
    }
    return found
  }

  /// Whether the file contains text that begins with `#`.
  private func holds(_ text: UnsafeBufferPointer<UInt8>, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var offset = 0
    while let sign = bytes.firstIndex(ofByte: UInt8(ascii: "#"), from: offset), sign + text.count <= bytes.count {
      if UnsafeBufferPointer(rebasing: bytes[sign..<sign + text.count]).hasSameBytes(as: text) { return true }
      offset = sign + 1
    }
    return false
  }

  /// The end of the scalar that contains a `#`; nil for a `#` outside of scalars.
  private func endOfScalar(holding sign: Int) -> Int? {
    guard let node = lastNode(beginningBefore: sign), self[node].kind == .scalar else { return nil }
    let content = contentSpan(of: node)
    guard content.start <= sign, sign < content.end else { return nil }
    // The line of a block scalar's indicator can end in a comment; no other part of a scalar can be one.
    return self[node].style.isBlock && sign < endOfLine(from: content.start) ? nil : content.end
  }

  private func endOfLine(from offset: Int) -> Int { source.endOfParsedLine(from: offset, before: end) }

  /// The last node that begins before an offset: no node begins inside a scalar, so no other scalar can extend beyond
  /// the offset.
  func lastNode(beginningBefore offset: Int) -> NodeID? {
    var low = 0
    var high = nodes.count
    while low < high {
      let middle = (low + high) / 2
      if Int(nodes[middle].start) < offset { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? id(low - 1) : nil
  }
}
