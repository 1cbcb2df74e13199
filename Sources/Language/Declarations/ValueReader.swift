package import LocatedYAML
import SourceText

/// Reads mappings and scalars as what a key takes, and reports the one thing that is wrong with each that is not.
struct ValueReader {
  let tree: YAMLTree
  let report: (DeclarationProblem) -> Void
  private let isErrorAtPlace: (DeclarationProblem, NodeUse) -> Bool
  private let guesses = KeyGuesses()

  init(
    tree: YAMLTree, report: @escaping (DeclarationProblem) -> Void,
    isError: @escaping (DeclarationProblem, NodeUse) -> Bool
  ) {
    self.tree = tree
    self.report = report
    isErrorAtPlace = isError
  }

  /// Whether the user lets a problem at that place be an error.
  func isError(_ problem: DeclarationProblem, _ place: NodeUse) -> Bool { isErrorAtPlace(problem, place) }

  func nodeUse(_ written: NodeID) -> NodeUse {
    let resolved = tree.resolve(written)
    return NodeUse(resolved, use: written == resolved ? nil : written)
  }

  func entries(of mapping: NodeUse) -> MappingEntries {
    MappingEntries(of: mapping, in: tree, report: report)
  }

  /// Whether nothing, or an explicit null, stands there: behind a key that takes a collection an empty one.
  func isNothing(_ node: NodeID) -> Bool {
    tree.shape(of: node) == .scalar && tree.value(of: node) == .null
  }

  /// The value as a mapping, which nothing is as well; nil where it is something else.
  func mapping(
    _ value: NodeUse, orReport key: @autoclosure () -> String, as expected: ExpectedType = .mapping
  ) -> NodeUse? {
    guard !tree.isFaulty(value.node) else { return nil }
    if tree.shape(of: value.node) == .mapping || isNothing(value.node) { return value }
    report(.wrongType(value, key: key(), expected: expected))
    return nil
  }

  func string(_ entry: MappingEntry, key: String, expected: @autoclosure () -> ExpectedType) -> NodeID? {
    string(entry.value, key: key, expected: expected())
  }

  /// The value as a string; nil where it is something else.
  func string(_ value: NodeUse, key: String, expected: @autoclosure () -> ExpectedType) -> NodeID? {
    guard !tree.isFaulty(value.node) else { return nil }
    if tree.isString(value.node) { return value.node }
    report(.wrongType(value, key: key, expected: expected()))
    return nil
  }

  func readText(
    _ entry: MappingEntry, key: String, limit: Int?, expected: @autoclosure () -> ExpectedType = .string
  ) -> NodeID? {
    text(entry.value, key: key, limit: limit, expected: expected())
  }

  /// The value as a string that is not empty, not too long and free of control characters.
  func text(
    _ value: NodeUse, key: String, limit: Int?, expected: @autoclosure () -> ExpectedType
  ) -> NodeID? {
    guard let node = string(value, key: key, expected: expected()) else { return nil }
    if isSimple(node, limit: limit) { return node }
    let text = tree.text(of: node)
    if text.isEmpty {
      report(.invalidValue(value, key: key, .empty))
      return nil
    }
    if let limit, !isShortEnough(text, value, key: key, limit: limit) { return nil }
    guard let control = text.unicodeScalars.first(where: \.isControl) else { return node }
    report(.invalidValue(value, key: key, .controlCharacter(control)))
    return nil
  }

  /// Whether a text is printable ASCII within the limit, as nearly all are.
  func isSimple(_ node: NodeID, limit: Int?) -> Bool {
    guard tree.textLength(of: node) <= limit ?? .max else { return false }
    return tree.isPrintable(node)
      || tree.withText(of: node) { text in !text.isEmpty && text.allSatisfy { (0x20..<0x7F).contains($0) } }
  }

  /// Lengths are counted as the product's database counts them: in UTF-16 code units.
  func isShortEnough(_ text: String, _ value: NodeUse, key: String, limit: Int) -> Bool {
    guard text.utf8.count > limit else { return true }
    let length = text.utf16.count
    if length > limit { report(.valueTooLong(value, key: key, length: length, limit: limit)) }
    return length <= limit
  }

  func readBoolean(_ entry: MappingEntry, key: ServerKey) -> Bool? {
    guard !tree.isFaulty(entry.value.node) else { return nil }
    if tree.shape(of: entry.value.node) == .scalar, case .boolean(let value) = tree.value(of: entry.value.node) {
      return value
    }
    report(.wrongType(entry.value, key: key.rawValue, expected: .boolean))
    return nil
  }

