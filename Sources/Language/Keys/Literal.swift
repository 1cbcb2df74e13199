/// A value as an example shows it, in documentation and in JSON Schemas.
package indirect enum Literal: Sendable, Equatable {
  case string(String)
  case integer(Int)
  case boolean(Bool)
  case null
  case list([Literal])
  /// The members in the order in which they are shown.
  case mapping([Member])

  /// A key and its value.
  package struct Member: Sendable, Equatable {
    /// The key.
    package let key: String
    /// The value.
    package let value: Literal

    /// A member of a mapping.
    package init(key: String, value: Literal) {
      self.key = key
      self.value = value
    }
  }
}

extension Literal: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByNilLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  /// A string.
  package init(stringLiteral value: String) { self = .string(value) }
  /// A whole number.
  package init(integerLiteral value: Int) { self = .integer(value) }
  /// A boolean.
  package init(booleanLiteral value: Bool) { self = .boolean(value) }
  /// `null`.
  package init(nilLiteral: ()) { self = .null }
  /// A list.
  package init(arrayLiteral elements: Literal...) { self = .list(elements) }
  /// A mapping.
  package init(dictionaryLiteral elements: (String, Literal)...) {
    self = .mapping(elements.map { Member(key: $0, value: $1) })
  }
}

extension Literal {
  /// The value in YAML, on one line.
  package var yaml: String {
    switch self {
    case .string(let text):
      if text.allSatisfy({ $0.isLetter || $0.isNumber || "./:-_ ".contains($0) }) {
        text
      } else {
        // In single quotes a backslash is a plain backslash.
        text.contains("\\") ? "'\(text)'" : "\"\(text)\""
      }
    case .integer(let number): "\(number)"
    case .boolean(let flag): "\(flag)"
    case .null: "null"
    case .list(let items): "[" + items.map(\.yaml).joined(separator: ", ") + "]"
    case .mapping(let members):
      members.isEmpty ? "{}" : "{ " + members.map { "\($0.key): \($0.value.yaml)" }.joined(separator: ", ") + " }"
    }
  }
}
