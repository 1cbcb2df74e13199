package import SourceText

extension YAMLTree {
  /// The comments whose text, behind `#` and blanks, begins with the given word; without their line ends.
  ///
  /// libyaml drops comments, but it says where every scalar is: a `#` outside of them that no earlier `#` of its line
  /// has made part of a comment begins one.
  package func comments(beginningWith word: StaticString) -> [ByteSpan] {
    let bytes = source.bytes
    let word = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    var found: [ByteSpan] = []
    var offset = source.textStart
    while let sign = bytes[offset..<end].firstIndex(of: UInt8(ascii: "#")) {
      let text = bytes[(sign + 1)..<end].drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      let lineEnd = text.firstIndex { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") } ?? end
      if text.starts(with: word), beginsComment(at: sign) { found.append(ByteSpan(sign, lineEnd)) }
      offset = sign + 1
    }
    return found
  }

  private func beginsComment(at sign: Int) -> Bool {
    let lineStart =
      source.bytes[..<sign].lastIndex { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }.map { $0 + 1 } ?? 0
    var gapStart = lineStart
    if let node = lastNode(beginningBefore: sign) {
      let content = contentSpan(of: node)
      if self[node].kind != .scalar || sign < content.start {
        gapStart = max(lineStart, content.start <= sign ? content.start : lineStart)
      } else if sign >= content.end {
        gapStart = max(lineStart, content.end)
      } else {
        // The line of a block scalar's indicator can end in a comment; nothing else inside a scalar is one.
        guard self[node].style.isBlock, content.start >= lineStart else { return false }
        gapStart = content.start
      }
    }
    return !source.bytes[gapStart..<sign].contains(UInt8(ascii: "#"))
  }

  /// The last node that begins before an offset: no node begins inside a scalar, so this is the only scalar that can
  /// reach over it.
  private func lastNode(beginningBefore offset: Int) -> NodeID? {
    var low = 0
    var high = nodes.count
    while low < high {
      let middle = (low + high) / 2
      if Int(nodes[middle].start) < offset { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? NodeID(low - 1) : nil
  }
}
