import Diagnostics
import JSONReading

/// Which members of an object were read: each may be there once, and some must be.
struct MemberCheck<Name: RawRepresentable & CaseIterable & Sendable> where Name.RawValue == String {
  private let names: KnownNames<Name>
  /// A bit for each case.
  private var found: UInt64 = 0

  /// The check of an object that is read from now on.
  init(_ names: KnownNames<Name>) {
    self.names = names
  }

  /// The member of a name; nil for one that means nothing.
  ///
  /// - Throws: A problem if it was there before.
  mutating func member(_ string: JSONString, in json: JSONReader) throws -> Name? {
    guard let (place, name) = try names.find(string, in: json) else { return nil }
    if found & 1 << UInt64(place) != 0 { throw TableProblem("is there twice").inside(.key(name.rawValue)) }
    found |= 1 << UInt64(place)
    return name
  }

  /// Checks that members were read that must be there.
  ///
  /// - Throws: A problem for the first one that was not, in the order of the cases.
  func require(_ isRequired: (Name) -> Bool = { _ in true }) throws {
    for (place, name) in Name.allCases.enumerated() where found & 1 << UInt64(place) == 0 && isRequired(name) {
      throw TableProblem("is missing").inside(.key(name.rawValue))
    }
  }
}
