import LocatedYAML

/// Something that keeps a declaration from meaning anything; the rule that owns it words it.
package enum DeclarationProblem: Sendable {
  /// A key that the mapping does not take; `suggestion` is the one that was probably meant, `isFree` where it is neither
  /// in the mapping nor suggested for an earlier key.
  case unknownKey(NodeUse, in: Container, suggestion: String?, isFree: Bool)
  /// A key of the top level that was taken for the id of a server, because it is indented too far.
  case indentedRootKey(NodeUse, RootKey)
  /// A key that stands in the mapping already.
  case duplicateKey(NodeUse, first: NodeUse)
  /// Keys that must be there: `alternatives` of which one is enough, for each.
  case missingKeys([String], at: MissingPlace, in: Container)
  /// A value of the wrong kind.
  case wrongType(NodeUse, key: String, expected: ExpectedType)
  /// A value of the right kind that is not allowed.
  case invalidValue(NodeUse, key: String, ValueProblem)
  /// A text over the length of the product's field, in UTF-16 code units.
  case valueTooLong(NodeUse, key: String, length: Int, limit: Int)
  /// A text that is no id.
  case invalidID(NodeUse, of: EntryKind)
  /// An id that differs from an earlier one in case alone.
  case duplicateID(NodeUse, first: NodeUse, of: EntryKind)
  /// A site called `global`.
  case reservedSiteName(NodeUse)
  /// A reference to a server that is not declared, and those that are.
  case undefinedServer(NodeUse, declared: DeclaredServers)
  /// A server name that is none.
  case serverName(NodeUse, ServerNameProblem)
  /// A pickup directory whose path is not absolute.
  case relativePickupDirectory(NodeUse)
  /// A variable that nothing expands, in the value of that key.
  case unexpandedVariable(NodeUse, key: ServerKey, VariableReference)
}

/// The kinds of mapping that the language has.
package enum Container: Sendable {
  case document, server, global, site, username, password

  /// What the mapping is called in a message.
  package var description: String {
    switch self {
    case .document: "the document"
    case .server: "a server"
    case .global: "`global`"
    case .site: "a site"
    case .username: "a user name"
    case .password: "a password"
    }
  }

  /// All keys the mapping takes.
  package var keys: [String] {
    switch self {
    case .document: RootKey.allCases.map(\.rawValue)
    case .server: ServerKey.allCases.map(\.rawValue)
    case .global, .site: ScopeKey.allCases.map(\.rawValue)
    case .username, .password: ReferenceKey.allCases.map(\.rawValue)
    }
  }
}

/// What is declared under an id.
package enum EntryKind: String, Sendable {
  case server, site
}

/// Where a key is missing.
package enum MissingPlace: Sendable {
  case at(NodeUse)
  case documentMarker
}

/// What a value should have been.
package enum ExpectedType: Sendable, Equatable {
  case mapping, list, string, boolean, integer
  /// The mapping of a server or site.
  case entry(EntryKind)
  /// One of a few words.
  case word([String])
  /// A server id, or null.
  case serverOrNull
  /// A string, or a mapping with one of ``ReferenceKey``.
  case stringOrReference
  /// A mapping, or a list of mappings, to merge.
  case mergeable
  /// A key that is a text.
  case key
}

/// Why a value of the right kind is not allowed.
package enum ValueProblem: Sendable, Equatable {
  /// Not one of these words.
  case notOneOf([String])
  /// A language version that does not exist.
  case version
  /// A text without any character.
  case empty
  /// A mapping that must hold something.
  case emptyMapping
  /// A control character.
  case controlCharacter(Unicode.Scalar)
  /// Several places in which a user name or password is kept.
  case severalSources
  /// Not the name of an environment variable.
  case environmentName
  /// Not the name of a systemd credential.
  case credentialName
  /// Not an absolute path.
  case relativePath
}
