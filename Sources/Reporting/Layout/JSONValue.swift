import Routing

/// A JSON value, for documents with very many parts: `JSONEncoder` takes four times as many instructions.
enum JSONValue: Sendable {
  case text(String)
  case number(Int)
  case flag(Bool)
  case null
  case array([JSONValue])
  /// An object: its members, in the order of their names; those that are nil are left out.
  case object([(name: String, value: JSONValue?)])

  /// A string, or `null`.
  static func nullable(_ text: String?) -> JSONValue { text.map(JSONValue.text) ?? .null }

  /// An array; nil if it would be empty.
  static func unlessEmpty(_ values: [JSONValue]) -> JSONValue? { values.isEmpty ? nil : .array(values) }

  /// Writes the value.
  func write(to writer: inout JSONWriter) throws {
    switch self {
    case .text(let text): writer.value(text)
    case .number(let number): writer.value(number)
    case .flag(let flag): writer.value(flag)
    case .null: writer.null()
    case .array(let values): try writer.array { writer in for value in values { try value.write(to: &writer) } }
    case .object(let members):
      try writer.object { writer in
        for (name, value) in members {
          guard let value else { continue }
          writer.key(escaping: name)
          try value.write(to: &writer)
        }
      }
    }
  }
}

extension JSONValue: Encodable {
  /// The name of a member.
  private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// Encodes the value as a part of a document of another type.
  func encode(to encoder: any Encoder) throws {
    switch self {
    case .text(let text): try text.encode(to: encoder)
    case .number(let number): try number.encode(to: encoder)
    case .flag(let flag): try flag.encode(to: encoder)
    case .null:
      var container = encoder.singleValueContainer()
      try container.encodeNil()
    case .array(let values): try values.encode(to: encoder)
    case .object(let members):
      var container = encoder.container(keyedBy: Name.self)
      for (name, value) in members {
        if let value { try container.encode(value, forKey: Name(stringValue: name)) }
      }
    }
  }
}
