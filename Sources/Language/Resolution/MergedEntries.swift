import LocatedYAML
import SourceText

/// The servers or sites of several layers.
///
/// A name has a slot for good, so that what refers to it need not be changed; which names are declared in the end, and in
/// which order, is kept beside the slots.
struct MergedEntries<Entry: Sendable>: Sendable {
  /// The entries by their slots, also those that were removed.
  private(set) var slots: [Entry]
  /// Where entries that are not declared any more were removed, by their slots.
  private(set) var removals: [Int: NodeUse] = [:]
  /// The slots in the order of the entries; nil for the order of the slots.
  private var order: [Int]?
  /// The names of each layer so far.
  private var layers: [LayerNames]

  /// The names that a layer declares.
  private struct LayerNames: Sendable {
    let names: EntryNames
    /// The slot of each; nil if they are the indices themselves.
    let slots: [Int]?
  }

  /// The entries of the lowest layer.
  init(_ entries: [Entry], _ names: EntryNames?) {
    slots = entries
    layers = names.map { [LayerNames(names: $0, slots: nil)] } ?? []
  }

  /// Whether the entry in a slot is still declared.
  func isDeclared(_ slot: Int) -> Bool { removals.isEmpty || removals[slot] == nil }

  /// The declared entry in a slot; nil if there is none.
  func entry(in slot: Int) -> Entry? { slot < slots.count && isDeclared(slot) ? slots[slot] : nil }

  /// The slots of the declared entries, in their order; nil if that is all slots, in the order of the slots.
  var declared: [Int]? {
    if removals.isEmpty { return order }
    return (order ?? Array(slots.indices)).filter(isDeclared)
  }

  /// The same; never nil.
  var declaredSlots: [Int] { declared ?? Array(slots.indices) }

  /// The declared entries, in their order.
  var declaredEntries: [Entry] { declared.map { slots in slots.map { self.slots[$0] } } ?? slots }

  /// The slot of a name, whether or not it is still declared. Takes time in proportion to the number of layers.
  func slot(of text: UnsafeBufferPointer<UInt8>) -> Int? {
    for layer in layers.reversed() {
      if let index = layer.names.index(of: text) { return layer.slots?[index] ?? index }
    }
    return nil
  }

  /// The slot of a declared name that differs from a text in the case of ASCII letters.
  private func slot(ofCaseTwinOf text: UnsafeBufferPointer<UInt8>) -> Int? {
    for layer in layers.reversed() {
      guard let index = layer.names.index(ofCaseTwinOf: text) else { continue }
      let slot = layer.slots?[index] ?? index
      if isDeclared(slot) { return slot }
    }
    return nil
  }

  /// How an entry of a layer relates to those below.
  private enum Relation {
    /// There was never one of that name.
    case new
    /// It changes the one in the slot.
    case changes(Int)
    /// The same layer removed the one in the slot, so it takes its place.
    case replaces(Int)
    /// An earlier layer removed the one in the slot, so it goes to the end.
    case returns(Int)
  }

  private func relation(of text: UnsafeBufferPointer<UInt8>, removed: Set<Int>) -> Relation {
    guard let slot = slot(of: text) else { return .new }
    if removed.contains(slot) { return .replaces(slot) }
    return isDeclared(slot) ? .changes(slot) : .returns(slot)
  }
}

/// A layer that is put on others.
struct LayerAddition {
  /// What the layer declares.
  let layer: Layer
  /// The documents of the layers so far, and its own.
  let documents: YAMLDocuments
  /// Called with each problem.
  let report: (DeclarationProblem) -> Void

  var tree: YAMLTree { layer.tree }
}

// The lowest layer needs nothing of this.
extension MergedEntries where Entry: LayeredEntry {
  /// What became of the entries of a layer.
  struct Outcome {
    /// The slot of each entry, in the order written.
    fileprivate(set) var slots: [Int] = []
    /// The slots that the layer removed, whether or not it declared them again.
    fileprivate(set) var removed = Set<Int>()
    /// The slots of entries that go to the end, in their order.
    fileprivate var last: [Int] = []
  }

