import SourceText

/// Everything about a key of the language. Readers, messages, JSON Schemas, documentation and completion use it: to add a
/// key, add a case with a value of this type to its mapping's keys, the field that it sets, and rules.
package final class KeySpec: Sendable {
  /// The key as it is written.
  package let name: String

  /// What its value must be.
  package let type: ValueType

  /// What the key is called in a list of settings.
  package let title: String

  /// What the key means, in a few sentences.
  package let summary: String

  /// What to write instead of something wrong: a sentence without a capital letter and a full stop.
  package let hint: String

  /// What other programs call it.
  package let synonyms: [Synonym]

  /// Whether only files with `extends` or `partial` can have it.
  package let isForLayers: Bool

  /// The value that applies if the key is absent; nil if there is none.
  package let defaultValue: Literal?

  /// Valid values.
  package let examples: [Literal]

  /// What represents its value when the form of a mapping is shown: `NAME` in `{ env: NAME }`.
  package let placeholder: String

  /// What the strings in its value must be; nil if it has none.
  let string: StringType?

  /// The maximum length of a string in its value, in UTF-16 code units.
  package let limit: Int

  /// Whether strings in its value may contain line breaks and other control characters.
  let allowsControlCharacters: Bool

  /// Makes a specification from its parts.
  package init(
    _ name: String, _ type: ValueType, title: String, summary: String, hint: String, synonyms: [Synonym],
    isForLayers: Bool = false, default defaultValue: Literal? = nil, examples: [Literal] = [],
    placeholder: String = "VALUE"
  ) {
    self.name = name
    self.type = type
    self.title = title
    self.summary = summary
    self.hint = hint
    self.synonyms = synonyms
    self.isForLayers = isForLayers
    self.defaultValue = defaultValue
    self.examples = examples
    self.placeholder = placeholder
    string = type.string
    limit = type.string?.limit ?? .max
    allowsControlCharacters = type.string?.allowsControlCharacters ?? false
  }

  /// What to write instead of this other name of the key.
  package func hint(for otherName: String) -> String {
    synonyms.first { $0.word == otherName.lowercased() }?.hint ?? hint
  }

  /// Whether it is known by this other name, in any case.
  package func isCalled(_ otherName: String) -> Bool {
    let lowered = otherName.lowercased()
    return synonyms.contains { $0.word == lowered }
  }
}

/// What the configurations of other programs call a key of this language.
package struct Synonym: Sendable, ExpressibleByStringLiteral {
  /// The word in lower case.
  package let word: String
  /// What to write instead of this word, if the key's own hint does not fit.
  package let hint: String?

  /// A word, and what to write instead of it.
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

/// What a value must be.
package indirect enum ValueType: Sendable {
  /// A mapping with these keys.
  case mapping(MappingSpec)
  /// A mapping from ids to mappings with these keys.
  case entries(EntryKind, MappingSpec)
  /// A list of mappings with these keys; `noun` is what messages call each of them.
  case items(MappingSpec, noun: String)
  /// A list of strings.
  case list(StringType)
  /// A string, or a list of strings.
  case oneOrMore(StringType)
  /// A string, or a list of at least one and at most so many strings.
  case paths(StringType, most: Int)
  /// A list of keys of the mapping that it is in.
  case keyNames
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
  /// A whole number, at least the minimum.
  case wholeNumber(minimum: Int)
  /// The version of the language.
  case version
  /// A mapping, or a list of mappings, to merge.
  case mergeable
  /// A key of a mapping.
  case key
}

/// What a string must be.
package struct StringType: Sendable {
  /// What such a string is, as a sentence goes on: "a string", "the id of a server".
  package let noun: String
  /// Its maximum length in UTF-16 code units; nil for no limit.
  package let limit: Int?
  /// Whether it may contain line breaks and other control characters.
  package let allowsControlCharacters: Bool
  /// How a JSON Schema describes it; nil for any string.
  package let form: Form?
  /// What it is the name of; nil if it names nothing that is declared elsewhere.
  package let names: Named?

  /// What a string can be the name of.
  package enum Named: Sendable {
    /// A server or a site.
    case entry(EntryKind)
    /// A file.
    case file
  }

  /// A form that a JSON Schema can describe.
  package struct Form: Sendable {
    /// A regular expression (ECMA-262), limited to what editors support.
    package let pattern: String
    /// The message for a string that does not match.
    package let message: String

    /// A form with its expression and the message for other strings.
    package init(_ pattern: String, _ message: String) {
      self.pattern = pattern
      self.message = message
    }
  }

  /// A kind of string.
  package init(
    _ noun: String = "a string", limit: Int? = nil, allowsControlCharacters: Bool = false, form: Form? = nil,
    names: Named? = nil
  ) {
    self.noun = noun
    self.limit = limit
    self.allowsControlCharacters = allowsControlCharacters
    self.form = form
    self.names = names
  }
}

extension ValueType {
  /// What the strings in such a value must be; nil if it has none.
  package var string: StringType? {
    switch self {
    case .list(let string), .oneOrMore(let string), .paths(let string, _), .string(let string),
      .stringOrReference(let string, _):
      string
    case .keyNames: StringType("the name of a key")
    default: nil
    }
  }

  /// Whether a string in such a value is the path of a file of this language.
  package var namesFile: Bool { if case .file? = string?.names { true } else { false } }

  /// What such a value is, as a sentence goes on: "a list", "`true` or `false`".
  package var noun: String {
    switch self {
    case .mapping, .entries: "a mapping"
    case .items, .list, .keyNames: "a list"
    case .oneOrMore(let item), .paths(let item, _): "\(item.noun), or a list of them"
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

/// The only version of the language, for configurations and routing tests.
package let languageVersion = 1
