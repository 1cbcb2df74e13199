/// A value that should be an array of rows.
enum JSONTable: Decodable {
  case rows([JSONRow])
  case notAnArray

  init(from decoder: any Decoder) throws {
    let rows = try? decoder.singleValueContainer().decode([JSONRow].self)
    self = rows.map { .rows($0) } ?? .notAnArray
  }
}

/// A value that should be an object: a row of a table.
struct JSONRow: Decodable {
  /// The values by their columns; nil if it is not an object.
  let cells: [String: JSONCell]?

  init(from decoder: any Decoder) throws {
    cells = try? decoder.singleValueContainer().decode([String: JSONCell].self)
  }
}

/// A value in a row.
enum JSONCell: Decodable, Equatable {
  case null
  case string(String)
  case integer(Int)
  case boolean(Bool)
  /// An array, an object, or a number that is not whole or too large.
  case other

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let text = try? container.decode(String.self) {
      self = .string(text)
    } else if let number = try? container.decode(Int.self) {
      self = .integer(number)
    } else if let flag = try? container.decode(Bool.self) {
      self = .boolean(flag)
    } else {
      self = .other
    }
  }
}
