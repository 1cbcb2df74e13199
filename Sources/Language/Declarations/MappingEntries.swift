package import LocatedYAML
import SourceText

/// A key of a mapping and its value, after merging.
package struct MappingEntry: Sendable {
  /// The key, a scalar.
  package let key: NodeUse
  /// The value as written; an alias is not resolved.
  let writtenValue: NodeID
  /// The value that an alias stands for.
  package let value: NodeUse
  /// The mapping the entry is written in.
  let owner: NodeID
}

extension MappingEntry {
  /// The entry of a key that is a scalar, in a mapping of a document without aliases.
  init(usual key: NodeID, in mapping: NodeID) {
    self.init(key: NodeUse(key), writtenValue: key.next, value: NodeUse(key.next), owner: mapping)
  }
}

/// The entries of a mapping, including those that its merge keys add (the merge key type of YAML 1.1): own keys override
/// merged ones, and in a list of mappings the earlier override the later.
package struct MappingEntries: Sendable {
  /// The entries, in the order in which they were found.
  package private(set) var list: [MappingEntry] = []

  /// Whether something that might have added keys is wrong, so that no key is certainly missing.
  package private(set) var isPartial = false

  private let tree: YAMLTree
  private var table: ScalarMap?

  /// Up to this number of entries, a linear search is faster than a table.
  private static let smallest = 16

  /// No entries yet, of a mapping of this document.
  init(in tree: YAMLTree) {
    self.tree = tree
  }

  /// Reads a mapping and reports problems with its keys to `report`.
  package init(of mapping: NodeUse, in tree: YAMLTree, report: (DeclarationProblem) -> Void) {
    self.init(in: tree)
    read(mapping, report)
  }

  /// Replaces the entries with those of another mapping, in the same memory: for many small mappings.
  mutating func readAnew(_ mapping: NodeUse, report: (DeclarationProblem) -> Void) {
    list.removeAll(keepingCapacity: true)
    isPartial = false
    table = nil
    read(mapping, report)
  }

  private mutating func read(_ mapping: NodeUse, _ report: (DeclarationProblem) -> Void) {
    var merge: MappingEntry?
    if list.capacity == 0 { list.reserveCapacity(tree.childCount(of: mapping.node, upTo: .max) / 2) }
    var children = tree.children(of: mapping.node)
    while let key = children.next(), let value = children.next() {
      let resolvedKey = tree.resolve(key)
      let keyUse = NodeUse(resolvedKey, use: mapping.use ?? (key == resolvedKey ? nil : key))
      guard !tree.isFaulty(resolvedKey) else {
        isPartial = true
        continue
      }
      guard tree.shape(of: resolvedKey) == .scalar else {
        report(.wrongType(keyUse, .key, expected: .key))
        isPartial = true
        continue
      }
      let resolvedValue = tree.resolve(value)
      let valueUse = mapping.use ?? (value == resolvedValue ? nil : value)
      let entry = MappingEntry(
        key: keyUse, writtenValue: value, value: NodeUse(resolvedValue, use: valueUse), owner: mapping.node)
      if !isMergeKey(key) {
        insert(entry, report)
      } else if let merge {
        report(.duplicateKey(entry.key, first: merge.key))
      } else {
        merge = entry
      }
    }
    if let merge { readMerge(merge.value, report) }
  }

  /// A plain `<<` without a tag; quoted, tagged or through an alias it is an ordinary key.
  private func isMergeKey(_ key: NodeID) -> Bool {
    tree.shape(of: key) == .scalar && tree.textLength(of: key) == 2 && tree.style(of: key) == .plain
      && tree.tag(of: key) == .none && tree.text(of: key, equals: "<<")
  }

  private mutating func readMerge(_ value: NodeUse, _ report: (DeclarationProblem) -> Void) {
    switch tree.shape(of: value.node) {
    case _ where tree.isFaulty(value.node): isPartial = true
    case .mapping: read(value, report)
    case .sequence: for item in tree.children(of: value.node) { readMergeItem(item, use: value.use, report) }
    case .scalar, .alias: refuseMerge(value, report)
    }
  }

  private mutating func readMergeItem(_ item: NodeID, use: NodeID?, _ report: (DeclarationProblem) -> Void) {
    let resolved = tree.resolve(item)
    let place = NodeUse(resolved, use: use ?? (item == resolved ? nil : item))
    switch tree.shape(of: resolved) {
    case _ where tree.isFaulty(resolved): isPartial = true
    case .mapping: read(place, report)
    case .sequence, .scalar, .alias: refuseMerge(place, report)
    }
  }

  private mutating func refuseMerge(_ value: NodeUse, _ report: (DeclarationProblem) -> Void) {
    isPartial = true
    report(.wrongType(value, .merge, expected: .mergeable))
  }

  private mutating func insert(_ entry: MappingEntry, _ report: (DeclarationProblem) -> Void) {
    guard let earlier = position(ofKeyLike: entry.key.node) else {
      list.append(entry)
      return
    }
    // A key of another mapping is overridden. One of the same mapping is a duplicate, unless it is the same entry, added
    // by two merges.
    let isSameMapping = list[earlier].owner == entry.owner
    guard isSameMapping, list[earlier].writtenValue != entry.writtenValue else { return }
    report(.duplicateKey(entry.key, first: list[earlier].key))
  }

  /// The index of a key with the same text in the list.
  func place(of text: NodeID) -> Int? {
    guard let table else { return firstIndex(ofKeyLike: text) }
    return table.value(of: text, in: tree)
  }

  /// The index of a key with this text in the list.
  func place(of text: UnsafeBufferPointer<UInt8>) -> Int? {
    if let table { return table.value(of: text, in: tree) }
    return list.firstIndex { entry in tree.withText(of: entry.key.node) { $0.hasSameBytes(as: text) } }
  }

  /// The index of a key that differs from this text in the case of ASCII letters.
  func place(ofCaseTwinOf text: UnsafeBufferPointer<UInt8>) -> Int? {
    if let table { return table.value(ofCaseTwinOf: text, in: tree) }
    return list.firstIndex { entry in
      tree.withText(of: entry.key.node) { $0.isCaseTwin(of: text) && !$0.hasSameBytes(as: text) }
    }
  }

  /// Whether two keys may differ only in the case of ASCII letters.
  var mayHoldCaseTwins: Bool { table?.holdsCaseTwins ?? true }

  private func firstIndex(ofKeyLike key: NodeID) -> Int? {
    list.firstIndex { tree.haveEqualText($0.key.node, key) }
  }

  /// The index of an equal key in the list; if there is none, the key is added to the table as the next one.
  private mutating func position(ofKeyLike key: NodeID) -> Int? {
    guard list.count >= Self.smallest else { return firstIndex(ofKeyLike: key) }
    if table == nil {
      var table = ScalarMap(.exact, capacity: max(list.count * 2, list.capacity))
      for (index, entry) in list.enumerated() { _ = table.insert(entry.key.node, index, in: tree) }
      self.table = table
    }
    return table?.insert(key, list.count, in: tree)
  }
}
