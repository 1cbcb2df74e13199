import Diagnostics
import Language
import LocatedYAML
import SourceText

/// The kinds of mapping that files of expectations have.
enum FieldContainer {
  case document, test, expectation, invariant

  /// What the mapping is called in a message.
  var words: String {
    switch self {
    case .document: "a file of expectations"
    case .test: "a test"
    case .expectation: "`expect`"
    case .invariant: "an invariant"
    }
  }

  /// An example of one.
  var example: String {
    switch self {
    case .document: "the file begins with `version: 1`, and `tests` and `invariants` stand in the same column"
    case .test: "a test looks like this: `- { site: shop, busy: [primary], expect: { server: bulk } }`"
    case .expectation: "write `expect: { server: NAME }`; or `chain`, `outcome`, `never`"
    case .invariant: "an invariant looks like this: `- noSiteUses: legacy`"
    }
  }
}

/// The values of a mapping by their keys.
struct Fields<Key: DeclarationKey> {
  fileprivate(set) var values: [Key: NodeUse] = [:]
  fileprivate(set) var firstKey: NodeUse?
  /// Whether there are keys that it does not take.
  fileprivate(set) var hasUnknown = false
  /// Whether keys may be missing because a merge is wrong.
  fileprivate(set) var isPartial = false
  /// The keys that unknown ones may have meant.
  fileprivate(set) var doubtful: Set<Key> = []

  subscript(key: Key) -> NodeUse? { values[key] }

  /// Whether the key is not there, and nothing else in the mapping may have been meant for it.
  func isMissing(_ key: Key) -> Bool { values[key] == nil && !doubtful.contains(key) && !isPartial }
}

/// Reads mappings, lists and scalars, and reports the one thing that is wrong with each that is not what it should be.
struct FieldReader {
  private let problems: Problems
  private var tree: YAMLTree { problems.tree }

  init(_ problems: Problems) {
    self.problems = problems
  }

  func nodeUse(_ written: NodeID, use: NodeID? = nil) -> NodeUse {
    let resolved = tree.resolve(written)
    return NodeUse(resolved, use: use ?? (written == resolved ? nil : written))
  }

  // MARK: Mappings

  /// The fields of a mapping; nil where it is none.
  func fields<Key: DeclarationKey>(
    of place: NodeUse, _ type: Key.Type, in container: FieldContainer
  ) -> Fields<Key>? {
    guard !tree.isFaulty(place.node) else { return nil }
    guard tree.shape(of: place.node) == .mapping || isNothing(place) else {
      problems.report(
        "wrong-type", at: place, "\(container.words) must be a mapping, not \(found(place))", caption: sort(place),
        help: help(for: place, container))
      return nil
    }
    let entries = MappingEntries(of: place, in: tree, report: report)
    var fields = Fields<Key>()
    var unknown: [NodeUse] = []
    fields.firstKey = tree.firstChild(of: place.node).map { nodeUse($0, use: place.use) }
    fields.isPartial = entries.isPartial
    for entry in entries.list {
      let key: Key? = tree.withText(of: entry.key.node) { Key.named($0) }
      if let key {
        fields.values[key] = entry.value
      } else if container != .document || !tree.text(of: entry.key.node).hasPrefix("x-") {
        unknown.append(entry.key)
      }
    }
    for key in unknown { reportUnknown(key, in: container, &fields) }
    return fields
  }

  /// A sentence may be meant for one of the laws.
  private func help(for place: NodeUse, _ container: FieldContainer) -> String {
    let text = tree.text(of: place.node).lowercased()
    guard container == .invariant, !text.isEmpty else { return container.example }
    if text.contains("surviv") { return "write it as a key: `- everySiteSurvivesLossOf: 1`" }
    if text.contains("end") { return "write it as a key: `- everyChainEndsIn: NAME`" }
    return text.contains("use") ? "write it as a key: `- noSiteUses: NAME`" : container.example
  }

  private func reportUnknown<Key: DeclarationKey>(
    _ key: NodeUse, in container: FieldContainer, _ fields: inout Fields<Key>
  ) {
    let text = tree.text(of: key.node)
    let meant = Key.suggestion(for: text)
    let suggestion = meant?.rawValue
    // A key that is there already, or was suggested for another, cannot be put in its place.
    let isFree = meant.map { fields.values[$0] == nil && !fields.doubtful.contains($0) } ?? false
    let isMisspelt = suggestion.map { Suggestion.distance(text, $0, atMost: text.count < 6 ? 1 : 2) != nil } ?? false
    fields.hasUnknown = true
    if let meant { fields.doubtful.insert(meant) }
    let keys = Key.allCases.map(\.rawValue).listed("and")
    problems.report(
      "unknown-key", at: key, "unknown key `\(problems.shown(key))` in \(container.words)",
      caption: suggestion.map { "did you mean `\($0)`?" } ?? "\(container.words) has no such key",
      help: Self.home(of: text, outside: container) ?? "\(container.words) takes \(keys)",
      fixes: suggestion.map { isMisspelt && isFree ? problems.replacement(of: key, with: $0) : [] } ?? [])
  }

  /// Where a key of the language belongs that stands in the wrong mapping.
  private static func home(of text: String, outside container: FieldContainer) -> String? {
    if container != .expectation, ExpectationKey(rawValue: text) != nil {
      return "what is expected stands below `expect`: `expect: { \(text): … }`"
    }
    if container != .test, TestKey(rawValue: text) != nil {
      return "`\(text)` is a key of a test: is the indentation right?"
    }
    if container != .invariant, InvariantKey(rawValue: text) != nil {
      return "`\(text)` is a key of an invariant: is the indentation right?"
    }
    return container != .document && DocumentKey(rawValue: text) != nil
      ? "`\(text)` is a key of the top level: is the indentation right?" : nil
  }

