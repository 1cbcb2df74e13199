import ArgumentParser
import Diagnostics

/// A format in which findings are written.
enum ReportKind: String, CaseIterable {
  case text, concise, json, sarif, github, gitlab, junit

  /// Whether the format is for programs, which must find nothing else beside it.
  var isForMachines: Bool { self != .text && self != .concise }
}

/// A report that is wanted: `KIND`, which goes to the console, or `KIND=FILE`.
struct ReportTarget: Equatable {
  let kind: ReportKind
  /// The file; nil for the console.
  let file: String?
}

extension ReportTarget {
  /// Reads what stands behind `--format`.
  ///
  /// - Throws: `ValidationError`, which says what can stand there.
  init(argument: String) throws {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let names = ReportKind.allCases.map(\.rawValue)
    guard let kind = ReportKind(rawValue: parts[0]) else {
      let suggestion = Suggestion.nearest(to: parts[0], among: names)
      let hint = suggestion.map { "did you mean '\($0)'?" } ?? "there are \(names.joined(separator: ", "))"
      throw ValidationError("there is no such format; \(hint)")
    }
    if parts.count == 2, parts[1].isEmpty { throw ValidationError("the name of a file is missing behind '='") }
    self.init(kind: kind, file: parts.dropFirst().first { $0 != Inputs.standardInput })
  }
}