  /// Puts the entries of a layer on those below: first it removes names, then it changes every entry, then those that it
  /// names.
  ///
  /// - Parameters:
  ///   - entries: The entries.
  ///   - addition: The layer.
  ///   - changed: Called with each slot that the layer changes by name, and the entry as it was before.
  /// - Returns: What became of the entries.
  mutating func add(
    _ entries: LayerEntries<Entry, Entry.Key>, of addition: LayerAddition,
    changed: (_ slot: Int, _ before: Entry, _ by: Entry) -> Void = { _, _, _ in }
  ) -> Outcome {
    var outcome = Outcome()
    outcome.removed = remove(entries.removed, of: addition)
    // What every entry loses was there.
    let below = entries.every == nil ? nil : slots
    if let every = entries.every { changeAll(every, of: addition) }
    let oldCount = slots.count
    var comparison = NameComparison(self, in: addition.documents)
    var removals = entries.removals[...]
    for (index, entry) in entries.list.enumerated() {
      let own = removals.prefix { $0.entry == index }.map(\.removal)
      removals = removals.dropFirst(own.count)
      let relation = addition.tree.withText(of: entry.name.node) { self.relation(of: $0, removed: outcome.removed) }
      reportName(of: entry, relation, &comparison, addition)
      if case .changes(let slot) = relation {
        let before = slots[slot]
        reportMissing(own, in: [below?[slot], before].compactMap { $0 }, named: entry.name, of: addition)
        slots[slot].change(by: entry, without: own, in: addition.tree)
        slots[slot].name = entry.name
        changed(slot, before, entry)
        outcome.slots.append(slot)
      } else {
        reportMissing(own, in: [], named: entry.name, of: addition)
        place(entry, relation, &outcome)
      }
    }
    if order != nil || outcome.last.contains(where: { $0 < oldCount }) {
      let moved = Set(outcome.last)
      order = (order ?? Array(0..<oldCount)).filter { !moved.contains($0) } + outcome.last
    }
    if let names = entries.names { layers.append(LayerNames(names: names, slots: outcome.slots)) }
    return outcome
  }

  /// Puts an entry that changes none in its slot.
  private mutating func place(_ entry: Entry, _ relation: Relation, _ outcome: inout Outcome) {
    switch relation {
    case .replaces(let slot), .changes(let slot), .returns(let slot):
      slots[slot] = entry
      removals[slot] = nil
      outcome.slots.append(slot)
      if case .returns = relation { outcome.last.append(slot) }
    case .new:
      outcome.slots.append(slots.count)
      outcome.last.append(slots.count)
      slots.append(entry)
    }
  }

  /// Reports that a name is almost that of an entry below.
  private func reportName(
    of entry: Entry, _ relation: Relation, _ comparison: inout NameComparison<Entry>, _ addition: LayerAddition
  ) {
    switch relation {
    case .changes, .replaces: break
    case .returns: reportTwin(of: entry.name, of: addition)
    case .new:
      if !reportTwin(of: entry.name, of: addition), addition.layer.kind == .overlay {
        comparison.compare(entry.name, Entry.kind, addition.report)
      }
    }
  }

  /// Removes entries by name, and returns their slots.
  private mutating func remove(_ names: [NodeUse], of addition: LayerAddition) -> Set<Int> {
    var removed = Set<Int>()
    // Many wrong names times many declared ones would take too long.
    var suggestions = Self.mostSuggestions
    for place in names {
      let slot = addition.tree.withText(of: place.node) { self.slot(of: $0) }
      if let slot, removed.contains(slot) { continue }
      guard let slot, isDeclared(slot) else {
        suggestions -= 1
        let nearest = suggestions < 0 ? nil : nearest(to: place, addition.documents)
        addition.report(.nothingToRemove(place, .entry(Entry.kind), nearest: nearest))
        continue
      }
      removals[slot] = place
      removed.insert(slot)
    }
    return removed
  }

