package import Diagnostics
import SourceText

extension DiagnosticFormat {
  static let sarif = DiagnosticFormat(
    "sarif", for: .programs,
    "code scanning: SARIF 2.1.0 with rules, YAML paths, fixes, and fingerprints that stay the same when lines move"
  ) { SARIFRenderer(project: $0.project, rules: $0.rules, version: $0.version, pages: $0.pages) }
}

/// Findings as SARIF 2.1.0 (OASIS Standard, "Static Analysis Results Interchange Format"), which code scanning services
/// and editors read.
package struct SARIFRenderer: Renderer {
  private let project: ProjectFolder
  private let rules: [RuleDescription]
  private let version: String
  private let pages: ProjectPages

  /// Makes a renderer.
  ///
  /// - Parameters:
  ///   - project: Locates the files.
  ///   - rules: All rules, in order.
  ///   - version: The version of this program.
  ///   - pages: The web pages about the program and its rules.
  package init(
    project: ProjectFolder, rules: [RuleDescription], version: String, pages: ProjectPages = .none
  ) {
    self.project = project
    self.rules = rules
    self.version = version
    self.pages = pages
  }

  /// One log of one run, without machine names, times, or absolute paths of files in the project. It describes the rules
  /// that it has results of.
  package func render(_ run: RunReport) throws -> String {
    // Laying out the pages of all rules would cost more than checking most files.
    let found = Set(run.files.flatMap(\.diagnostics).map(\.rule))
    let rules = rules.filter { found.contains($0.id) }
    let indices = Dictionary(rules.enumerated().map { ($1.id, $0) }) { first, _ in first }
    let artifacts = Artifacts(run, in: project)
    var fingerprints = Fingerprints()
    let log = SARIFLog(
      runs: [
        SARIFLog.Run(
          tool: .init(driver: driver(rules)),
          invocations: [invocation(of: run)],
          artifacts: artifacts.names.map { SARIFLog.Artifact(location: location(of: $0)) },
          results: run.files.flatMap { results(of: $0, artifacts, rules: indices, &fingerprints) })
      ])
    return try JSONText.line(log)
  }

  private func driver(_ rules: [RuleDescription]) -> SARIFLog.Driver {
    SARIFLog.Driver(
      informationUri: pages.home, semanticVersion: version,
      rules: rules.map { SARIFRule($0, page: pages.page(of: $0.id)) })
  }

  private func invocation(of run: RunReport) -> SARIFLog.Invocation {
    let failed = run.failed.map { file in
      SARIFLog.Notification(
        level: "error", message: SARIFText(file.reason),
        locations: [SARIFLocation(location(of: file.name))])
    }
    let omissions = run.files.filter { $0.omitted > 0 }.map { file in
      SARIFLog.Notification(
        level: "warning", message: SARIFText(Omission(file.omitted).description),
        locations: [SARIFLocation(location(of: file.source.name))])
    }
    return SARIFLog.Invocation(
      executionSuccessful: failed.isEmpty, toolExecutionNotifications: failed + omissions)
  }

  private func location(of name: String) -> SARIFArtifactLocation {
    SARIFArtifactLocation(
      uri: project.uri(of: name), uriBaseId: project.contains(name) ? "%SRCROOT%" : nil, index: nil)
  }

  private func results(
    of report: FileReport, _ artifacts: Artifacts, rules: [RuleID: Int], _ fingerprints: inout Fingerprints
  ) -> [SARIFResult] {
    let texts = ReportText(report)
    return report.diagnostics.map { diagnostic in
      let file = project.uri(of: report.sources.file(at: diagnostic.span).name)
      return SARIFResult(
        diagnostic, ruleIndex: rules[diagnostic.rule], texts: texts,
        fingerprint: fingerprints.next(diagnostic, in: file)
      ) { place(of: $0, artifacts) }
    }
  }

  private func place(of text: FileText, _ artifacts: Artifacts) -> SARIFArtifactLocation {
    var place = location(of: text.source.name)
    place.index = artifacts.index(of: place.uri)
    return place
  }
}

/// The files that results are in, each once (section 3.14.15): those that were checked, then the others.
private struct Artifacts {
  private(set) var names: [String] = []
  /// By URI: a file may be given by several names.
  private var indices: [String: Int] = [:]

