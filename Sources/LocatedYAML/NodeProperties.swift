package import SourceText

extension YAMLTree {
  /// Where the node's content begins, after its anchor and tag; the node's end if it has no content.
  package func contentStart(of id: NodeID) -> Int {
    properties(of: id).contentStart
  }

  /// The span of the node's content, without its anchor and tag.
  package func contentSpan(of id: NodeID) -> ByteSpan {
    ByteSpan(contentStart(of: id), Int(self[id].end))
  }

  /// The span of the node's tag; nil if it has none.
  package func tagSpan(of id: NodeID) -> ByteSpan? {
    properties(of: id).tag
  }

}

extension NodeList where Self: ~Copyable {
  /// libyaml gives one mark for a node's anchor, tag and content; the text between distinguishes them.
  func properties(of id: NodeID) -> (tag: ByteSpan?, contentStart: Int) {
    let node = self[id]
    var offset = Int(node.start)
    guard node.flags.contains(.hasProperties) else { return (nil, offset) }
    var tag: ByteSpan?
    let end = node.kind == .scalar ? Int(node.end) : source.bytes.count
    while offset < end {
      let byte = source.bytes[offset]
      guard byte == UInt8(ascii: "&") || byte == UInt8(ascii: "!") else { break }
      let propertyEnd = endOfProperty(at: offset, before: end)
      if byte == UInt8(ascii: "!") { tag = ByteSpan(offset, propertyEnd) }
      offset = offsetAfterBlanksAndComments(propertyEnd, before: end)
    }
    return (tag, offset)
  }

  /// An anchor ends before the first byte that libyaml does not accept in a name; a tag before white space or, unless
  /// it is verbatim, a flow indicator.
  private func endOfProperty(at start: Int, before end: Int) -> Int {
    let isVerbatim = start + 1 < end && source.bytes[start + 1] == UInt8(ascii: "<")
    return ((start + 1)..<max(start + 1, end)).first { offset in
      switch source.bytes[offset] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"): true
      case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"): !isVerbatim
      default: source.parsedBreakLength(at: offset) > 0
      }
    } ?? end
  }

  /// The first offset that is neither in white space nor in a comment; `end` if there is none.
  func offsetAfterBlanksAndComments(_ start: Int, before end: Int) -> Int {
    var offset = start
    while offset < end {
      switch source.bytes[offset] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"): offset += 1
      case UInt8(ascii: "#"): offset = source.endOfParsedLine(from: offset, before: end)
      default:
        let length = source.parsedBreakLength(at: offset)
        if length == 0 { return offset }
        offset += length
      }
    }
    return offset
  }
}
