package import Diagnostics
import SourceText

extension DiagnosticFormat {
  static let azure = DiagnosticFormat("azure", for: .server, "issues of an Azure Pipelines run") {
    AzureRenderer(project: $0.project, pages: $0.pages)
  }
}

/// Findings as issues of a pipeline: logging commands, which the agent of Azure Pipelines reads from a step's output
/// (documentation of Azure Pipelines, "Logging commands", and its agent's note on percent-encoding).
package struct AzureRenderer: Renderer {
  private let project: ProjectFolder
  private let pages: ProjectPages

  /// Makes a renderer for the files of a project.
  package init(project: ProjectFolder, pages: ProjectPages = .none) {
    self.project = project
    self.pages = pages
  }

  /// One command for each error or warning, errors first, then a plain line for each info, for which the agent has no
  /// issue type.
  package func render(_ run: RunReport) -> String {
    let issues = [Severity.error, .warning].flatMap { Annotation.all($0, of: run, pages) }.map(command)
    return (issues + run.files.flatMap(infos)).reduce(into: "") { $0 += $1 + "\n" }
  }

  private func infos(of report: FileReport) -> [String] {
    let findings = report.diagnostics.filter { $0.severity == .info }
    let texts = ReportText(report)
    return findings.map { ConciseRenderer.line(of: $0, in: texts.file(at: $0.span)) }
  }

  private func command(for annotation: Annotation) -> String {
    let properties = properties(of: annotation).map { "\($0.name)=\(Self.escaped(property: $0.value));" }.joined()
    let message = [annotation.message, annotation.note].filter { !$0.isEmpty }.joined(separator: "\n")
    return "##vso[task.logissue \(properties)]\(Self.escaped(message: message.escapedKeepingLines))"
  }

  private func properties(of annotation: Annotation) -> [(name: String, value: String)] {
    let file = [
      (name: "type", value: annotation.severity.rawValue),
      ("sourcepath", project.absolutePath(of: annotation.file).escapedForDisplay()),
    ]
    guard let place = annotation.place else { return file }
    return file + [
      ("linenumber", "\(place.start.line)"), ("columnnumber", "\(place.start.column)"),
      ("code", place.rule.text.escapedForDisplay()),
    ]
  }

  private static func escaped(property text: String) -> String {
    escaped(message: text).replacingBytes { byte in
      switch byte {
      case UInt8(ascii: "]"): "%5D"
      case UInt8(ascii: ";"): "%3B"
      default: nil
      }
    }
  }

  /// Line ends as the agent decodes them. A percent sign is escaped only if it would begin an escape: agents before
  /// 2.178 do not decode its own escape.
  private static func escaped(message text: String) -> String {
    escapingPercents(in: text).replacingBytes { byte in
      switch byte {
      case UInt8(ascii: "\r"): "%0D"
      case UInt8(ascii: "\n"): "%0A"
      default: nil
      }
    }
  }

  private static func escapingPercents(in text: String) -> String {
    if !text.utf8.contains(UInt8(ascii: "%")) { return text }
    let parts = text.split(separator: "%", omittingEmptySubsequences: false)
    return parts.dropFirst().reduce(into: String(parts[0])) { escaped, part in
      escaped += escapes.contains { part.unicodeScalars.starts(with: $0.unicodeScalars) } ? "%AZP25" : "%"
      escaped += part
    }
  }

  /// What the agent decodes after a percent sign.
  private static let escapes = ["3B", "0D", "0A", "5D", "AZP25"]
}
