/// What a reader of an imported configuration should know about a part of it.
package struct ImportNote: Equatable, Sendable {
  /// How much it matters.
  package enum Severity: String, Sendable {
    /// The configuration may not do what Kentico Xperience does, or something has to be decided.
    case warning
    /// Something in the database is not in the configuration, and makes no difference.
    case note
  }

  /// How much it matters.
  package let severity: Severity
  /// A sentence or two, each without a capital letter at its beginning and the last without a full stop; with text from
  /// the database as it is there.
  package let text: String

  static func warning(_ text: String) -> ImportNote { ImportNote(severity: .warning, text: text) }
  static func note(_ text: String) -> ImportNote { ImportNote(severity: .note, text: text) }
}

extension ImportNote: CustomStringConvertible {
  /// The note on one line: `warning: …`.
  package var description: String { "\(severity.rawValue): \(text)" }
}

extension String {
  /// A string from the database in a note: in quotes, and shortened if it is long.
  var inNote: String {
    let longest = 60
    return "`\(unicodeScalars.count > longest ? String(unicodeScalars.prefix(longest)) + "…" : self)`"
  }
}