  func readWord<Word: RawRepresentable<String> & CaseIterable>(
    _ type: Word.Type, _ entry: MappingEntry, key: ServerKey
  ) -> Word? {
    guard let node = string(entry, key: key.rawValue, expected: .word(Word.allCases.map(\.rawValue))) else {
      return nil
    }
    let word = tree.withText(of: node) { text in Word.allCases.first { $0.rawValue.utf8.elementsEqual(text) } }
    if let word { return word }
    let text = tree.text(of: node)
    if text.isEmpty {
      report(.invalidValue(entry.value, key: key.rawValue, .empty))
    } else if let control = text.unicodeScalars.first(where: \.isControl) {
      report(.invalidValue(entry.value, key: key.rawValue, .controlCharacter(control)))
    } else {
      report(.invalidValue(entry.value, key: key.rawValue, .notOneOf(Word.allCases.map(\.rawValue))))
    }
    return nil
  }

  // MARK: Keys

  func knownKeys<Key: DeclarationKey>(
    _ type: Key.Type, _ entries: MappingEntries, in container: Container,
    refusing isRefused: (UnsafeBufferPointer<UInt8>) -> Bool = { _ in true }
  ) -> KnownKeys<Key> {
    var known = KnownKeys<Key>(entries)
    var unknown: [MappingEntry] = []
    for (place, entry) in entries.list.enumerated() {
      let key: Key? = tree.withText(of: entry.key.node) { Key.named($0) }
      if let key {
        known.take(place, as: key)
      } else if tree.withText(of: entry.key.node, isRefused) {
        unknown.append(entry)
      }
    }
    var suggested = KeySet<Key>()
    for entry in unknown { reportUnknownKey(entry, in: container, &known, &suggested) }
    return known
  }

  private func reportUnknownKey<Key: DeclarationKey>(
    _ entry: MappingEntry, in container: Container, _ known: inout KnownKeys<Key>, _ suggested: inout KeySet<Key>
  ) {
    let text = tree.text(of: entry.key.node)
    known.hasUnknown = true
    let (meant, suggestion) = guesses.guess(Key.self, text)
    for key in meant { known.doubt(key) }
    let isFree = suggestion.map { known[$0] == nil && !suggested.contains($0) } ?? false
    if let suggestion { suggested.insert(suggestion) }
    report(.unknownKey(entry.key, in: container, suggestion: suggestion?.rawValue, isFree: isFree))
  }
}

/// Remembers which keys unknown ones may have meant: who writes one wrong writes it wrong everywhere.
private final class KeyGuesses {
  private struct Question: Hashable {
    let mapping: ObjectIdentifier
    /// The key in bytes, as equal strings need not be the same.
    let text: [UInt8]
  }

  /// The places of the keys among all of their mapping.
  private struct Guess {
    let meant: [Int]
    let suggestion: Int?
  }

  private var known: [Question: Guess] = [:]

  /// How many are remembered, so that a file of nothing but different ones takes no more memory.
  private static let most = 1000

  /// The keys that may have been meant, and the one to suggest.
  func guess<Key: DeclarationKey>(_ type: Key.Type, _ text: String) -> (meant: [Key], suggestion: Key?) {
    let question = Question(mapping: ObjectIdentifier(type), text: Array(text.utf8))
    if let guess = known[question] {
      let keys = Array(Key.allCases)
      return (guess.meant.map { keys[$0] }, guess.suggestion.map { keys[$0] })
    }
    let (meant, suggestion) = (Key.meant(by: text), Key.suggestion(for: text))
    if known.count < Self.most {
      known[question] = Guess(meant: meant.map(\.ordinal), suggestion: suggestion?.ordinal)
    }
    return (meant, suggestion)
  }
}

extension YAMLTree {
  /// Whether a value begins with `{{`, which YAML reads as a mapping with a mapping for a key: the sign of a template.
  package func isTemplate(_ node: NodeID) -> Bool {
    shape(of: node) == .mapping && source.bytes[contentStart(of: node)...].starts(with: "{{".utf8)
  }
}

extension Unicode.Scalar {
  /// Whether the scalar is a control character (Unicode general category Cc).
  var isControl: Bool { value < 0x20 || (0x7F...0x9F).contains(value) }
  var isTabOrLineEnd: Bool { self == "\t" || self == "\n" || self == "\r" }
}
