import Language
import LocatedYAML
import SourceText

/// What the nodes of a document mean, by the table of keys: also in a document with errors.
///
/// A node that several aliases use has one part for each meaning: there are at most as many parts as nodes times the few
/// kinds of mappings.
struct Outline: Sendable {
  /// A node with a meaning.
  struct Part: Sendable {
    /// The node where it is written: never an alias.
    let node: NodeID
    /// What it means.
    let role: Role
    /// The name that it is under: the id of a server or site, or the key of the top level.
    let owner: NodeID?
  }

  /// What a node means.
  enum Role: Sendable {
    /// A key of a mapping.
    case key(KeySpec, MappingSpec)
    /// The id of a server or the name of a site that is declared.
    case declaration(EntryKind)
    /// The value of a key.
    case value(KeySpec)
    /// An item of a list, or the only one that is written without a list.
    case item(KeySpec)
  }

  /// A place where a server or a site is named.
  struct Occurrence: Sendable {
    /// Whether it is a server or a site.
    let kind: EntryKind
    /// The name.
    let name: String
    /// Where it is written.
    let node: NodeID
    /// Whether it is declared there.
    let isDeclaration: Bool
  }

  /// The document.
  let tree: YAMLTree
  /// The nodes with a meaning, in the order in which they were found.
  private(set) var parts: [Part] = []
  /// The names of servers and sites, each place once.
  private(set) var occurrences: [Occurrence] = []
  /// For each node its first part.
  private var places: [NodeID: Int] = [:]
  private var named = Set<NodeID>()
  private var visited = Set<Visit>()

  private struct Visit: Hashable {
    let node: NodeID
    let specification: ObjectIdentifier
  }

  /// Reads a document whose top level is of this kind.
  init(_ tree: YAMLTree, _ specification: MappingSpec) {
    self.tree = tree
    if let root = tree.root { readMapping(tree.resolve(root), specification, owner: nil) }
    visited = []
  }

  /// The part of a node; nil if it has no meaning.
  func part(of node: NodeID) -> Part? { places[node].map { parts[$0] } }

  /// The part at an offset; the end of a scalar belongs to it, because the cursor is there after typing it.
  func part(at offset: Int) -> Part? {
    guard let node = node(at: offset) ?? (offset > 0 ? node(at: offset - 1) : nil) else { return nil }
    return part(of: node)
  }

  private func node(at offset: Int) -> NodeID? {
    tree.node(at: offset).flatMap { node in
      let resolved = tree.resolve(node)
      return tree.shape(of: resolved) == .scalar ? resolved : nil
    }
  }

  /// The occurrence at an offset.
  func occurrence(at offset: Int) -> Occurrence? {
    guard let node = node(at: offset) ?? (offset > 0 ? node(at: offset - 1) : nil) else { return nil }
    return occurrences.first { $0.node == node }
  }

  /// The nodes that are also used for something else than the name of a server, or of a site, through aliases.
  func otherUses(than kind: EntryKind) -> Set<NodeID> {
    guard tree.hasAliases else { return [] }
    return Set(parts.filter { !isName($0.role, of: kind) }.map(\.node))
  }

  private func isName(_ role: Role, of kind: EntryKind) -> Bool {
    switch role {
    case .declaration(let declared): return declared == kind
    case .item(let key), .value(let key):
      if case .serverOrNull = key.type { return kind == .server }
      if case .entry(kind)? = key.type.string?.names { return true }
      return false
    case .key: return false
    }
  }

  // MARK: Reading

  private mutating func add(_ node: NodeID, _ role: Role, owner: NodeID?) {
    if places[node] == nil { places[node] = parts.count }
    parts.append(Part(node: node, role: role, owner: owner))
    switch role {
    case .declaration(let kind): name(kind, node, isDeclaration: true)
    case .item(let key), .value(let key):
      if case .serverOrNull = key.type { name(.server, node, isDeclaration: false) }
      if case .item = role, case .entry(let kind)? = key.type.string?.names { name(kind, node, isDeclaration: false) }
    case .key: break
    }
  }

