import SourceText

/// All there is to know about a key of the language. Reading, messages, JSON Schemas, documentation and completion take it
/// from here: to add a key, add a case to its mapping's keys with a value of this type, the field that it fills, and rules.
package final class KeySpec: Sendable {
  /// The key as it is written.
  package let name: String

  /// What its value has to be.
  package let type: ValueType

  /// What the key is called in a list of settings.
  package let title: String

  /// What the key means, in a few sentences.
  package let summary: String

  /// What to write, for somebody who wrote something else: a sentence without a capital and a full stop.
  package let hint: String

  /// What other programs call it.
  package let synonyms: [Synonym]

  /// What applies if the key is not there; nil if nothing does.
  package let defaultValue: Literal?

  /// Values that are right.
  package let examples: [Literal]

  /// What stands for its value where the form of a mapping is shown: `NAME` in `{ env: NAME }`.
  package let placeholder: String

  /// What the strings of its value have to be; nil if it takes none.
  let string: StringType?

  /// The most UTF-16 code units that a string of its value may have.
  let limit: Int

  /// Whether the strings of its value may have line breaks and other control characters.
  let allowsControlCharacters: Bool

  /// Makes a specification from its parts.
  package init(
    _ name: String, _ type: ValueType, title: String, summary: String, hint: String, synonyms: [Synonym],
    default defaultValue: Literal? = nil, examples: [Literal] = [], placeholder: String = "VALUE"
  ) {
    self.name = name
    self.type = type
    self.title = title
    self.summary = summary
    self.hint = hint
    self.synonyms = synonyms
    self.defaultValue = defaultValue
    self.examples = examples
    self.placeholder = placeholder
    string = type.string
    limit = type.string?.limit ?? .max
    allowsControlCharacters = type.string?.allowsControlCharacters ?? false
  }

  /// What to write, for somebody who wrote this other name of the key.
  package func hint(for otherName: String) -> String {
    synonyms.first { $0.word == otherName.lowercased() }?.hint ?? hint
  }

  /// Whether it is known by this other name, in any case.
  package func isCalled(_ otherName: String) -> Bool {
    let lowered = otherName.lowercased()
    return synonyms.contains { $0.word == lowered }
  }
}

/// A word of other programs' configurations for a key of this language.
package struct Synonym: Sendable, ExpressibleByStringLiteral {
  /// The word in lower case.
  package let word: String
  /// What to write, if the key's own hint does not say it to somebody who wrote this word.
  package let hint: String?

  /// A word, and what to say to somebody who wrote it.
  package init(_ word: String, hint: String) {
    self.word = word
    self.hint = hint
  }

  /// A word.
  package init(stringLiteral word: String) {
    self.word = word
    hint = nil
  }
}

/// What a value has to be.
package indirect enum ValueType: Sendable {
  /// A mapping with these keys.
  case mapping(MappingSpec)
  /// A mapping from ids to mappings with these keys.
  case entries(EntryKind, MappingSpec)
  /// A list of mappings with these keys, each called so.
  case items(MappingSpec, noun: String)
  /// A list of strings.
  case list(StringType)
  /// A string, or a list of strings.
  case oneOrMore(StringType)
  /// A string.
  case string(StringType)
  /// A string, or a mapping that says where it is kept.
  case stringOrReference(StringType, MappingSpec)
  /// The id of a server, or `null`.
  case serverOrNull
  /// One of these words.
  case word([String])
  /// `true` or `false`.
  case boolean
  /// `true`.
  case flag
  /// A whole number that is at least so large.
  case wholeNumber(minimum: Int)
  /// The version of the language.
  case version
  /// A mapping, or a list of mappings, to merge.
  case mergeable
  /// A key of a mapping.
  case key
}

/// What a string has to be.
package struct StringType: Sendable {
  /// What such a string is, as a sentence goes on: "a string", "the id of a server".
  package let noun: String
  /// The most UTF-16 code units it may have; nil for any number.
  package let limit: Int?
  /// Whether it may have line breaks and other control characters.
  package let allowsControlCharacters: Bool
  /// How a JSON Schema describes it; nil for any string.
  package let form: Form?

  /// A form that a JSON Schema can describe.
  package struct Form: Sendable {
    /// A regular expression (ECMA-262), of which editors know most.
    package let pattern: String
    /// What to say of a string that it does not match.
    package let message: String

    /// A form from its expression, and what to say of other strings.
    package init(_ pattern: String, _ message: String) {
      self.pattern = pattern
      self.message = message
    }
  }

  /// A kind of string.
  package init(
    _ noun: String = "a string", limit: Int? = nil, allowsControlCharacters: Bool = false, form: Form? = nil
  ) {
    self.noun = noun
    self.limit = limit
    self.allowsControlCharacters = allowsControlCharacters
    self.form = form
  }
}

extension ValueType {
  /// What the strings of such a value have to be; nil if it takes none.
  package var string: StringType? {
    switch self {
    case .list(let string), .oneOrMore(let string), .string(let string), .stringOrReference(let string, _): string
    default: nil
    }
  }

  /// What such a value is, as a sentence goes on: "a list", "`true` or `false`".
  package var noun: String {
    switch self {
    case .mapping, .entries: "a mapping"
    case .items, .list: "a list"
    case .oneOrMore(let item): "\(item.noun), or a list of them"
    case .string(let string): string.noun
    case .stringOrReference(let string, let mapping): "\(string.noun), \(mapping.forms.listed())"
    case .serverOrNull: "the id of a server, or `null`"
    case .word(let words): words.listed()
    case .boolean: "`true` or `false`"
    case .flag: "`true`"
    case .wholeNumber: "a whole number"
    case .version: "the number `\(languageVersion)`"
    case .mergeable: "a mapping, or a list of mappings"
    case .key: "a string"
    }
  }
}

/// The one version of the language there is, of configurations and of routing tests.
package let languageVersion = 1
