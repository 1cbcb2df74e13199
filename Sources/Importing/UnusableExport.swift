/// Why a file cannot be imported: everything in it that is wrong.
package struct UnusableExport: Error, Equatable {
  /// The problems, in the order of the file; at most ``mostProblems``.
  package let problems: [ExportProblem]
  /// How many more there are.
  package let omitted: Int

  /// As many problems as are kept: whoever reads them runs the query again.
  static let mostProblems = 20

  init(_ problems: [ExportProblem], omitted: Int = 0) {
    self.problems = problems
    self.omitted = omitted
  }
}

/// Something in an export that cannot be used.
package struct ExportProblem: Error, Equatable, CustomStringConvertible {
  /// The place, such as `servers[3].ServerID`; empty for the file as a whole.
  package let path: String
  /// What is wrong there, as a sentence goes on after the place; never a value, which may be a secret.
  package let text: String

  /// A problem at a place.
  init(_ path: String, _ text: String) {
    self.path = path
    self.text = text
  }

  /// A problem of the whole file.
  init(_ text: String) { self.init("", text) }

  /// The place, and what is wrong there, without a full stop.
  package var description: String { path.isEmpty ? text : "`\(path)` \(text)" }
}