  private mutating func name(_ kind: EntryKind, _ node: NodeID, isDeclaration: Bool) {
    guard tree.shape(of: node) == .scalar, isDeclaration || tree.isString(node), named.insert(node).inserted else {
      return
    }
    let text = tree.text(of: node)
    let isGlobal = kind == .site && !isDeclaration && text.lowercased() == EntryID.reservedSiteName
    if !isGlobal { occurrences.append(Occurrence(kind: kind, name: text, node: node, isDeclaration: isDeclaration)) }
  }

  private func isMerge(_ key: NodeID) -> Bool {
    tree.shape(of: key) == .scalar && tree.style(of: key) == .plain && tree.text(of: key, equals: "<<")
  }

  /// Calls a function with each key and value of a mapping, aliases resolved.
  private func forEachEntry(of mapping: NodeID, _ body: (_ key: NodeID, _ value: NodeID) -> Void) {
    guard tree.shape(of: mapping) == .mapping else { return }
    var children = tree.children(of: mapping)
    while let key = children.next(), let value = children.next() { body(tree.resolve(key), tree.resolve(value)) }
  }

  /// The mappings that a merge key adds.
  private func merged(_ value: NodeID) -> [NodeID] {
    tree.shape(of: value) == .sequence ? tree.children(of: value).map { tree.resolve($0) } : [value]
  }

  private mutating func readMapping(_ mapping: NodeID, _ specification: MappingSpec, owner: NodeID?) {
    guard visited.insert(Visit(node: mapping, specification: ObjectIdentifier(specification))).inserted else { return }
    var entries: [(NodeID, NodeID)] = []
    forEachEntry(of: mapping) { entries.append(($0, $1)) }
    for (key, value) in entries {
      if isMerge(key) {
        for part in merged(value) { readMapping(part, specification, owner: owner) }
      } else if let spec = specification.key(tree.text(of: key)) {
        add(key, .key(spec, specification), owner: owner)
        readValue(value, spec, owner: owner ?? key)
      }
    }
  }

  private mutating func readValue(_ value: NodeID, _ key: KeySpec, owner: NodeID) {
    add(value, .value(key), owner: owner)
    // All sites may share one list.
    if tree.shape(of: value) == .sequence,
      !visited.insert(Visit(node: value, specification: ObjectIdentifier(key))).inserted
    {
      return
    }
    switch key.type {
    case .mapping(let specification), .stringOrReference(_, let specification):
      readMapping(value, specification, owner: owner)
    case .entries(let kind, let specification): readEntries(value, kind, specification)
    case .items(let specification, _):
      guard tree.shape(of: value) == .sequence else { return }
      for item in tree.children(of: value).map({ tree.resolve($0) }) { readMapping(item, specification, owner: owner) }
    case .list, .oneOrMore, .paths, .keyNames, .string:
      if tree.shape(of: value) == .sequence {
        for item in tree.children(of: value).map({ tree.resolve($0) }) { add(item, .item(key), owner: owner) }
      } else {
        add(value, .item(key), owner: owner)
      }
    case .serverOrNull, .word, .boolean, .flag, .wholeNumber, .version, .mergeable, .key: break
    }
  }

  private mutating func readEntries(_ mapping: NodeID, _ kind: EntryKind, _ specification: MappingSpec) {
    guard visited.insert(Visit(node: mapping, specification: ObjectIdentifier(specification))).inserted else { return }
    var entries: [(NodeID, NodeID)] = []
    forEachEntry(of: mapping) { entries.append(($0, $1)) }
    for (key, value) in entries {
      if isMerge(key) {
        for part in merged(value) { readEntries(part, kind, specification) }
      } else if tree.text(of: key, equals: "*") {
        readMapping(value, kind == .server ? .everyServer : .everySite, owner: key)
      } else {
        add(key, .declaration(kind), owner: key)
        readMapping(value, specification, owner: key)
      }
    }
  }
}
