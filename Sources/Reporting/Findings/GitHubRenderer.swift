package import Diagnostics
import SourceText

/// Findings as annotations of a pull request: workflow commands, which the runner of GitHub Actions reads from a step's
/// output (GitHub documentation, "Workflow commands for GitHub Actions").
package struct GitHubRenderer: Renderer {
  private let project: ProjectFolder

  /// The runner makes annotations of the first ten commands of each kind in a step, and merely logs the others.
  static let annotationLimit = 10

  /// The runner cuts a message behind so many characters.
  static let messageLimit = 4096

  /// Makes a renderer for the files of a project.
  package init(project: ProjectFolder) {
    self.project = project
  }

  /// One command a finding, errors first; empty where there is none.
  package func render(_ run: RunReport) -> String {
    var commands = run.failed.map { file in
      Command(kind: .error, properties: [("file", project.path(of: file.name))], message: file.reason)
    }
    commands += run.files.flatMap(commands(of:))
    return Severity.allCases.sorted(by: >).flatMap { kind in
      Self.announcingOverflow(of: commands.filter { $0.kind == kind }, omitted: Self.omitted(kind, run))
    }.reduce(into: "") { $0 += $1.line + "\n" }
  }

  /// The last command that becomes an annotation says how many further findings there are only in the log.
  private static func announcingOverflow(of commands: [Command], omitted: Int) -> [Command] {
    let further = max(0, commands.count - annotationLimit) + omitted
    guard further > 0, !commands.isEmpty else { return commands }
    var commands = commands
    let last = min(annotationLimit, commands.count) - 1
    let kind = commands[last].kind.rawValue + (further == 1 ? "" : "s")
    commands[last].note = "and \(further) further \(kind), without an annotation"
    return commands
  }

  /// How many findings of a severity were left out of the reports.
  private static func omitted(_ kind: Severity, _ run: RunReport) -> Int {
    run.files.reduce(0) { $0 + $1.count(kind) - $1.diagnostics.count { $0.severity == kind } }
  }

  private func commands(of report: FileReport) -> [Command] {
    guard !report.diagnostics.isEmpty else { return [] }
    let file = FileText(report)
    let path = project.path(of: report.source.name)
    return report.diagnostics.map { diagnostic in
      let span = file.clamped(diagnostic.span)
      let start = file.position(at: span.start)
      let end = file.position(at: span.end)
      var properties = [("file", path), ("line", "\(start.line)"), ("endLine", "\(file.lastLine(of: span))")]
      // Columns are for places within one line.
      if end.line == start.line { properties += [("col", "\(start.column)"), ("endColumn", "\(end.column)")] }
      properties.append(("title", diagnostic.rule.text))
      return Command(
        kind: diagnostic.severity, properties: properties, message: diagnostic.lines.joined(separator: "\n"))
    }
  }
}

/// One workflow command.
private struct Command {
  let kind: Severity
  let properties: [(name: String, value: String)]
  let message: String
  /// What is said last, whatever the length of the message.
  var note = ""

  var line: String {
    let values = properties.map { "\($0.name)=\(Self.escaped($0.value, isProperty: true))" }.joined(separator: ",")
    let room = GitHubRenderer.messageLimit - (note.isEmpty ? 0 : note.utf16.count + 1)
    let text = Self.cut(message.escapedKeepingLines, to: room) + (note.isEmpty ? "" : "\n" + note)
    return "::\(name) \(values)::\(Self.escaped(text, isProperty: false))"
  }

  private var name: String {
    switch kind {
    case .error: "error"
    case .warning: "warning"
    case .info: "notice"
    }
  }

  /// What would end a command or a property, or begin an escape, as `%` and two digits; nothing else is read back.
  private static func escaped(_ text: String, isProperty: Bool) -> String {
    text.unicodeScalars.reduce(into: "") { escaped, scalar in
      switch scalar {
      case "%": escaped += "%25"
      case "\r": escaped += "%0D"
      case "\n": escaped += "%0A"
      case ":" where isProperty: escaped += "%3A"
      case "," where isProperty: escaped += "%2C"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
  }

  /// The text with no more UTF-16 code units than there is room for.
  private static func cut(_ text: String, to room: Int) -> String {
    guard text.utf16.count > room else { return text }
    var length = 1
    let kept = text.unicodeScalars.prefix { scalar in
      length += UTF16.width(scalar)
      return length <= room
    }
    return String(String.UnicodeScalarView(kept)) + "…"
  }
}