  private static var mostSuggestions: Int { 100 }

  /// The declared name that is nearest to another; compared with only so many that a wrong name costs little.
  private func nearest(to place: NodeUse, _ documents: YAMLDocuments) -> String? {
    guard documents.withText(of: place.node, EntryID.isValid) else { return nil }
    let declared = slots.indices.lazy.filter(isDeclared).prefix(SuggestionIndex.mostCompared)
    return Suggestion.nearest(
      to: documents.text(of: place.node), among: declared.map { documents.text(of: slots[$0].name.node) })
  }

  private mutating func changeAll(_ every: LayerEntries<Entry, Entry.Key>.Every, of addition: LayerAddition) {
    // A key may be listed many times, and there may be many entries.
    var keys = KeySet<Entry.Key>()
    let removals = every.removals.filter { removal in
      defer { keys.insert(removal.key) }
      return !keys.contains(removal.key)
    }
    var found = KeySet<Entry.Key>()
    var isAny = false
    for slot in slots.indices where isDeclared(slot) {
      isAny = true
      for removal in removals where !slots[slot].lacks(removal.key) { found.insert(removal.key) }
      slots[slot].change(by: every.entry, without: removals, in: addition.tree)
    }
    guard isAny else { return }
    for removal in every.removals where !found.contains(removal.key) {
      addition.report(.nothingToRemove(removal.item, .key(of: .every(Entry.kind)), nearest: nil))
    }
  }

  /// Reports the keys to remove that an entry has neither below nor after what the layer says about every entry.
  private func reportMissing(
    _ removals: [KeyRemoval<Entry.Key>], in entries: [Entry], named name: NodeUse, of addition: LayerAddition
  ) {
    for removal in removals where entries.allSatisfy({ $0.lacks(removal.key) }) {
      addition.report(
        .nothingToRemove(
          removal.item, .key(of: .entry(Entry.kind, id: name)),
          nearest: removal.key.nearest(among: entries.first?.presentKeys ?? [])))
    }
  }

  /// Reports that a name differs only in case from one below; false if there is none.
  @discardableResult
  private func reportTwin(of name: NodeUse, of addition: LayerAddition) -> Bool {
    guard let twin = addition.tree.withText(of: name.node, { slot(ofCaseTwinOf: $0) }) else { return false }
    addition.report(.duplicateID(name, first: slots[twin].name, of: Entry.kind))
    return true
  }
}

extension DeclarationKey {
  /// The key that was probably meant instead of this one, among those that are there.
  func nearest(among present: [Self]) -> String? { Suggestion.nearest(to: name, among: present.map(\.name)) }
}

/// Compares new names with those below, which are read at the first comparison.
private struct NameComparison<Entry: LayeredEntry> {
  private let below: MergedEntries<Entry>
  private let documents: YAMLDocuments
  private var known: (names: NearWords, slots: [Int])?
  /// How many pairs of names are left, and how many steps of comparisons: many new names times many below would take too
  /// long.
  private var (pairs, steps) = (20_000_000, 200_000_000)

  init(_ below: MergedEntries<Entry>, in documents: YAMLDocuments) {
    self.below = below
    self.documents = documents
  }

  /// Reports a name that is almost equal to one below.
  mutating func compare(_ name: NodeUse, _ kind: EntryKind, _ report: (DeclarationProblem) -> Void) {
    pairs -= below.slots.count
    guard pairs >= 0 else { return }
    let known = known ?? namesBelow
    self.known = known
    let text = documents.text(of: name.node)
    let near = known.names.first(near: text, within: Suggestion.bound(for: text), steps: &steps)
    if let near { report(.nearName(name, below: below.slots[known.slots[near]].name, of: kind)) }
  }

  private var namesBelow: (names: NearWords, slots: [Int]) {
    let slots = below.slots.indices.filter(below.isDeclared)
    return (NearWords(slots.map { documents.text(of: below.slots[$0].name.node) }), slots)
  }
}
