/// Names for rows of the database that are not the same for two of them, even if case is ignored.
enum UniqueNames {
  /// A name that a row should have.
  struct Wish {
    /// The name; it does not end with the separator.
    let name: String
    /// The id of the row in the database, above 0 and different for each row.
    let id: Int
  }

  /// The names: each as it is wished, or followed by a separator and the id of the row if another row would have the same.
  ///
  /// What follows the last separator differs then, so two names with an id are never the same.
  ///
  /// - Parameters:
  ///   - wishes: The rows. Takes time proportional to their number.
  ///   - separator: What is put between a name and an id.
  ///   - limit: The maximum length of a name in characters; longer ones lose characters before the id.
  /// - Returns: The names, in the same order.
  static func names(for wishes: [Wish], separator: Character, limit: Int = .max) -> [String] {
    var names = wishes.map { String($0.name.prefix(limit)) }
    var hasID = Array(repeating: false, count: names.count)
    var owners: [String: [Int]] = [:]
    for (row, name) in names.enumerated() { owners[name.lowercased(), default: []].append(row) }
    // A name with an id may be one that another row wishes for. Every row gets an id once at most, so this ends.
    var contested = owners.filter { $0.value.count > 1 }.map(\.key)
    while let name = contested.popLast() {
      for row in owners.removeValue(forKey: name) ?? [] {
        if !hasID[row] {
          let suffix = "\(separator)\(wishes[row].id)"
          names[row] = names[row].prefix(limit - suffix.count) + suffix
          hasID[row] = true
        }
        let key = names[row].lowercased()
        owners[key, default: []].append(row)
        if owners[key]?.count == 2 { contested.append(key) }
      }
    }
    return names
  }
}
