import SourceText

/// Everything about a kind of mapping of the language.
package final class MappingSpec: Sendable {
  /// What messages call such a mapping: "a server", "the top level".
  package let noun: String

  /// How messages say that a key is in it: "in a server", "at the top level".
  package let place: String

  /// What such a mapping is for, in a sentence.
  package let summary: String

  /// The keys it can have, in the order in which they are listed.
  package let keys: [KeySpec]

  /// The same keys, as bits at their indices in the table that they are from.
  private let places: UInt16

  /// Required keys.
  package let requirements: [Requirement]

  /// Whether keys that begin with `x-` are ignored: a place for anchors and notes.
  package let allowsExtensions: Bool

  /// What to write instead of a value that is not a mapping.
  package let hint: String

  /// What to do about two keys that exclude each other.
  package let exclusionHint: String

  /// Keys of other mappings that people write here, and why they do not belong here.
  private let strangers: KeyValuePairs<String, String>

  private let makeLanguage: @Sendable () -> [MappingSpec]

  /// The mappings of the language that it belongs to.
  package var language: [MappingSpec] { makeLanguage() }

  /// Keys of which one is required.
  package struct Requirement: Sendable {
    /// The keys; one of them is enough.
    package let keys: [KeySpec]
    /// Whether only one of them is allowed.
    package let isExclusive: Bool
    /// The keys, as messages name them.
    package let message: String
    /// What to write.
    package let help: String

    /// A requirement from its parts.
    package init(_ keys: [KeySpec], isExclusive: Bool = false, _ message: String, help: String) {
      self.keys = keys
      self.isExclusive = isExclusive
      self.message = message
      self.help = help
    }

    /// The keys in prose, without the backquotes around it: "global` or `sites".
    package var names: String { keys.map(\.name).joined(separator: "` or `") }
  }

  /// Makes a specification from its parts.
  package init(
    _ noun: String, at place: String? = nil, summary: String, table: KeyTable, without excluded: [KeySpec] = [],
    requirements: [Requirement] = [], allowsExtensions: Bool = false, hint: String,
    exclusionHint: String = "keep one of the two; it is not defined which of them applies",
    strangers: KeyValuePairs<String, String> = [:], language: @escaping @Sendable () -> [MappingSpec]
  ) {
    self.noun = noun
    self.place = place ?? "in \(noun)"
    self.exclusionHint = exclusionHint
    self.summary = summary
    let places = table.specs.indices.filter { place in !excluded.contains { $0 === table.specs[place] } }
    keys = places.map { table.specs[$0] }
    self.places = places.reduce(0) { $0 | 1 << $1 }
    self.requirements = requirements
    self.allowsExtensions = allowsExtensions
    self.hint = hint
    self.strangers = strangers
    makeLanguage = language
  }

  /// Whether it can have the key at an index of its table.
  func takes(_ place: Int) -> Bool { places & 1 << place != 0 }

  /// Whether a key is ignored by mappings that allow extensions.
  static func isExtension(_ key: UnsafeBufferPointer<UInt8>) -> Bool { key.starts(with: extensionPrefix) }

  private static let extensionPrefix = Array("x-".utf8)

  /// Why a key of another mapping does not belong here; nil if there is nothing special to say.
  package func reason(against key: String) -> String? { strangers.first { $0.key == key }?.value }

  /// The key of that name; nil if the mapping does not have it.
  package func key(_ name: String) -> KeySpec? { keys.first { $0.name == name } }

  /// The mappings of the language that have a key of that name, in words; nil if none does.
  package func home(of name: String) -> String? {
    let homes = language.filter { $0.key(name) != nil }.map(\.noun)
    return homes.isEmpty ? nil : homes.joined(separator: " or ")
  }

  /// The key of this mapping whose value has a key of that name; nil if there is none.
  package func parent(of name: String) -> KeySpec? {
    keys.first { key in if case .mapping(let mapping) = key.type { mapping.key(name) != nil } else { false } }
  }

  /// How a mapping of one key each is written: `{ env: NAME }`.
  package var forms: [String] { keys.map { "{ \($0.name): \($0.placeholder) }" } }
}

extension MappingSpec: Equatable {
  /// Whether both are the same kind of mapping.
  package static func == (left: MappingSpec, right: MappingSpec) -> Bool { left === right }
}
