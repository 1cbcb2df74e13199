package import Diagnostics
package import Language
package import LocatedYAML
package import SourceText

/// Fixes that several rules offer.
extension RuleContext {
  /// The replacement of a part of a file.
  package func edit(_ span: ByteSpan, _ text: String, in tree: YAMLTree) -> TextEdit {
    TextEdit(tree.source.place(span), text)
  }

  /// A fix that replaces a scalar's content; none if an anchor or a tag comes before it, because then other places
  /// use it too or it is meant to have another type.
  package func replacement(
    _ applicability: Applicability, of place: NodeUse, with text: String, _ message: String
  ) -> [Fix] {
    let tree = tree(of: place)
    let content = tree.contentSpan(of: place.node)
    guard content == tree.span(of: place.node), !content.isEmpty, !tree.style(of: place.node).isBlock else { return [] }
    return [Fix(applicability, message, [edit(content, text, in: tree)])]
  }

  /// A fix that puts text before and after a node's content, under the same conditions.
  package func wrapping(
    _ applicability: Applicability, _ place: NodeUse, _ open: String, _ close: String, _ message: String
  ) -> [Fix] {
    let tree = tree(of: place)
    let content = tree.contentSpan(of: place.node)
    guard content == tree.span(of: place.node), !content.isEmpty, isOnOneLine(content, in: tree) else { return [] }
    let edits = [
      edit(ByteSpan(content.start, content.start), open, in: tree),
      edit(ByteSpan(content.end, content.end), close, in: tree),
    ]
    return [Fix(applicability, message, edits)]
  }

  /// A safe fix that removes a scalar from a list, with its comma or its line; none if an anchor or a tag comes before
  /// it, if it is reached through an alias, or if a comment after it would be lost.
  package func removal(ofListItem place: NodeUse) -> [Fix] {
    let tree = tree(of: place)
    let item = tree.span(of: place.node)
    guard place.use == nil, tree.contentSpan(of: place.node) == item, !item.isEmpty, isOnOneLine(item, in: tree) else {
      return []
    }
    let bytes = tree.source.bytes
    let before = bytes[..<item.start].lastIndex { !$0.isBlank && !$0.isLineEnd }
    let after = bytes[item.end...].firstIndex { !$0.isBlank } ?? bytes.count
    guard let before else { return [] }
    switch bytes[before] {
    case UInt8(ascii: ","):
      return [Fix(.safe, "remove it", [edit(ByteSpan(before, item.end), "", in: tree)])]
    case UInt8(ascii: "[") where after < bytes.count && bytes[after] == UInt8(ascii: ","):
      let next = bytes[(after + 1)...].firstIndex { !$0.isBlank } ?? bytes.count
      return [Fix(.safe, "remove it", [edit(ByteSpan(item.start, next), "", in: tree)])]
    case UInt8(ascii: "-") where after == bytes.count || bytes[after].isLineEnd:
      let lineStart = bytes[..<before].lastIndex { !$0.isBlank }.map { $0 + 1 } ?? 0
      guard tree.source.isLineStart(lineStart) else { return [] }
      return [Fix(.safe, "remove it", [edit(tree.source.lines(from: lineStart, to: after), "", in: tree)])]
    default: return []
    }
  }

  /// A string as a YAML scalar: plain if that is read as the same string, otherwise in double quotes.
  package func yaml(_ text: String) -> String {
    let isWord = text.utf8.allSatisfy { byte in
      byte.isASCIILetter || byte.isASCIIDigit || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
        || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "/")
    }
    let isSafe =
      isWord && text.utf8.first.map { $0.isASCIILetter || $0.isASCIIDigit } ?? false
      && text.utf8.last != UInt8(ascii: ":")
    let resolvesToString = Array(text.utf8).withUnsafeBufferPointer { CoreValue(plain: $0) == .string }
    if isSafe && resolvesToString { return text }
    let escaped = text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return "\"\(escaped)\""
  }

  private func isOnOneLine(_ span: ByteSpan, in tree: YAMLTree) -> Bool {
    !tree.source.bytes[span.start..<span.end].contains(where: \.isLineEnd)
  }

  /// A safe fix of a block scalar (`|`, `>`) that ends in an unwanted line break: `|-` leaves it out. None if the text
  /// contains another line break, or has such an indicator already.
  package func withoutFinalLineBreak(_ place: NodeUse) -> [Fix] {
    let tree = tree(of: place)
    let content = tree.contentSpan(of: place.node)
    guard tree.style(of: place.node).isBlock, content == tree.span(of: place.node), endsInItsOnlyLineBreak(place) else {
      return []
    }
    let header = tree.source.bytes[content.range].prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    guard !header.dropFirst().prefix(2).contains(where: { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }) else {
      return []
    }
    let indicator = header.first == UInt8(ascii: ">") ? ">-" : "|-"
    let indicatorEnd = ByteSpan(content.start + 1, content.start + 1)
    return [
      Fix(
        .safe, "write `\(indicator)`, which leaves out the line break at the end", [edit(indicatorEnd, "-", in: tree)])
    ]
  }

  private func endsInItsOnlyLineBreak(_ place: NodeUse) -> Bool {
    tree(of: place).withText(of: place.node) { $0.firstIndex(of: UInt8(ascii: "\n")) == $0.count - 1 }
  }
}
