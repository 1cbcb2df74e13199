package import Diagnostics
import SourceText

extension DiagnosticFormat {
  static let github = DiagnosticFormat("github", for: .server, "annotations on a GitHub pull request") {
    GitHubRenderer(project: $0.project, pages: $0.pages)
  }
}

/// Findings as annotations of a pull request: workflow commands, which the runner of GitHub Actions reads from a step's
/// output (GitHub documentation, "Workflow commands for GitHub Actions").
package struct GitHubRenderer: Renderer {
  private let project: ProjectFolder
  private let pages: ProjectPages

  /// The runner cuts a message after this many UTF-16 code units.
  static let messageLimit = 4096

  /// Makes a renderer for the files of a project.
  package init(project: ProjectFolder, pages: ProjectPages = .none) {
    self.project = project
    self.pages = pages
  }

  /// One command for each finding, errors first; empty if there is none.
  package func render(_ run: RunReport) -> String {
    Severity.allCases.sorted(by: >).flatMap { Annotation.all($0, of: run, pages) }
      .reduce(into: "") { $0 += line(of: $1) + "\n" }
  }

  private func line(of annotation: Annotation) -> String {
    let values = properties(of: annotation).map { "\($0.name)=\(Self.escaped($0.value, isProperty: true))" }
      .joined(separator: ",")
    let note = annotation.note.isEmpty ? "" : "\n" + annotation.note
    let text = Self.cut(annotation.message.escapedKeepingLines, to: Self.messageLimit - note.utf16.count) + note
    return "::\(Self.name(of: annotation.severity)) \(values)::\(Self.escaped(text, isProperty: false))"
  }

  private func properties(of annotation: Annotation) -> [(name: String, value: String)] {
    let file = (name: "file", value: project.path(of: annotation.file).escapedForDisplay())
    guard let place = annotation.place else { return [file] }
    var properties = [file, ("line", "\(place.start.line)"), ("endLine", "\(place.lastLine)")]
    // Columns are only for places within one line.
    if place.end.line == place.start.line {
      properties += [("col", "\(place.start.column)"), ("endColumn", "\(place.end.column)")]
    }
    return properties + [("title", place.rule.text.escapedForDisplay())]
  }

  private static func name(of severity: Severity) -> String {
    switch severity {
    case .error: "error"
    case .warning: "warning"
    case .info: "notice"
    }
  }

  /// Escapes what would end a command or a property, or begin an escape: `%` and two digits; nothing else is decoded.
  private static func escaped(_ text: String, isProperty: Bool) -> String {
    text.replacingBytes { byte in
      switch byte {
      case UInt8(ascii: "%"): "%25"
      case UInt8(ascii: "\r"): "%0D"
      case UInt8(ascii: "\n"): "%0A"
      case UInt8(ascii: ":") where isProperty: "%3A"
      case UInt8(ascii: ",") where isProperty: "%2C"
      default: nil
      }
    }
  }

  /// The string cut to the available UTF-16 code units.
  private static func cut(_ text: String, to room: Int) -> String {
    // There are never more UTF-16 code units than bytes.
    guard text.utf8.count > room, text.utf16.count > room else { return text }
    var length = 1
    let kept = text.unicodeScalars.prefix { scalar in
      length += UTF16.width(scalar)
      return length <= room
    }
    return String(String.UnicodeScalarView(kept)) + "…"
  }
}