  init(_ run: RunReport, in project: ProjectFolder) {
    for name in run.files.map(\.source.name) + run.files.flatMap(\.sources.files).map(\.name) {
      let uri = project.uri(of: name)
      guard indices[uri] == nil else { continue }
      indices[uri] = names.count
      names.append(name)
    }
  }

  func index(of uri: String) -> Int? { indices[uri] }
}

/// The document; unknown values are left out.
private struct SARIFLog: Encodable {
  let schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
  let version = "2.1.0"
  let runs: [Run]

  enum CodingKeys: String, CodingKey {
    case version, runs
    case schema = "$schema"
  }

  struct Run: Encodable {
    let tool: Tool
    let invocations: [Invocation]
    let artifacts: [Artifact]
    let results: [SARIFResult]
    /// Columns count Unicode scalars (section 3.14.17), and a CR ends a line as well (section 3.14.16).
    let columnKind = "unicodeCodePoints"
    let newlineSequences = ["\r\n", "\n", "\r"]
    let defaultEncoding = "UTF-8"
    let defaultSourceLanguage = "yaml"
  }

  struct Tool: Encodable {
    let driver: Driver
  }

  struct Driver: Encodable {
    let name = "smtpconf"
    let informationUri: String?
    let semanticVersion: String
    let rules: [SARIFRule]
  }

  struct Invocation: Encodable {
    let executionSuccessful: Bool
    let toolExecutionNotifications: [Notification]
  }

  struct Notification: Encodable {
    let level: String
    let message: SARIFText
    let locations: [SARIFLocation]
  }

  struct Artifact: Encodable {
    let location: SARIFArtifactLocation
  }
}

/// A rule (section 3.49).
private struct SARIFRule: Encodable {
  let id: String
  let name: String
  let shortDescription: SARIFText
  let fullDescription: SARIFText
  let help: Help
  let helpUri: String?
  let defaultConfiguration: Configuration
  let properties: Properties

  struct Help: Encodable {
    let text: String
    let markdown: String
  }

  struct Configuration: Encodable {
    let level: String
  }

  /// Properties by which code scanning services sort and filter.
  struct Properties: Encodable {
    let adjustable: Bool
    let fixable: Bool
    let group: String
    let precision = "very-high"
    let problemSeverity: String
    let tags: [String]

    enum CodingKeys: String, CodingKey {
      case adjustable, fixable, group, precision, tags
      case problemSeverity = "problem.severity"
    }
  }

  init(_ rule: RuleDescription, page: String?) {
    id = rule.id.text
    name = rule.id.text.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    shortDescription = SARIFText(rule.summary)
    fullDescription = SARIFText(rule.explanation)
    help = Help(
      text: RuleTextRenderer(style: TextStyle(colour: false)).page(of: rule),
      markdown: RuleMarkdownRenderer().page(of: rule))
    helpUri = page
    defaultConfiguration = Configuration(level: rule.severity.sarifLevel)
    properties = Properties(
      adjustable: rule.isAdjustable, fixable: rule.isFixable, group: rule.group,
      problemSeverity: rule.severity == .info ? "recommendation" : rule.severity.rawValue,
      tags: ["smtp", "configuration", rule.group.lowercased()])
  }
}

/// A finding (section 3.27).
private struct SARIFResult: Encodable {
  let ruleId: String
  let ruleIndex: Int?
  let level: String
  let message: SARIFText
  let locations: [SARIFLocation]
  let relatedLocations: [SARIFLocation]?
  let partialFingerprints: [String: String]
  let fixes: [Fix]?

  struct Fix: Encodable {
    let description: SARIFText
    let artifactChanges: [Change]
    let properties: Properties

    struct Properties: Encodable {
      let applicability: String
    }
  }

  struct Change: Encodable {
    let artifactLocation: SARIFArtifactLocation
    let replacements: [Replacement]
  }

  struct Replacement: Encodable {
    let deletedRegion: SARIFRegion
    let insertedContent: Content
  }

  struct Content: Encodable {
    /// Not escaped: programs apply it.
    let text: String
  }

