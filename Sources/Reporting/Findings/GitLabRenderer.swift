package import Diagnostics
import SourceText

extension DiagnosticFormat {
  static let gitlab = DiagnosticFormat("gitlab", for: .programs, "code quality report in a GitLab merge request") {
    GitLabRenderer(project: $0.project)
  }
}

/// Findings for GitLab's merge requests: a Code Quality report, which is a JSON array of Code Climate issues
/// (GitLab documentation, "Code Quality report format").
package struct GitLabRenderer: Renderer {
  private let project: ProjectFolder

  /// Makes a renderer for the files of a project.
  package init(project: ProjectFolder) {
    self.project = project
  }

  /// The array, on one line; `[]` if there is no finding.
  package func render(_ run: RunReport) throws -> String {
    // GitLab keeps only one issue of each fingerprint, across all files.
    var fingerprints = Fingerprints(acrossFiles: true)
    return try JSONText.line(run.files.flatMap { issues(of: $0, &fingerprints) })
  }

  private func issues(of report: FileReport, _ fingerprints: inout Fingerprints) -> [Issue] {
    let texts = ReportText(report)
    return report.diagnostics.map { diagnostic in
      let file = texts.file(at: diagnostic.span)
      let path = project.path(of: file.source.name)
      return Issue(
        description: diagnostic.headline.escapedForJSON, checkName: diagnostic.rule.text,
        content: Issue.Content(body: diagnostic.lines.dropFirst().joined(separator: "\n").escapedForJSON),
        fingerprint: fingerprints.next(diagnostic, in: path), severity: Self.severity(diagnostic.severity),
        location: Issue.Location(
          path: path,
          lines: Issue.Lines(
            begin: file.start(of: diagnostic).line, end: file.lastLine(of: file.bytes(of: diagnostic.span)))))
    }
  }

  private static func severity(_ severity: Severity) -> String {
    switch severity {
    case .error: "critical"
    case .warning: "minor"
    case .info: "info"
    }
  }
}

/// An issue.
private struct Issue: Encodable {
  let type = "issue"
  let categories = ["Bug Risk"]
  let description: String
  let checkName: String
  let content: Content
  let fingerprint: String
  let severity: String
  let location: Location

  /// Further details, in Markdown.
  struct Content: Encodable {
    let body: String
  }

  struct Location: Encodable {
    let path: String
    let lines: Lines
  }

  struct Lines: Encodable {
    let begin: Int
    let end: Int
  }

  enum CodingKeys: String, CodingKey {
    case type, categories, description, content, fingerprint, severity, location
    case checkName = "check_name"
  }
}