  /// What reading the entries of a mapping finds is what is wrong with its keys.
  private func report(_ problem: DeclarationProblem) {
    switch problem {
    case .duplicateKey(let key, let first):
      problems.report(
        "duplicate-key", at: key, "the key `\(problems.shown(key))` stands here twice", caption: "again",
        labels: [Label(tree.place(of: first.node), "first here")], help: "keep one of the two")
    case .wrongType(let place, _, .mergeable):
      problems.report(
        "wrong-type", at: place, "only a mapping can be merged, not \(found(place))", caption: sort(place),
        help: "merge a mapping by its alias, `<<: *name`, or several, `<<: [*first, *second]`")
    case .wrongType(let place, _, _):
      problems.report(
        "wrong-type", at: place, "a key must be a string, not \(found(place))", caption: sort(place),
        help: "a text that begins with `[` or `{` needs quotes")
    default: break
    }
  }

  // MARK: Lists

  /// The items of a list of mappings.
  func items(_ value: NodeUse, key: String, of noun: String) -> [NodeUse] {
    guard !tree.isFaulty(value.node) else { return [] }
    if tree.shape(of: value.node) == .sequence {
      return tree.children(of: value.node).map { nodeUse($0, use: value.use) }
    }
    if !isNothing(value) {
      problems.report(
        "wrong-type", at: value, "`\(key)` must be a list, not \(found(value))", caption: sort(value),
        help: "write each of the \(noun) with a `-` in front")
    }
    return []
  }

  /// One text, or a list of texts; nil where anything in it is wrong.
  func texts(_ value: NodeUse, key: String) -> [Located<String>]? {
    guard !tree.isFaulty(value.node) else { return nil }
    switch tree.shape(of: value.node) {
    case .sequence:
      let items = tree.children(of: value.node).map {
        text(nodeUse($0, use: value.use), key: key, expected: "a name", isItem: true)
      }
      let texts = items.compactMap { $0 }
      return texts.count == items.count ? texts : nil
    case .scalar where isNothing(value): return []
    case .scalar, .mapping, .alias:
      return text(value, key: key, expected: "a name, or a list of names").map { [$0] }
    }
  }

  // MARK: Scalars

  /// A string with at least one character; nil where it is something else.
  func text(_ value: NodeUse, key: String, expected: String, isItem: Bool = false) -> Located<String>? {
    guard !tree.isFaulty(value.node) else { return nil }
    let subject = isItem ? "an entry of `\(key)`" : "`\(key)`"
    guard tree.shape(of: value.node) == .scalar, tree.value(of: value.node) == .string else {
      let canBeQuoted = tree.shape(of: value.node) == .scalar && !isNothing(value)
      problems.report(
        "wrong-type", at: value, "\(subject) must be \(expected), not \(found(value))",
        caption: canBeQuoted ? "needs quotes" : sort(value),
        help: canBeQuoted ? "in quotes it is a string: `\"\(problems.shown(value))\"`" : "write \(expected)")
      return nil
    }
    let text = tree.text(of: value.node)
    if !text.isEmpty { return problems.located(text, at: value) }
    problems.report(
      "invalid-value", at: value, "\(subject) is empty", caption: "nothing stands here", help: "write \(expected)")
    return nil
  }

  func boolean(_ value: NodeUse, key: String) -> Bool? {
    guard !tree.isFaulty(value.node) else { return nil }
    if tree.shape(of: value.node) == .scalar, case .boolean(let flag) = tree.value(of: value.node) { return flag }
    problems.report(
      "wrong-type", at: value, "`\(key)` must be `true`, not \(found(value))", caption: "write `true`",
      help: "nothing but `true` and `false` is a boolean in YAML 1.2")
    return nil
  }

  func integer(_ value: NodeUse, key: String) -> Located<Int>? {
    guard !tree.isFaulty(value.node) else { return nil }
    if tree.shape(of: value.node) == .scalar, case .integer(let number?) = tree.value(of: value.node) {
      return problems.located(number, at: value)
    }
    problems.report(
      "wrong-type", at: value, "`\(key)` must be a whole number, not \(found(value))", caption: sort(value),
      help: "write a number without quotes: `\(key): 1`")
    return nil
  }

  private func isNothing(_ value: NodeUse) -> Bool {
    tree.shape(of: value.node) == .scalar && tree.value(of: value.node) == .null
  }

  private func found(_ value: NodeUse) -> String {
    switch tree.shape(of: value.node) {
    case .mapping, .sequence: sort(value)
    case .scalar where tree.withText(of: value.node) { $0.isEmpty } && isNothing(value): "nothing"
    case .scalar where isNothing(value): "`\(problems.shown(value))`"
    case .scalar, .alias: "the \(sort(value).dropFirst(2)) `\(problems.shown(value))`"
    }
  }

  /// What kind of value it is: `a list`.
  private func sort(_ value: NodeUse) -> String {
    switch tree.shape(of: value.node) {
    case .mapping: "a mapping"
    case .sequence: "a list"
    case .alias: "an alias"
    case .scalar:
      switch tree.value(of: value.node) {
      case .null: "nothing"
      case .boolean: "a boolean"
      case .integer, .float: "a number"
      case .string: "a string"
      }
    }
  }
}
