package import SourceText

/// Something that keeps a text from being one located YAML document.
package enum YAMLProblem: Sendable, Equatable {
  /// The bytes are not the UTF-8 encoding of characters that YAML allows.
  case encoding(EncodingProblem)

  /// The text is not YAML.
  case syntax(SyntaxProblem)

  /// An alias to an anchor that no earlier node has; `known` are the anchors there are,
  /// told to the first such problems only.
  case undefinedAlias(name: String, span: ByteSpan, known: [String])

  /// More than ``YAMLLimits`` grants.
  case limit(LimitProblem)

  /// A tag that is not of the core schema (YAML 1.2.2, section 10.3).
  case unknownTag(text: String, span: ByteSpan, node: NodeID)

  /// A tag of the core schema on a node that cannot be what it says.
  case misfitTag(CoreTag, node: NodeID)

  /// A second document begins; nothing behind `marker` was read.
  case secondDocument(marker: ByteSpan)

  /// There is no document at all: nothing, or nothing but comments.
  case noDocument
}

/// What can be wrong with the bytes of a text.
package enum EncodingProblem: Sendable, Equatable {
  /// Another encoding, by its name; recognised by its byte order mark or its NUL bytes.
  case otherEncoding(name: String, span: ByteSpan)

  /// Bytes that are not UTF-8: the first such place, and how many more there are.
  case invalidUTF8(span: ByteSpan, further: Int)

  /// A character that YAML forbids (YAML 1.2.2, section 5.1).
  case forbiddenCharacter(Unicode.Scalar, span: ByteSpan)
}

/// What libyaml says of a text that is not YAML.
package struct SyntaxProblem: Sendable, Equatable {
  /// What can be told apart beyond libyaml's own words.
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

/// A limit and the place where it is passed.
package enum LimitProblem: Sendable, Equatable {
  /// The source is larger than ``YAMLLimits/sourceSize``.
  case sourceSize
  /// A collection opens on the level behind ``YAMLLimits/depth``.
  case depth(span: ByteSpan)
  /// An alias whose target reaches below ``YAMLLimits/depth``.
  case aliasDepth(span: ByteSpan, anchor: ByteSpan)
  /// An alias with which all aliases add more than ``YAMLLimits/nodesAddedByAliases``.
  case aliasExpansion(span: ByteSpan)
  /// An alias inside the node it stands for.
  case recursiveAlias(span: ByteSpan, anchor: ByteSpan)
  /// More directives than ``YAMLLimits/directives``.
  case directives(span: ByteSpan)
  /// libyaml got no memory.
  case memory
  /// What the document is compiled to has too many rows; the key of the entry with which it does.
  case tableRows(key: NodeID)
}
