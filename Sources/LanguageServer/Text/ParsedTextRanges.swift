import LanguageServerProtocol
import LocatedYAML
import SourceText

extension ParsedText {
  /// The range of a scalar, without its anchor and tag.
  func range(of node: NodeID, _ encoding: PositionEncoding) -> TextRange {
    map.range(of: tree.contentSpan(of: node), encoding)
  }

  /// The offset of a position.
  func offset(of position: Position, _ encoding: PositionEncoding) -> Int { map.offset(of: position, encoding) }
}
