/// The commands that CI servers execute in the output of a program: an independent model, which does not use the code
/// that keeps commands out of the output.
package enum Runners {
  /// The lines of an output that a server would act on, or might.
  package static func obeyed(in output: String) -> [String] {
    lines(of: output).flatMap { line in [line, withoutColour(line)].filter(isObeyed) }
  }

  /// The same for a report, without the commands that its format consists of.
  package static func obeyed(in report: String, format: String) -> [String] {
    guard let beginnings = meant[format] else { return obeyed(in: report) }
    return lines(of: report).compactMap { line in
      let beginning = beginnings.first { line.hasPrefix($0) } ?? ""
      let rest = String(line.dropFirst(beginning.count))
      return isObeyed(rest) ? line : nil
    }
  }

  /// How the intended commands of a format begin.
  private static let meant = [
    "github": ["::error file=", "::warning file=", "::notice file="],
    "azure": ["##vso[task.logissue type=error;", "##vso[task.logissue type=warning;"],
    "teamcity": ["inspectionType id", "inspection typeId", "buildProblem description", "message text"].map {
      "##teamcity[\($0)='"
    },
  ]

  /// .NET and Java treat line ends alike.
  private static func lines(of output: String) -> [String] {
    output.unicodeScalars.split { $0 == "\n" || $0 == "\r" }.map { String($0) }
  }

  private static func isObeyed(_ line: String) -> Bool {
    let small = Array(line.lowercased().utf8)
    let isAnywhere = ["##vso[", "##teamcity[", "##["].contains { small.firstRange(of: Array($0.utf8)) != nil }
    let trimmed = line.unicodeScalars.drop { $0.properties.isWhitespace || $0.properties.isDefaultIgnorableCodePoint }
    return isAnywhere || trimmed.starts(with: "::".unicodeScalars)
  }

  private static func withoutColour(_ line: String) -> String { line.replacing(/\u{1B}\[[0-9;]*[A-Za-z]/, with: "") }
}
