import SourceText

extension TreeBuilder {
  /// The first directive beyond the limit; nil if there is none.
  func directiveBeyondLimit() -> ByteSpan? {
    let bytes = tree.source.bytes
    var count = 0
    var lineStart = tree.source.textStart
    while lineStart < bytes.count {
      let lineEnd =
        bytes[lineStart...].firstIndex(where: \.isLineEnd) ?? bytes.count
      let first = bytes[lineStart..<lineEnd].first { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
      switch first {
      case UInt8(ascii: "%"): count += 1
      case nil, UInt8(ascii: "#"): break
      default: return nil
      }
      if count > YAMLLimits.directives { return ByteSpan(lineStart, lineEnd) }
      lineStart = lineEnd + 1
    }
    return nil
  }

  /// The syntax error, as precisely as possible.
  func problem(from failure: EventParser.Failure, _ cursor: inout MarkCursor) -> YAMLProblem {
    if failure.isOutOfMemory { return .limit(.memory) }
    let mark = cursor.offset(ofCharacter: failure.mark)
    let contextStart = cursor.offset(ofCharacter: failure.contextMark)
    if failure.context == "while scanning a quoted scalar",
      failure.problem == "found unexpected end of stream" || failure.problem == "found unexpected document indicator"
    {
      return .syntax(SyntaxProblem(kind: .unclosedQuote, span: ByteSpan(contextStart, contextStart + 1)))
    }
    if hasOnlyCommentsAfter(mark), let bracket = innermostBracket {
      let isSquare = tree.source.bytes[bracket] == UInt8(ascii: "[")
      let kind: SyntaxProblem.Kind = isSquare ? .unclosedBracket : .unclosedBrace
      return .syntax(SyntaxProblem(kind: kind, span: ByteSpan(bracket, bracket + 1)))
    }
    let context = failure.context.map { message in
      SyntaxProblem.Context(message: message, span: characterSpan(at: contextStart))
    }
    return .syntax(SyntaxProblem(kind: .other(failure.problem), span: characterSpan(at: mark), context: context))
  }

  /// The start of the innermost open collection with a bracket or a brace; nil if there is none. A mapping of one pair
  /// in a sequence has none: `[a: 1]`.
  private var innermostBracket: Int? {
    guard !open.isEmpty, tree.nodes[open[open.count - 1].index].flags.contains(.isFlow) else { return nil }
    let bytes = tree.source.bytes
    for level in (0..<open.count).reversed() {
      let start = tree.properties(of: tree.id(open[level].index)).contentStart
      if start < bytes.count, bytes[start] == UInt8(ascii: "[") || bytes[start] == UInt8(ascii: "{") { return start }
    }
    return nil
  }

  private func hasOnlyCommentsAfter(_ offset: Int) -> Bool {
    let end = tree.source.bytes.count
    return tree.offsetAfterBlanksAndComments(offset, before: end) >= end
  }

  /// The character at an offset; an empty span at the end of a line or of the text.
  private func characterSpan(at offset: Int) -> ByteSpan {
    let bytes = tree.source.bytes
    guard offset < bytes.count, !bytes[offset].isLineEnd else {
      return ByteSpan(min(offset, bytes.count), min(offset, bytes.count))
    }
    let end = bytes[(offset + 1)...].firstIndex { !$0.isUTF8Continuation } ?? bytes.count
    return ByteSpan(offset, end)
  }
}
