import SourceText
import Testing

@testable import LocatedYAML

/// The result of reading a string.
func read(_ text: String) -> YAMLReading { read(bytes: Array(text.utf8)) }

/// The result of reading bytes.
func read(bytes: [UInt8]) -> YAMLReading { YAMLReading(SourceFile(name: "test.yaml", bytes: bytes)) }

extension YAMLReading {
  /// The spans of all nodes, in the order of the text.
  var spans: [ByteSpan] { tree.allNodes.map { tree.span(of: $0) } }

  /// The only value of a document that is `key: value`, or the document itself if it is not a mapping.
  func value(sourceLocation: SourceLocation = #_sourceLocation) throws -> NodeID {
    let root = try #require(tree.root, sourceLocation: sourceLocation)
    guard tree.shape(of: root) == .mapping else { return root }
    return try #require(Array(tree.children(of: root)).last, sourceLocation: sourceLocation)
  }

  /// The place of each problem, whatever it is.
  var problemSpans: [ByteSpan] {
    problems.map { problem in
      switch problem {
      case .encoding(.otherEncoding(_, let span)), .encoding(.invalidUTF8(let span, _)),
        .encoding(.forbiddenCharacter(_, let span)):
        span
      case .syntax(let problem): problem.span
      case .undefinedAlias(_, let span, _), .unknownTag(_, let span, _), .secondDocument(let span): span
      case .limit(.depth(let span)), .limit(.aliasDepth(let span, _)), .limit(.aliasExpansion(let span)),
        .limit(.recursiveAlias(let span, _)), .limit(.directives(let span)):
        span
      case .misfitTag(_, let node): tree.span(of: node)
      case .limit, .noDocument: ByteSpan(-1, -1)
      }
    }
  }
}
