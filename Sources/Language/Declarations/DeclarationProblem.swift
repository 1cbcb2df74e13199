import LocatedYAML

/// A problem that makes a declaration invalid. The rule that owns it words the message.
package enum DeclarationProblem: Sendable {
  /// A key that the mapping does not have; `suggestion` is the one that was probably meant, `isFree` if it is neither in the
  /// mapping nor suggested for an earlier key.
  case unknownKey(NodeUse, in: MappingSpec, suggestion: KeySpec?, isFree: Bool)
  /// A key of the top level that was taken for the id of a server, because it is indented too far.
  case indentedRootKey(NodeUse, KeySpec)
  /// A key that the mapping already has.
  case duplicateKey(NodeUse, first: NodeUse)
  /// Required keys that are missing.
  case missingKeys([MappingSpec.Requirement], at: MissingPlace, in: MappingSpec)
  /// A value of the wrong type.
  case wrongType(NodeUse, ValueSubject, expected: ValueType)
  /// A value of the right type that is not allowed.
  case invalidValue(NodeUse, ValueSubject, ValueProblem)
  /// A string over the length of the database field for it, in UTF-16 code units.
  case valueTooLong(NodeUse, KeySpec, length: Int, limit: Int)
  /// A string that is not an id.
  case invalidID(NodeUse, of: EntryKind)
  /// An id that differs from an earlier one only in case.
  case duplicateID(NodeUse, first: NodeUse, of: EntryKind)
  /// A site called `global`.
  case reservedSiteName(NodeUse)
  /// A reference to a server that is not declared, and those that are; `removal` is where a layer removes it.
  case undefinedServer(NodeUse, declared: DeclaredServers, removal: NodeUse?)
  /// A string that is not a server name.
  case serverName(NodeUse, ServerNameProblem)
  /// A string that is not a sender domain.
  case senderDomain(NodeUse, SenderDomainProblem)
  /// A sender domain that is listed already, in this site or another.
  case duplicateSenderDomain(NodeUse, first: NodeUse)
  /// A pickup directory whose path is not absolute.
  case relativePickupDirectory(NodeUse)
  /// Something to remove that no layer below declares; `nearest` is the nearest name that one does.
  case nothingToRemove(NodeUse, RemovalSubject, nearest: String?)
  /// The host of a server comes from a later layer than its user name or password, which is at the second place.
  case inheritedCredentials(NodeUse, ServerDeclaration, credential: NodeUse, isPassword: Bool)
  /// A name that an overlay declares, and one below that it is almost equal to.
  case nearName(NodeUse, below: NodeUse, of: EntryKind)
  /// A variable that nothing expands, in the value of that key.
  case unexpandedVariable(NodeUse, key: ServerKey, VariableReference)
}

/// What is declared under an id.
package enum EntryKind: String, Sendable {
  case server, site
}

/// What a layer removes.
package enum RemovalSubject: Sendable {
  /// A server or site.
  case entry(EntryKind)
  /// A key of an entry or of `global`; in messages "`servers.primary`", "any server".
  case key(of: RemovalOwner)

  /// What has the key that is removed.
  package enum RemovalOwner: Sendable {
    /// A server or a site.
    case entry(EntryKind, id: NodeUse)
    /// The settings for mail that belongs to no site.
    case global
    /// All servers or all sites below.
    case every(EntryKind)
  }
}

/// What a wrong value should have been.
package enum ValueSubject: Sendable {
  /// The top level of a file.
  case root
  /// What is declared under the id of a server or site.
  case entry(EntryKind, id: NodeUse)
  /// The value of a key.
  case value(of: KeySpec)
  /// An entry of a list.
  case item(of: KeySpec)
  /// A mapping in a list.
  case mapping(MappingSpec)
  /// A key.
  case key
  /// The value of a `<<`.
  case merge
}

/// Where a key is missing.
package enum MissingPlace: Sendable {
  case at(NodeUse)
  case documentMarker
}

/// Why a value of the right type is not allowed.
package enum ValueProblem: Sendable {
  /// Not one of these words.
  case notOneOf([String])
  /// A language version that does not exist.
  case version
  /// An empty string.
  case empty
  /// A mapping that must not be empty.
  case emptyMapping
  /// A list that must not be empty.
  case emptyList
  /// A list with more items than this.
  case tooManyItems(Int)
  /// Not a path to a file that can be extended.
  case basePath(BasePathProblem)
  /// A control character.
  case controlCharacter(Unicode.Scalar)
  /// Keys in one mapping that exclude each other: this one, and the first.
  case excluded(KeySpec, by: KeySpec, in: MappingSpec)
  /// A number below the minimum.
  case belowMinimum(Int)
  /// `false`, although only `true` is allowed.
  case notTrue
  /// Not the name of an environment variable.
  case environmentName
  /// Not the name of a systemd credential.
  case credentialName
  /// Not an absolute path.
  case relativePath
}

/// Why a path cannot lead to a file that another one extends.
package enum BasePathProblem: Sendable {
  /// It begins with `/`, or is a path of Windows with a drive.
  case absolute
  /// It begins with `~`.
  case home
  /// It contains `\\`.
  case backslash
  /// It contains `://`.
  case url
  /// It ends with `/`.
  case folder
}
