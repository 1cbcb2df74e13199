package import LocatedYAML
import SourceText

/// What one file declares, errors included: what is wrong is absent or marked.
package struct Layer: Sendable {
  /// The document.
  package let tree: YAMLTree
  /// What the file is for.
  package internal(set) var kind = Kind.complete
  /// The paths of the files that it extends, in the order written; without those that are wrong.
  package internal(set) var bases: [NodeUse] = []
  /// Whether it is known which files it extends.
  package internal(set) var knowsBases = true
  /// Where the version is written.
  package internal(set) var version: NodeUse?
  /// The key `partial`, if the file is partial.
  package internal(set) var partialKey: NodeUse?

  /// Declared by name, in the order written.
  var servers = LayerEntries<ServerDeclaration, ServerKey>()
  var sites = LayerEntries<ScopeDeclaration, ScopeKey>()
  var global: ScopeDeclaration?
  /// What `global` takes away from the one below.
  var globalRemovals: [KeyRemoval<ScopeKey>] = []
  /// The lists of `global` and all sites, one after the other.
  var assignments: [Assignment] = []
  /// The sender domains of all sites, in the order of the sites. Most sites have none, so sites do not store lists.
  var senderDomains: [SenderDomainDeclaration] = []
  /// Where lists are written; empty unless that was asked for, because there may be a million of them.
  var lists: [ListKey: NodeUse] = [:]
  /// Whether a server is named that the file does not declare.
  var hasUndeclaredServers = false
  /// The document's first key.
  var firstKey: NodeUse?
  /// Where missing keys of the top level are reported.
  var placeOfMissingKeys: MissingPlace?
  /// The keys that are certainly not at the top level.
  var missing = KeySet<RootKey>()
  /// Whether the file has `global` or `sites`.
  var hasScopes = false
  /// Whether all servers could be read, so that it is certain which ones the file declares.
  var knowsServers = true
  /// Whether it is certain what the file says about `global`.
  var knowsGlobal = true
  /// Whether it is certain which sites the file declares.
  var knowsSites = true

  init(tree: YAMLTree) {
    self.tree = tree
  }

  /// What a file is for.
  package enum Kind: Sendable {
    /// A configuration of its own.
    case complete
    /// A configuration that extends others.
    case overlay
    /// Only there to be extended.
    case partial
  }

  /// Whether the file can say something about those below it.
  var isLayer: Bool { kind != .complete }
}

/// The servers or sites that one file declares.
struct LayerEntries<Entry: Sendable, Key: Sendable>: Sendable {
  /// The declared entries, in the order written.
  var list: [Entry] = []
  /// The entry that applies to all entries below.
  var every: Every?
  /// The names that the file takes away from below.
  var removed: [NodeUse] = []
  /// The keys that entries take away from those below, in the order of the entries.
  var removals: [(entry: Int, removal: KeyRemoval<Key>)] = []
  /// The declared names; nil if there are none.
  var names: EntryNames?

  /// What applies to all entries below.
  struct Every: Sendable {
    let entry: Entry
    let removals: [KeyRemoval<Key>]
  }
}

/// A list of a site or `global`.
struct ListKey: Hashable, Sendable {
  /// The key that the site or `global` is declared under.
  let scope: NodeID
  /// The key of the list.
  let key: ScopeKey
}

/// A key of an entry that a file takes away, and where it says so.
struct KeyRemoval<Key: Sendable>: Sendable {
  let key: Key
  let item: NodeUse
}

/// The names that a file declares: an object, because they are asked for every name in every list, and a copy of what a
/// structure refers to costs as much as the answer.
final class EntryNames: Sendable {
  /// The entries of which these are the keys; none if they are read again.
  private let entries: MappingEntries
  /// The entries, which are read again if a name is asked for; nil if they are kept.
  private let entriesReadAgain: LazyShared<MappingEntries>?
  /// The index of the entry `"*"`, which is not among the declared ones.
  private let every: Int?

  /// The keys of entries that are kept.
  init(_ entries: MappingEntries, every: Int?) {
    self.entries = entries
    entriesReadAgain = nil
    self.every = every
  }

  /// The keys of a mapping, which is read again if a name is asked for.
  init(of mapping: NodeUse, in tree: YAMLTree, every: Int?) {
    entries = MappingEntries(in: tree)
    entriesReadAgain = LazyShared { MappingEntries(of: mapping, in: tree) { _ in } }
    self.every = every
  }

  /// The index of a declared name of the same document.
  func index(of name: NodeID) -> Int? {
    let place =
      if let entriesReadAgain { entriesReadAgain.value.place(of: name) } else { entries.place(of: name) }
    guard let place else { return nil }
    return declared(place)
  }

  /// The index of a declared name with the same text. Takes constant time.
  func index(of text: UnsafeBufferPointer<UInt8>) -> Int? {
    (entriesReadAgain?.value ?? entries).place(of: text).flatMap(declared)
  }

  /// The index of a declared name that differs from a text in the case of ASCII letters. Takes constant time.
  func index(ofCaseTwinOf text: UnsafeBufferPointer<UInt8>) -> Int? {
    (entriesReadAgain?.value ?? entries).place(ofCaseTwinOf: text).flatMap(declared)
  }

  private func declared(_ place: Int) -> Int? {
    guard let every, place >= every else { return place }
    return place == every ? nil : place - 1
  }
}
