public import Diagnostics
import SourceText

extension DiagnosticFormat {
  static let json = DiagnosticFormat(
    "json", for: .programs, "programs; `smtpconf schema diagnostics` prints its schema"
  ) { JSONRenderer(pages: $0.pages) }
}

/// Findings for programs, as described by `schemas/diagnostics.schema.json`.
public struct JSONRenderer: Renderer {
  private let pages: ProjectPages

  /// Makes a renderer.
  public init() {
    self.init(pages: .none)
  }

  /// Makes a renderer, which includes the addresses of rule pages if there are any.
  package init(pages: ProjectPages) {
    self.pages = pages
  }

  /// One document for all files, with sorted keys, on one line that ends with a line end.
  /// - Throws: What `JSONEncoder` throws, which never happens for strings and whole numbers.
  public func render(_ run: RunReport) throws -> String {
    try JSONText.line(JSONDocument(run.files, pages))
  }
}

/// The document.
private struct JSONDocument: Encodable {
  let formatVersion = 1
  let diagnostics: [JSONDiagnostic]
  /// Nil, and not in the document, if nothing was left out.
  let omitted: [String: Int]?

  init(_ reports: [FileReport], _ pages: ProjectPages) {
    diagnostics = reports.flatMap { JSONDiagnostic.all(of: $0, pages) }
    let counts = reports.filter { $0.omitted > 0 }.map { ($0.source.name.escapedForJSON, $0.omitted) }
    omitted = counts.isEmpty ? nil : Dictionary(counts, uniquingKeysWith: +)
  }
}

/// A finding for programs.
struct JSONDiagnostic: Encodable {
  private let rule: String
  private let severity: String
  private let message: String
  private let file: String
  private let path: String
  private let start: JSONPosition
  private let end: JSONPosition
  private let labels: [JSONLabel]
  private let help: NullableText
  private let fixes: [JSONFix]
  /// Nil, and not in the document, if there is no page.
  private let url: String?
  /// Nil, and not in the document, if it is the file of the finding.
  private let configuration: String?
  /// Nil, and not in the document, if there are none.
  private let alsoIn: [String]?

  /// All findings of a file.
  static func all(of report: FileReport, _ pages: ProjectPages = .none) -> [JSONDiagnostic] {
    let texts = ReportText(report)
    return report.diagnostics.map { JSONDiagnostic($0, in: texts, page: pages.page(of: $0.rule)) }
  }

  private init(_ diagnostic: Diagnostic, in texts: ReportText, page: String?) {
    let text = texts.file(at: diagnostic.span)
    url = page
    rule = diagnostic.rule.text.escapedForJSON
    severity = diagnostic.severity.rawValue
    message = diagnostic.message.escapedForJSON
    file = text.source.name.escapedForJSON
    path = diagnostic.path.description.escapedForJSON
    (start, end) = JSONPosition.both(text, diagnostic.span)
    labels = diagnostic.labels.map { JSONLabel($0, in: texts.file(at: $0.span), besides: text) }
    help = NullableText(text: diagnostic.advice?.escapedForJSON)
    fixes = diagnostic.fixes.map { JSONFix($0, in: texts, besides: text) }
    configuration = diagnostic.configuration?.escapedForJSON
    alsoIn = diagnostic.otherConfigurations.isEmpty ? nil : diagnostic.otherConfigurations.map(\.escapedForJSON)
  }
}

private struct JSONLabel: Encodable {
  let message: String
  /// Nil, and not in the document, if it is the file of the finding.
  let file: String?
  let start: JSONPosition
  let end: JSONPosition

  init(_ label: Label, in text: FileText, besides home: FileText) {
    message = label.message.escapedForJSON
    file = JSONDiagnostic.name(of: text, besides: home)
    (start, end) = JSONPosition.both(text, label.span)
  }
}

private struct JSONFix: Encodable {
  let applicability: String
  let message: String
  let edits: [JSONEdit]

  init(_ fix: Fix, in texts: ReportText, besides home: FileText) {
    applicability = fix.applicability.rawValue
    message = fix.message.escapedForJSON
    edits = fix.edits.map { JSONEdit($0, in: texts.file(at: $0.span), besides: home) }
  }
}

private struct JSONEdit: Encodable {
  /// Nil, and not in the document, if it is the file of the finding.
  let file: String?
  let start: JSONPosition
  let end: JSONPosition
  /// Not escaped: programs apply it.
  let text: String

  init(_ edit: TextEdit, in text: FileText, besides home: FileText) {
    file = JSONDiagnostic.name(of: text, besides: home)
    (start, end) = JSONPosition.both(text, edit.span)
    self.text = edit.text
  }
}

extension JSONDiagnostic {
  /// The name of a file, unless it is the finding's own.
  fileprivate static func name(of text: FileText, besides home: FileText) -> String? {
    text.source.address == home.source.address ? nil : text.source.name.escapedForJSON
  }
}

private struct JSONPosition: Encodable {
  let line: Int
  let column: Int
  let offset: Int

  private init(_ position: SourcePosition) {
    line = position.line
    column = position.column
    offset = position.offset
  }

  /// The start and the end of a place.
  static func both(_ text: FileText, _ span: SourceSpan) -> (JSONPosition, JSONPosition) {
    let span = text.source.bytes(of: span)
    return (JSONPosition(text.position(at: span.start)), JSONPosition(text.position(at: span.end)))
  }
}
