import Language

/// A JSON Schema, or a part of one. Its members stay in the order given, in which editors and people read them; the
/// encoders of the standard libraries do not guarantee that.
indirect enum JSONSchema: Sendable {
  case literal(Literal)
  case array([JSONSchema])
  case object([(key: String, value: JSONSchema)])

  /// An object of the members that have a value.
  static func members(_ members: KeyValuePairs<String, JSONSchema?>) -> JSONSchema {
    .object(members.compactMap { key, value in value.map { (key, $0) } })
  }

  /// A reference to a definition.
  static func reference(_ name: String) -> JSONSchema { ["$ref": .string("#/$defs/\(name)")] }

  static func string(_ text: String) -> JSONSchema { .literal(.string(text)) }
  static func integer(_ number: Int) -> JSONSchema { .literal(.integer(number)) }
  static func strings(_ texts: [String]) -> JSONSchema { .literal(.list(texts.map { .string($0) })) }

  /// The object with further members at its end.
  func adding(_ members: [(key: String, value: JSONSchema)]) -> JSONSchema {
    guard case .object(let own) = self else { return self }
    return .object(own + members)
  }
}

extension JSONSchema: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  init(stringLiteral value: String) { self = .literal(.string(value)) }
  init(booleanLiteral value: Bool) { self = .literal(.boolean(value)) }
  init(integerLiteral value: Int) { self = .literal(.integer(value)) }
  init(arrayLiteral elements: JSONSchema...) { self = .array(elements) }
  init(dictionaryLiteral elements: (String, JSONSchema)...) { self = .object(elements.map { (key: $0, value: $1) }) }
}

extension JSONSchema {
  /// The document with its line end: one item per line, except short lists and objects of plain values.
  var text: String { text(indentedBy: 0) + "\n" }

  private static let widestLine = 100

  private func text(indentedBy depth: Int) -> String {
    if let inline, inline.utf8.count + 2 * depth <= Self.widestLine { return inline }
    let indentation = String(repeating: "  ", count: depth)
    func block(_ open: String, _ lines: [String], _ close: String) -> String {
      open + "\n" + lines.map { indentation + "  " + $0 }.joined(separator: ",\n") + "\n" + indentation + close
    }
    switch self {
    case .literal(let literal): return literal.json
    case .array(let items): return block("[", items.map { $0.text(indentedBy: depth + 1) }, "]")
    case .object(let members):
      return block(
        "{", members.map { "\(Literal.string($0.key).json): \($0.value.text(indentedBy: depth + 1))" }, "}")
    }
  }

  /// The value on one line; nil for an object with more than one member, or a value that contains one.
  private var inline: String? {
    switch self {
    case .literal(let literal): return literal.json
    case .array(let items):
      let texts = items.compactMap(\.inline)
      return texts.count == items.count ? "[" + texts.joined(separator: ", ") + "]" : nil
    case .object(let members):
      guard members.count == 1, let inline = members[0].value.inline else { return nil }
      return "{ \(Literal.string(members[0].key).json): \(inline) }"
    }
  }
}

extension Literal {
  /// The value in JSON (RFC 8259), on one line.
  var json: String {
    switch self {
    case .string(let text): "\"" + text.unicodeScalars.map(Self.escaped).joined() + "\""
    case .integer(let number): "\(number)"
    case .boolean(let flag): "\(flag)"
    case .null: "null"
    case .list(let items): "[" + items.map(\.json).joined(separator: ", ") + "]"
    case .mapping(let members):
      "{ " + members.map { "\(Literal.string($0.key).json): \($0.value.json)" }.joined(separator: ", ") + " }"
    }
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\"", "\\": "\\\(scalar)"
    case "\n": "\\n"
    default: String(Character(scalar))
    }
  }
}