  init(
    _ diagnostic: Diagnostic, ruleIndex: Int?, texts: ReportText, fingerprint: String,
    artifact: (FileText) -> SARIFArtifactLocation
  ) {
    ruleId = diagnostic.rule.text
    self.ruleIndex = ruleIndex
    level = diagnostic.severity.sarifLevel
    let help = diagnostic.help.map { "\n\($0)" } ?? ""
    message = SARIFText(diagnostic.headline + help)
    let home = texts.file(at: diagnostic.span)
    locations = [
      SARIFLocation(
        artifact(home), SARIFRegion(home, diagnostic.span), logical: SARIFLogicalLocation(diagnostic.path))
    ]
    let related = diagnostic.labels.enumerated().map { number, label in
      let text = texts.file(at: label.span)
      return SARIFLocation(
        artifact(text), SARIFRegion(text, label.span), id: number + 1, message: SARIFText(label.message))
    }
    relatedLocations = related.isEmpty ? nil : related
    partialFingerprints = [Fingerprints.name: fingerprint]
    let fixes = diagnostic.fixes.map { Fix($0, in: texts, artifact: artifact) }
    self.fixes = fixes.isEmpty ? nil : fixes
  }
}

extension SARIFResult.Fix {
  fileprivate init(_ fix: Fix, in texts: ReportText, artifact: (FileText) -> SARIFArtifactLocation) {
    description = SARIFText(fix.message)
    artifactChanges = texts.files(at: fix.edits.map(\.span)).map { text in
      let edits = fix.edits.filter { text.contains($0.span) }
      return SARIFResult.Change(
        artifactLocation: artifact(text),
        replacements: edits.map { edit in
          SARIFResult.Replacement(
            deletedRegion: SARIFRegion(text, edit.span), insertedContent: SARIFResult.Content(text: edit.text))
        })
    }
    properties = Properties(applicability: fix.applicability.rawValue)
  }
}

/// A plain text message (section 3.11).
private struct SARIFText: Encodable {
  let text: String

  /// What looks like a link would become one (section 3.11.6): a key in a file under review must not introduce one.
  init(_ text: String) {
    let safe = text.escapedForJSON
    self.text =
      safe.contains("](") ? safe.replacing("[", with: "\\[").replacing("]", with: "\\]") : safe
  }
}

/// A place (section 3.28).
private struct SARIFLocation: Encodable {
  let id: Int?
  let physicalLocation: PhysicalLocation
  let logicalLocations: [SARIFLogicalLocation]?
  let message: SARIFText?

  struct PhysicalLocation: Encodable {
    let artifactLocation: SARIFArtifactLocation
    let region: SARIFRegion?
  }

  init(
    _ place: SARIFArtifactLocation, _ region: SARIFRegion? = nil, id: Int? = nil, logical: SARIFLogicalLocation? = nil,
    message: SARIFText? = nil
  ) {
    self.id = id
    physicalLocation = PhysicalLocation(artifactLocation: place, region: region)
    logicalLocations = logical.map { [$0] }
    self.message = message
  }
}

/// A file (section 3.4).
private struct SARIFArtifactLocation: Encodable {
  let uri: String
  let uriBaseId: String?
  var index: Int?
}

/// A range in a file (section 3.30); it ends after the last column.
private struct SARIFRegion: Encodable {
  let startLine: Int
  let startColumn: Int
  let endLine: Int
  let endColumn: Int

  init(_ file: FileText, _ span: SourceSpan) {
    let span = file.bytes(of: span)
    let (start, end) = (file.position(at: span.start), file.position(at: span.end))
    startLine = start.line
    startColumn = start.column
    endLine = end.line
    endColumn = end.column
  }
}

/// A logical place in a file (section 3.33): the YAML path.
private struct SARIFLogicalLocation: Encodable {
  let name: String
  let fullyQualifiedName: String
  let kind: String

  /// Nil for the root, which has no name.
  init?(_ path: YAMLPath) {
    guard let last = path.steps.last else { return nil }
    fullyQualifiedName = path.description
    switch last {
    case .key(let key):
      name = key.escapedControls()
      kind = "property"
    case .index(let index):
      name = "[\(index)]"
      kind = "value"
    }
  }
}

extension Severity {
  /// The level of a result (section 3.27.10).
  fileprivate var sarifLevel: String {
    switch self {
    case .error: "error"
    case .warning: "warning"
    case .info: "note"
    }
  }
}
