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
    return try JSONText.line(.array(run.files.flatMap { issues(of: $0, &fingerprints) }))
  }

  private func issues(of report: FileReport, _ fingerprints: inout Fingerprints) -> [JSONValue] {
    let texts = ReportText(report)
    return report.diagnostics.map { diagnostic in
      let file = texts.file(at: diagnostic.span)
      let path = project.path(of: file.source.name)
      let lines = JSONValue.object([
        ("begin", .number(file.start(of: diagnostic).line)),
        ("end", .number(file.lastLine(of: file.bytes(of: diagnostic.span)))),
      ])
      return .object([
        ("categories", .array([.text("Bug Risk")])), ("check_name", .text(diagnostic.rule.text)),
        // Further details, in Markdown.
        (
          "content",
          .object([("body", .text(diagnostic.lines.dropFirst().joined(separator: "\n").escapedForJSON))])
        ), ("description", .text(diagnostic.headline.escapedForJSON)),
        ("fingerprint", .text(fingerprints.next(diagnostic, in: path))),
        ("location", .object([("lines", lines), ("path", .text(path))])),
        ("severity", .text(Self.severity(diagnostic.severity))), ("type", .text("issue")),
      ])
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
