import SourceText

/// Says of a name that is not known what was probably meant by it, or which names there are.
///
/// All names are compared exactly, and one that differs only in case is what was meant.
struct UnknownName: CustomStringConvertible {
  private let noun: String
  private let name: String
  /// What was probably meant, or which names there are.
  let hint: String

  /// Describes a wrong name.
  ///
  /// - Parameters:
  ///   - noun: What it is the name of: "site".
  ///   - name: The name.
  ///   - known: The names there are, at least one.
  ///   - list: Where one finds them all, if they are too many to list.
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

  /// The whole of it: "unknown site `shpo`; did you mean `shop`?".
  var description: String { "unknown \(noun) `\(name)`; \(hint)" }

  private static let mostListed = 12
}
