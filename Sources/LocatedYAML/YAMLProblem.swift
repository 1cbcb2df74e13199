package import SourceText

/// A reason why text is not one valid YAML document.
package enum YAMLProblem: Sendable, Equatable {
  /// The bytes are not the UTF-8 encoding of characters that YAML allows.
  case encoding(EncodingProblem)

  /// The text is not YAML.
  case syntax(SyntaxProblem)

  /// An alias to an anchor that no earlier node has; `known` are the existing anchors, listed only for the first such
  /// problems.
  case undefinedAlias(name: String, span: ByteSpan, known: [String])

  /// More than ``YAMLLimits`` permits.
  case limit(LimitProblem)

  /// A tag that is not of the core schema (YAML 1.2.2, section 10.3).
  case unknownTag(text: String, span: ByteSpan, node: NodeID)

  /// A tag of the core schema on a node that is not valid for it.
  case misfitTag(CoreTag, node: NodeID)

  /// A second document begins; nothing after `marker` was read.
  case secondDocument(marker: ByteSpan)

  /// There is no document: the file is empty or contains only comments.
  case noDocument
}

/// What can be wrong with the bytes of a file.
package enum EncodingProblem: Sendable, Equatable {
  /// A different encoding, by name; recognised by its byte order mark or its NUL bytes.
  case otherEncoding(name: String, span: ByteSpan)

  /// Bytes that are not UTF-8: the first place, and the number of further ones.
  case invalidUTF8(span: ByteSpan, further: Int)

  /// A character that YAML forbids (YAML 1.2.2, section 5.1).
  case forbiddenCharacter(Unicode.Scalar, span: ByteSpan)
}

/// A syntax error that libyaml reports.
package struct SyntaxProblem: Sendable, Equatable {
  /// What can be distinguished beyond libyaml's own words.
  package enum Kind: Sendable, Equatable {
    /// A quoted scalar that never ends.
    case unclosedQuote
    /// A flow sequence that never ends.
    case unclosedBracket
    /// A flow mapping that never ends.
    case unclosedBrace
    /// Anything else, in libyaml's words.
    case other(String)
  }

  /// What it is.
  package var kind: Kind
  /// Where it is.
  package var span: ByteSpan
  /// What libyaml was reading, in its own words, and where that began.
  package var context: Context?

  /// A second place with libyaml's words for it.
  package struct Context: Sendable, Equatable {
    package var message: String
    package var span: ByteSpan
  }
}

/// A limit and the place at which it is exceeded.
package enum LimitProblem: Sendable, Equatable {
  /// The source is larger than ``YAMLLimits/sourceSize``.
  case sourceSize
  /// A collection opens one level below ``YAMLLimits/depth``.
  case depth(span: ByteSpan)
  /// An alias whose target reaches below ``YAMLLimits/depth``.
  case aliasDepth(span: ByteSpan, anchor: ByteSpan)
  /// An alias with which all aliases together add more than ``YAMLLimits/nodesAddedByAliases`` nodes.
  case aliasExpansion(span: ByteSpan)
  /// An alias inside the node it refers to.
  case recursiveAlias(span: ByteSpan, anchor: ByteSpan)
  /// More directives than ``YAMLLimits/directives``.
  case directives(span: ByteSpan)
  /// libyaml could not allocate memory.
  case memory
  /// The compiled table would have too many rows; the key of the entry that exceeds the limit.
  case tableRows(key: NodeID)
}
