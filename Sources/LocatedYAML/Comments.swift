package import SourceText

extension YAMLTree {
  /// The comments that begin with the given text, their `#` included; without their line ends.
  ///
  /// libyaml drops comments, but it says where every scalar is: a `#` outside of them begins a comment, which reaches to
  /// the end of what libyaml takes for a line: NEL, LS and PS end one as well, as they did in YAML 1.1. Each byte is
  /// looked at once or twice, however many signs stand on a line.
  package func comments(beginningWith start: StaticString) -> [ByteSpan] {
    let start = UnsafeBufferPointer(start: start.utf8Start, count: start.utf8CodeUnitCount)
    // Most files hold no such text, and then nobody needs to know which signs are in scalars.
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

  /// Whether a text that begins with `#` stands anywhere in the document.
  private func holds(_ text: UnsafeBufferPointer<UInt8>, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var offset = 0
    while let sign = bytes.firstIndex(ofByte: UInt8(ascii: "#"), from: offset), sign + text.count <= bytes.count {
      if UnsafeBufferPointer(rebasing: bytes[sign..<sign + text.count]).hasSameBytes(as: text) { return true }
      offset = sign + 1
    }
    return false
  }

  /// The end of the scalar that a sign is part of; nil for a sign outside of scalars.
  private func endOfScalar(holding sign: Int) -> Int? {
    guard let node = lastNode(beginningBefore: sign), self[node].kind == .scalar else { return nil }
    let content = contentSpan(of: node)
    guard content.start <= sign, sign < content.end else { return nil }
    // The line of a block scalar's indicator can end in a comment; nothing else inside a scalar is one.
    return self[node].style.isBlock && sign < endOfLine(from: content.start) ? nil : content.end
  }

  private func endOfLine(from offset: Int) -> Int { source.endOfParsedLine(from: offset, before: end) }

  /// The last node that begins before an offset: no node begins inside a scalar, so this is the only scalar that can
  /// reach over it.
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
