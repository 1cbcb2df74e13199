import JSONReading
import SourceText

/// Finds the case of an enumeration by its name in JSON text, without a string for each name that is read.
struct KnownNames<Name: RawRepresentable & CaseIterable & Sendable>: Sendable where Name.RawValue == String {
  private let spellings: [Spelling]
  private let names = Array(Name.allCases)

  /// Prepares the names of all cases.
  init() {
    spellings = names.map { name in
      var text = name.rawValue
      return text.withUTF8(Spelling.init)
    }
  }

  /// The place of a name among the cases, and the case; nil for any other string.
  ///
  /// - Throws: What the reader throws.
  func find(_ string: JSONString, in json: JSONReader) throws -> (place: Int, name: Name)? {
    guard let bytes = json.plainBytes(of: string) else {
      // Nobody escapes letters, but it is allowed.
      let text = try json.text(of: string)
      return names.firstIndex { $0.rawValue == text }.map { ($0, names[$0]) }
    }
    let spelling = Spelling(bytes)
    for place in spellings.indices where spellings[place] == spelling {
      if spelling.isWhole || names[place].rawValue.utf8.elementsEqual(bytes) { return (place, names[place]) }
    }
    return nil
  }
}
