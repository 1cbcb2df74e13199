/// A JSON value (RFC 8259).
package enum JSON: Sendable, Equatable {
  case null
  case boolean(Bool)
  /// A number without a fraction that fits into 64 bits.
  case integer(Int)
  /// Any other number.
  case number(Double)
  case string(String)
  case array([JSON])
  case object([String: JSON])
}

extension JSON {
  /// The member of an object; `null` for a member that is absent, or a value that is not an object.
  package subscript(name: String) -> JSON {
    if case .object(let members) = self { members[name] ?? .null } else { .null }
  }

  /// Whether it is `null`, or absent.
  package var isNull: Bool { self == .null }

  /// The string; nil for another value.
  package var string: String? { if case .string(let text) = self { text } else { nil } }

  /// The boolean; nil for another value.
  package var boolean: Bool? { if case .boolean(let flag) = self { flag } else { nil } }

  /// The whole number; nil for another value.
  package var integer: Int? {
    switch self {
    case .integer(let number): number
    // Some languages have only one kind of number.
    case .number(let number): Int(exactly: number)
    default: nil
    }
  }

  /// The elements; nil for another value.
  package var array: [JSON]? { if case .array(let elements) = self { elements } else { nil } }

  /// The members; nil for another value.
  package var object: [String: JSON]? { if case .object(let members) = self { members } else { nil } }
}

extension JSON: ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  /// A string.
  package init(stringLiteral value: String) { self = .string(value) }
  /// A whole number.
  package init(integerLiteral value: Int) { self = .integer(value) }
  /// A boolean.
  package init(booleanLiteral value: Bool) { self = .boolean(value) }
  /// A list.
  package init(arrayLiteral elements: JSON...) { self = .array(elements) }
  /// An object; the last of several members of the same name counts.
  package init(dictionaryLiteral members: (String, JSON)...) {
    self = .object(Dictionary(members) { _, last in last })
  }

  /// A list of values.
  package init(_ elements: some Sequence<JSON>) { self = .array(Array(elements)) }

  /// An object without the members that are nil.
  package init(members: KeyValuePairs<String, JSON?>) {
    self = .object(members.reduce(into: [:]) { object, member in object[member.key] = member.value })
  }
}
