package import LocatedYAML
import SourceText

/// Reads mappings and values as the types that keys have, and reports one problem for each value that has another type.
package struct ValueReader {
  /// The document.
  package let tree: YAMLTree

  /// Called with each problem.
  package let report: (DeclarationProblem) -> Void

  /// Whether the document may have the keys that say something about the files it extends.
  var isLayer = false

  private let guesses = KeyGuesses()

  /// A reader of a document that reports problems to a function.
  package init(_ tree: YAMLTree, report: @escaping (DeclarationProblem) -> Void) {
    self.tree = tree
    self.report = report
  }

  /// A node as it is used at a place, which may be an alias; `use` is the alias through which the place is reached.
  package func nodeUse(_ written: NodeID, use: NodeID? = nil) -> NodeUse {
    let resolved = tree.resolve(written)
    return NodeUse(resolved, use: use ?? (written == resolved ? nil : written))
  }

  /// Whether the value is absent or an explicit null, which a key for a collection reads as an empty one.
  package func isNothing(_ node: NodeID) -> Bool {
    tree.shape(of: node) == .scalar && tree.value(of: node) == .null
  }

  // MARK: Collections

  /// The entries of a mapping.
  func entries(of mapping: NodeUse) -> MappingEntries { MappingEntries(of: mapping, in: tree, report: report) }

  /// The value as a mapping, empty if the value is absent; nil if it is something else.
  func mapping(
    _ value: NodeUse, _ subject: @autoclosure () -> ValueSubject, as expected: @autoclosure () -> ValueType
  ) -> NodeUse? {
    guard !tree.isFaulty(value.node) else { return nil }
    if tree.shape(of: value.node) == .mapping || isNothing(value.node) { return value }
    report(.wrongType(value, subject(), expected: expected()))
    return nil
  }

  /// The keys of a value that is a mapping or absent; nil if it is something else.
  package func keys<Key: DeclarationKey>(
    _ type: Key.Type, of value: NodeUse, _ subject: ValueSubject, in mapping: MappingSpec
  ) -> KnownKeys<Key>? {
    self.mapping(value, subject, as: .mapping(mapping)).map {
      var entries = MappingEntries(in: tree)
      return knownKeys(type, of: $0, in: mapping, &entries)
    }
  }

  /// The first key of a mapping, where missing keys are reported; the mapping itself if it is empty.
  package func firstKey(of mapping: NodeUse) -> NodeUse {
    tree.firstChild(of: mapping.node).map { nodeUse($0, use: mapping.use) } ?? mapping
  }

  /// The items of a list, none if the value is absent; nil if it is something else.
  package func items(_ value: NodeUse, of key: KeySpec) -> [NodeUse]? {
    guard !tree.isFaulty(value.node) else { return nil }
    if tree.shape(of: value.node) == .sequence {
      return tree.children(of: value.node).map { nodeUse($0, use: value.use) }
    }
    if isNothing(value.node) { return [] }
    report(.wrongType(value, .value(of: key), expected: key.type))
    return nil
  }

  /// The keys that a list names, and where; those that a mapping does not have are reported.
  func keyNames<Key: DeclarationKey>(_ type: Key.Type, _ entry: MappingEntry, in mapping: MappingSpec) -> [KeyRemoval<
    Key
  >] {
    let spec = Key.table.specs[Key.table.placeForLayers ?? 0]
    return (items(entry.value, of: spec) ?? []).compactMap { place in
      guard let node = item(place, of: spec) else { return nil }
      let found = tree.withText(of: node) { Key.table.place(of: $0) }
      if let found, mapping.takes(found), found != Key.table.placeForLayers, let key = Key(rawValue: found) {
        return KeyRemoval(key: key, item: place)
      }
      let guess = guesses.guess(Key.table, tree.text(of: node)).suggestion
      let suggestion = guess.flatMap { mapping.takes($0) ? Key.table.specs[$0] : nil }
      report(.unknownKey(place, in: mapping, suggestion: suggestion, isFree: suggestion != nil))
      return nil
    }
  }

  // MARK: Strings

  /// The value as a string; nil if it is something else.
  func string(
    _ value: NodeUse, _ subject: @autoclosure () -> ValueSubject, as expected: @autoclosure () -> ValueType
  ) -> NodeID? {
    guard !tree.isFaulty(value.node) else { return nil }
    if tree.isString(value.node) { return value.node }
    report(.wrongType(value, subject(), expected: expected()))
    return nil
  }

  /// The value of a key as a string that is not empty, not too long and, unless the key allows it, free of control
  /// characters.
  package func text(_ value: NodeUse, of key: KeySpec) -> NodeID? {
    text(value, .value(of: key), key, expected: key.type)
  }

  /// An item of a key's list as such a string.
  package func item(_ value: NodeUse, of key: KeySpec) -> NodeID? {
    text(value, .item(of: key), key, expected: .string(key.string ?? StringType()))
  }

  private func text(
    _ value: NodeUse, _ subject: @autoclosure () -> ValueSubject, _ key: KeySpec,
    expected: @autoclosure () -> ValueType
  ) -> NodeID? {
    guard let node = string(value, subject(), as: expected()) else { return nil }
    if isSimple(node, limit: key.limit) { return node }
    let text = tree.text(of: node)
    if text.isEmpty {
      report(.invalidValue(value, subject(), .empty))
      return nil
    }
    if !isShortEnough(text, value, key) { return nil }
    guard !key.allowsControlCharacters, let control = text.unicodeScalars.first(where: \.isControl) else { return node }
    report(.invalidValue(value, subject(), .controlCharacter(control)))
    return nil
  }

  /// Whether a string is printable ASCII within the limit, as nearly all strings are.
  private func isSimple(_ node: NodeID, limit: Int) -> Bool {
    guard tree.textLength(of: node) <= limit else { return false }
    return tree.isPrintable(node)
      || tree.withText(of: node) { text in !text.isEmpty && text.isPrintableASCII }
  }

  /// Lengths are counted as the database of Kentico Xperience counts them: in UTF-16 code units.
  func isShortEnough(_ text: String, _ value: NodeUse, _ key: KeySpec) -> Bool {
    guard text.utf8.count > key.limit else { return true }
    let length = text.utf16.count
    if length > key.limit { report(.valueTooLong(value, key, length: length, limit: key.limit)) }
    return length <= key.limit
  }

  // MARK: Other scalars

  /// The value of a key as a boolean; nil if it is something else.
  package func boolean(_ value: NodeUse, of key: KeySpec) -> Bool? {
    guard !tree.isFaulty(value.node) else { return nil }
    if tree.shape(of: value.node) == .scalar, case .boolean(let flag) = tree.value(of: value.node) { return flag }
    report(.wrongType(value, .value(of: key), expected: key.type))
    return nil
  }

  /// The value of a key as `true`; nil if it is something else.
  package func flag(_ value: NodeUse, of key: KeySpec) -> Bool? {
    guard let flag = boolean(value, of: key) else { return nil }
    if flag { return true }
    report(.invalidValue(value, .value(of: key), .notTrue))
    return nil
  }

  /// The value of a key as a whole number that is large enough; nil if it is something else.
  package func wholeNumber(_ value: NodeUse, of key: KeySpec, minimum: Int) -> Int? {
    guard let number = integer(value, of: key) else { return nil }
    if number >= minimum { return number }
    report(.invalidValue(value, .value(of: key), .belowMinimum(minimum)))
    return nil
  }

  /// Reads the version of the language.
  package func readVersion(_ value: NodeUse, of key: KeySpec) {
    guard !tree.isFaulty(value.node) else { return }
    guard tree.shape(of: value.node) == .scalar, case .integer(let number) = tree.value(of: value.node) else {
      return report(.wrongType(value, .value(of: key), expected: key.type))
    }
    // A number that does not fit into an integer is another version, too.
    if number != languageVersion { report(.invalidValue(value, .value(of: key), .version)) }
  }

  private func integer(_ value: NodeUse, of key: KeySpec) -> Int? {
    guard !tree.isFaulty(value.node) else { return nil }
    if tree.shape(of: value.node) == .scalar, case .integer(let number?) = tree.value(of: value.node) { return number }
    report(.wrongType(value, .value(of: key), expected: key.type))
    return nil
  }

  /// The value of a key as one of the words of a type; nil if it is something else.
  package func word<Word: RawRepresentable<String> & CaseIterable>(
    _ type: Word.Type, _ value: NodeUse, of key: KeySpec
  ) -> Word? {
    guard let node = string(value, .value(of: key), as: key.type) else { return nil }
    let word = tree.withText(of: node) { text in Word.allCases.first { $0.rawValue.utf8.elementsEqual(text) } }
    if let word { return word }
    report(
      .invalidValue(value, .value(of: key), problem(with: tree.text(of: node), words: Word.allCases.map(\.rawValue))))
    return nil
  }

  private func problem(with text: String, words: [String]) -> ValueProblem {
    if text.isEmpty { return .empty }
    return text.unicodeScalars.first(where: \.isControl).map { .controlCharacter($0) } ?? .notOneOf(words)
  }

  // MARK: Keys

  /// The known keys of a mapping; everything that is wrong with its keys is reported.
  ///
  /// - Parameters:
  ///   - type: The keys that it can have.
  ///   - value: The mapping, or an empty value.
  ///   - mapping: What kind of mapping it is.
  ///   - entries: Where its entries are listed if it is unusual, so that many such mappings share the memory.
  /// - Returns: The known keys.
  func knownKeys<Key: DeclarationKey>(
    _ type: Key.Type, of value: NodeUse, in mapping: MappingSpec, _ entries: inout MappingEntries
  ) -> KnownKeys<Key> {
    if let known = KnownKeys<Key>(usual: value.node, in: tree, mapping, allowsLayerKey: isLayer) { return known }
    entries.readAnew(value, report: report)
    return knownKeys(type, entries, in: mapping)
  }

  /// The known keys among listed entries; unknown ones are reported.
  func knownKeys<Key: DeclarationKey>(
    _ type: Key.Type, _ entries: MappingEntries, in mapping: MappingSpec
  ) -> KnownKeys<Key> {
    var known = KnownKeys<Key>(entries)
    var unknown: [MappingEntry] = []
    let table = Key.table
    for (place, entry) in entries.list.enumerated() {
      let found = tree.withText(of: entry.key.node) { table.place(of: $0) }
      if let found, mapping.takes(found) {
        known.take(place, asKeyAt: found)
      } else if !mapping.allowsExtensions || !tree.withText(of: entry.key.node, MappingSpec.isExtension) {
        unknown.append(entry)
      }
    }
    if !isLayer, let place = table.placeForLayers, let key = Key(rawValue: place), let entry = known[key] {
      known.hasUnknown = true
      report(.unknownKey(entry.key, in: mapping, suggestion: nil, isFree: false))
    }
    var suggested = KeySet<Key>()
    for entry in unknown { reportUnknownKey(entry, in: mapping, &known, &suggested) }
    return known
  }

  private func reportUnknownKey<Key: DeclarationKey>(
    _ entry: MappingEntry, in mapping: MappingSpec, _ known: inout KnownKeys<Key>, _ suggested: inout KeySet<Key>
  ) {
    known.hasUnknown = true
    let guess = guesses.guess(Key.table, tree.text(of: entry.key.node))
    for key in guess.meant.compactMap({ Key(rawValue: $0) }) { known.doubt(key) }
    let suggestion = guess.suggestion.flatMap { mapping.takes($0) ? Key(rawValue: $0) : nil }
    let isFree = suggestion.map { known[$0] == nil && !suggested.contains($0) } ?? false
    if let suggestion { suggested.insert(suggestion) }
    report(.unknownKey(entry.key, in: mapping, suggestion: suggestion?.spec, isFree: isFree))
  }
}

