import ArgumentParser

/// The value of an option that accepts one or more items, separated by commas. The option may be repeated.
struct CommaList: Sendable {
  /// The items, without surrounding white space; at least one, and none is empty.
  let items: [String]

  /// Reads the value of an option.
  ///
  /// - Throws: `ValidationError` if an item is empty.
  init(argument: String) throws {
    items = argument.split(separator: ",", omittingEmptySubsequences: false).map(Self.trimmed)
    if items.contains("") { throw ValidationError("the list has an empty item") }
  }

  private static func trimmed(_ item: Substring) -> String {
    let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
    return String(item.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
  }
}

extension [CommaList] {
  /// The items of all lists, in the order given.
  var items: [String] { flatMap(\.items) }
}
