import LocatedYAML
import SourceText

extension Property {
  /// Any bytes are read: the nodes are in the text, one after or inside another, on the borders of characters; and if
  /// something could not be read, there is a problem that says why.
  package static let read = Property("read") { input in
    let source = SourceFile(name: "fuzz.yaml", bytes: input)
    let reading = YAMLReading(source)
    let tree = reading.tree
    let borders = Borders(source)
    try require(tree.isComplete || !reading.problems.isEmpty, "the tree is not complete, and there is no reason why")
    try require(tree.end <= input.count, "the document ends outside the source")
    var lastStart = 0
    for node in tree.allNodes {
      let span = tree.span(of: node)
      try borders.check(span, "a node")
      try require(span.start >= lastStart, "a node at \(span) begins before the previous one")
      lastStart = span.start
      if tree.shape(of: node) == .scalar {
        try borders.check(tree.contentSpan(of: node), "a content")
        _ = tree.text(of: node)
      }
      for child in tree.children(of: node) {
        let inner = tree.span(of: child)
        try require(span.start <= inner.start && inner.end <= span.end, "\(inner) extends beyond its parent \(span)")
      }
    }
    for problem in reading.problems {
      for span in problem.spans { try borders.check(span, "a problem") }
    }
    guard tree.isComplete else { return }
    var lastEnd = 0
    for comment in tree.comments(beginningWith: "#") {
      try borders.check(comment, "a comment")
      try require(comment.start >= lastEnd, "a comment at \(comment) begins inside another")
      lastEnd = comment.end
    }
  }
}

extension YAMLProblem {
  /// The places that a problem names itself.
  fileprivate var spans: [ByteSpan] {
    switch self {
    case .encoding(.otherEncoding(_, let span)), .encoding(.invalidUTF8(let span, _)),
      .encoding(.forbiddenCharacter(_, let span)), .undefinedAlias(_, let span, _), .unknownTag(_, let span, _),
      .secondDocument(let span), .limit(.depth(let span)), .limit(.aliasExpansion(let span)),
      .limit(.directives(let span)):
      [span]
    case .limit(.aliasDepth(let span, let anchor)), .limit(.recursiveAlias(let span, let anchor)): [span, anchor]
    case .syntax(let problem): [problem.span] + (problem.context.map { [$0.span] } ?? [])
    case .misfitTag, .noDocument, .limit(.sourceSize), .limit(.memory), .limit(.tableRows): []
    }
  }
}
