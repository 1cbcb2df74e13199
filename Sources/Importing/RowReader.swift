/// Reads the columns of one row, and collects what is wrong with them. A value that is wrong is read as something of its
/// type; the row is not used then.
struct RowReader {
  private let path: String
  private let cells: [String: JSONCell]
  /// What is wrong, in the order in which columns were read.
  private(set) var problems: [ExportProblem] = []

  /// A reader of a row at a place.
  init(_ row: JSONRow, at path: String) {
    self.path = path
    cells = row.cells ?? [:]
    if row.cells == nil { problems.append(ExportProblem(path, "must be an object, a row of the table")) }
  }

  /// The id of an entry.
  mutating func id(_ column: String) -> Int {
    guard let cell = cell(column) else { return 0 }
    if case .integer(let number) = cell, number > 0 { return number }
    wrong(column, "must be a whole number above 0")
    return 0
  }

  /// The id of an entry, or `null`.
  mutating func optionalID(_ column: String) -> Int? {
    guard let cell = cell(column), cell != .null else { return nil }
    return id(column)
  }

  /// A whole number, or `null`.
  mutating func number(_ column: String) -> Int? {
    switch cell(column) {
    case .integer(let number): return number
    case nil, .null: return nil
    default:
      wrong(column, "must be a whole number or null")
      return nil
    }
  }

  /// A bit, which some tools write as a number.
  mutating func bit(_ column: String) -> Bool {
    switch cell(column) {
    case .boolean(let flag): return flag
    case .integer(0), nil: return false
    case .integer(1): return true
    default:
      wrong(column, "must be true or false")
      return false
    }
  }

  /// Text, or `null`.
  mutating func text(_ column: String) -> String? {
    switch cell(column) {
    case .string(let text): return text
    case nil, .null: return nil
    default:
      wrong(column, "must be a string or null")
      return nil
    }
  }

  /// Text, or nil if the column is absent: the query omits it if it is `null`.
  mutating func textIfPresent(_ column: String) -> String? { cells[column] == nil ? nil : text(column) }

  private mutating func cell(_ column: String) -> JSONCell? {
    // Of a row that is not an object one problem is enough.
    if let cell = cells[column] { return cell }
    if problems.first?.path != path { wrong(column, "is missing; run the query without changes") }
    return nil
  }

  private mutating func wrong(_ column: String, _ text: String) {
    problems.append(ExportProblem("\(path).\(column)", text))
  }
}
