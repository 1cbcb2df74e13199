import SourceText

/// The error for an unknown name, with the nearest known name or a list of all.
///
/// All names are case-sensitive; one that differs only in case is suggested.
struct UnknownName: CustomStringConvertible {
  private let noun: String
  private let name: String
  /// The nearest known name, or the list.
  let hint: String

  /// Describes a wrong name.
  ///
  /// - Parameters:
  ///   - noun: What is named: "site".
  ///   - name: The name.
  ///   - known: The known names, at least one.
  ///   - list: How to list them all, if there are too many to show.
  init(_ noun: String, _ name: String, among known: [String], list: String? = nil) {
    self.noun = noun
    self.name = name
    if let meant = Suggestion.nearest(to: name, among: known) {
      hint = "did you mean `\(meant)`?"
    } else if let list {
      hint = list
    } else {
      let more = known.count > Self.mostListed ? " and \(known.count - Self.mostListed) more" : ""
      hint = "known \(noun)s: \(known.prefix(Self.mostListed).joined(separator: ", "))\(more)"
    }
  }

  /// The complete text: "unknown site `shpo`; did you mean `shop`?".
  var description: String { "unknown \(noun) `\(name)`; \(hint)" }

  private static let mostListed = 12
}
