import Diagnostics
import SourceText

extension Diagnostic {
  /// What to do: the help, or the caption if there is no help; nil if there is neither.
  var advice: String? { help ?? (caption.isEmpty ? nil : caption) }

  /// The message with the caption in brackets, for formats that show no source: "unknown key `port` in a server (did
  /// you mean `serverName`?)".
  var headline: String { caption.isEmpty ? message : "\(message) (\(caption))" }

  /// The headline, then the help, the fixes and the configurations, one per line.
  var lines: [String] {
    [headline] + (help.map { ["help: \($0)"] } ?? []) + fixes.map { "fix: \($0.message)" }
      + (configurations.map { ["note: \($0)"] } ?? [])
  }

  /// The configurations that the finding belongs to; nil if it belongs only to the file that it is in.
  var configurations: String? {
    let most = 2
    let names = otherConfigurations.prefix(most)
    let further = otherConfigurations.count - names.count
    let others =
      names.isEmpty ? nil : "also in: " + names.joined(separator: ", ") + (further > 0 ? " and \(further) more" : "")
    switch (configuration, others) {
    case (nil, let others): return others
    case (let configuration?, nil): return "in the configuration \(configuration)"
    case (let configuration?, let others?): return "in the configuration \(configuration); \(others)"
    }
  }
}

extension String {
  /// The string made safe to print: it cannot control a terminal, deceive the reader, or give a command to a CI server;
  /// tabs and line ends are kept.
  var escapedKeepingLines: String { escapedForJSON.withoutCommands }

  /// The string for a member of a JSON document: it cannot control a terminal or deceive the reader; tabs and line ends
  /// are kept. Commands for a CI server are not changed: ``JSONText`` escapes them in a way that keeps the value.
  package var escapedForJSON: String { escapedControls(keepingTabs: true, keepingLineFeeds: true) }

  /// The parts between line feeds.
  var parts: [String] {
    // Nearly all texts are one line.
    var text = self
    if text.withUTF8({ $0.firstIndex(ofByte: UInt8(ascii: "\n"), from: 0) }) == nil { return [self] }
    return unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
  }
}
