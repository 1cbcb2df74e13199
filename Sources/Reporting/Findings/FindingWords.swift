import Diagnostics
import SourceText

extension Diagnostic {
  /// What to do: the help, or what stands beside the caret where there is no help; nil where there is neither.
  var advice: String? { help ?? (caption.isEmpty ? nil : caption) }

  /// What is wrong and, in brackets, what stands beside the caret, for formats that show no source:
  /// "unknown key `port` in a server (did you mean `serverName`?)".
  var headline: String { caption.isEmpty ? message : "\(message) (\(caption))" }

  /// The headline, then what else helps, a line each: the help and the repairs.
  var lines: [String] {
    [headline] + (help.map { ["help: \($0)"] } ?? []) + fixes.map { "fix: \($0.message)" }
  }
}

extension String {
  /// The text as it is safe to print: nothing in it drives or deceives a terminal, or commands a CI server; tabs and line
  /// ends are kept.
  var escapedKeepingLines: String { escapedForJSON.withoutCommands }

  /// The text as a member of a JSON document: nothing in it drives or deceives a terminal, tabs and line ends are kept.
  /// What would command a CI server stays the same text: ``JSONText`` writes it in another way.
  var escapedForJSON: String {
    unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
      .map { String($0).escapedControls(keepingTabs: true) }
      .joined(separator: "\n")
  }
}