/// Remembers which keys unknown ones may have meant: a misspelt key is often misspelt everywhere in a file.
private final class KeyGuesses {
  private struct Question: Hashable {
    let table: ObjectIdentifier
    /// The key as bytes, because equal strings may have different bytes.
    let text: [UInt8]
  }

  /// The indices of the keys among all keys of their mapping.
  struct Guess {
    let meant: [Int]
    let suggestion: Int?
  }

  private var known: [Question: Guess] = [:]

  /// How many are remembered, so that a file full of different ones does not use more memory.
  private static let most = 1000

  /// The keys that may have been meant, and the one to suggest.
  func guess(_ table: KeyTable, _ text: String) -> Guess {
    let question = Question(table: ObjectIdentifier(table), text: Array(text.utf8))
    if let guess = known[question] { return guess }
    let guess = Guess(meant: table.meant(by: text), suggestion: table.suggestion(for: text))
    if known.count < Self.most { known[question] = guess }
    return guess
  }
}

extension YAMLTree {
  /// Whether a value begins with `{{`, which YAML reads as a mapping with a mapping as a key: typical of a template.
  package func isTemplate(_ node: NodeID) -> Bool {
    shape(of: node) == .mapping && source.bytes[contentStart(of: node)...].starts(with: "{{".utf8)
  }
}

extension Unicode.Scalar {
  /// Whether the scalar is a control character (Unicode general category Cc).
  package var isControl: Bool { value < 0x20 || (0x7F...0x9F).contains(value) }
  var isTabOrLineEnd: Bool { self == "\t" || self == "\n" || self == "\r" }
}
