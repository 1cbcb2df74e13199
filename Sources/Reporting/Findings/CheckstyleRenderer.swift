package import Diagnostics
import SourceText

extension DiagnosticFormat {
  static let checkstyle = DiagnosticFormat(
    "checkstyle", for: .programs, "Jenkins, TeamCity and reviewdog: Checkstyle XML"
  ) { CheckstyleRenderer(project: $0.project, rules: $0.rules) }
}

/// Findings in the XML of Checkstyle, which many CI servers read: an element for each file, which contains one for each
/// finding. The format is that of its `XMLLogger`, which does not write a document type either.
package struct CheckstyleRenderer: Renderer {
  private let project: ProjectFolder
  private let rules: RuleDescriptions

  /// Makes a renderer.
  ///
  /// - Parameters:
  ///   - project: Locates the files.
  ///   - rules: All rules.
  package init(project: ProjectFolder, rules: RuleDescriptions) {
    self.project = project
    self.rules = rules
  }

  /// The document; a file without findings is an empty element.
  package func render(_ run: RunReport) -> String {
    let groups = rules.of(run.rules).map { (rule: $0.id, name: Self.slug($0.group)) }
    let files = run.files.flatMap { elements(of: $0, groups) } + run.failed.map(element)
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + XMLElement("checkstyle", [("version", "8.0")], files).text
  }

  private func elements(of report: FileReport, _ groups: [(rule: RuleID, name: String)]) -> [XMLElement] {
    let texts = ReportText(report)
    let others = texts.files(at: report.diagnostics.map(\.span)).filter { $0.source.address != report.source.address }
    let omission = report.omitted > 0 ? [remark(.info, Omission(report.omitted).description, "omitted")] : []
    return [element(report.source.name, errors(of: report, in: texts.root, groups) + omission)]
      + others.map { element($0.source.name, errors(of: report, in: $0, groups)) }
  }

  private func errors(of report: FileReport, in file: FileText, _ groups: [(rule: RuleID, name: String)])
    -> [XMLElement]
  {
    report.diagnostics.filter { file.contains($0.span) }.map { finding in
      let start = file.start(of: finding)
      let group = groups.first { $0.rule == finding.rule }
      return Self.error(
        [("line", "\(start.line)"), ("column", "\(start.column)")], finding.severity,
        finding.lines.joined(separator: "\n"), source: group?.name ?? "other", finding.rule.text)
    }
  }

  private func element(of file: RunReport.FailedFile) -> XMLElement {
    element(file.name, [remark(.error, file.reason, "failed")])
  }

  private func element(_ name: String, _ errors: [XMLElement]) -> XMLElement {
    XMLElement("file", [("name", project.path(of: name))], errors)
  }

  /// A remark on a whole file that comes from the run, not from a rule.
  private func remark(_ severity: Severity, _ message: String, _ kind: String) -> XMLElement {
    Self.error([], severity, message, source: "run", kind)
  }

  /// Readers use the last part of the source as the kind of finding, and the one before as its category.
  private static func error(
    _ place: [(String, String)], _ severity: Severity, _ message: String, source group: String, _ rule: String
  ) -> XMLElement {
    XMLElement(
      "error",
      place + [("severity", severity.rawValue), ("message", message), ("source", "smtpconf.\(group).\(rule)")])
  }

  /// The name of a group as one word: `file` for "The file".
  private static func slug(_ group: String) -> String {
    let words = group.lowercased().split(separator: " ")
    return words.dropFirst(words.first == "the" ? 1 : 0).map(String.init).joined(separator: "-")
  }
}
