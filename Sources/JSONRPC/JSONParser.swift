package import JSONReading

/// Reads a whole JSON text as a value, in time in proportion to its length.
///
/// Depth and number of values are limited, so that the memory for a message stays in proportion as well.
package struct JSONParser {
  /// The deepest nesting that is read.
  package static let deepest = 100
  /// The largest number of values that are read.
  package static let mostValues = 1_000_000

  /// Why text cannot be read.
  package typealias Malformed = JSONReader.Malformed

  private var reader: JSONReader
  private var count = 0

  /// Reads one value, which must be all of the text.
  ///
  /// - Throws: ``Malformed`` for anything else.
  package static func value(of bytes: [UInt8]) throws(Malformed) -> JSON {
    let result = bytes.withUnsafeBufferPointer { buffer in
      Result { () throws(Malformed) in
        var parser = JSONParser(reader: JSONReader(buffer, deepest: deepest, halfPairs: .replaced))
        let value = try parser.value()
        try parser.reader.finish()
        return value
      }
    }
    return try result.get()
  }

  private mutating func value() throws(Malformed) -> JSON {
    count += 1
    if count > Self.mostValues { throw reader.failure("too many values") }
    switch try reader.kind() {
    case .object: return try object()
    case .array: return try array()
    case .string: return .string(try reader.text(of: try reader.string()))
    case .boolean: return .boolean(try reader.boolean())
    case .null:
      try reader.null()
      return .null
    case .number:
      switch try reader.number() {
      case .integer(let number): return .integer(number)
      case .other(let number): return .number(number)
      }
    }
  }

  private mutating func array() throws(Malformed) -> JSON {
    try reader.openArray()
    var elements: [JSON] = []
    while try reader.nextElement() { elements.append(try value()) }
    return .array(elements)
  }

  private mutating func object() throws(Malformed) -> JSON {
    try reader.openObject()
    var members: [String: JSON] = [:]
    while let name = try reader.nextName() { members[try reader.text(of: name)] = try value() }
    return .object(members)
  }
}
