import ArgumentParser

/// What an option takes that takes several things: one or more, with commas between them. The option may be repeated.
struct CommaList: Sendable {
  /// The things, without the blanks around them; at least one, and none is empty.
  let items: [String]

  /// Reads what is given to an option.
  ///
  /// - Throws: `ValidationError` if an item is empty.
  init(argument: String) throws {
    items = argument.split(separator: ",", omittingEmptySubsequences: false).map(Self.trimmed)
    if items.contains("") { throw ValidationError("an item of the list is empty") }
  }

  private static func trimmed(_ item: Substring) -> String {
    let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
    return String(item.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
  }
}

extension [CommaList] {
  /// The things of all lists, in the order given.
  var items: [String] { flatMap(\.items) }
}
