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
  /// - Throws: Nothing; other renderers do.
  public func render(_ run: RunReport) throws -> String {
    let omitted = run.files.filter { $0.omitted > 0 }.reduce(into: [String: Int]()) { counts, file in
      counts[file.source.name.escapedForJSON, default: 0] += file.omitted
    }
    return try JSONText.line(
      .object([
        ("diagnostics", .array(run.files.flatMap { JSONDiagnostic.all(of: $0, pages) })), ("formatVersion", .number(1)),
        // Not in the document if nothing was left out.
        ("omitted", omitted.isEmpty ? nil : .object(omitted.sorted { $0.key < $1.key }.map { ($0, .number($1)) })),
      ]))
  }
}

/// Findings for programs.
enum JSONDiagnostic {
  /// All findings of a file.
  static func all(of report: FileReport, _ pages: ProjectPages = .none) -> [JSONValue] {
    let texts = ReportText(report)
    return report.diagnostics.map { value(of: $0, in: texts, page: pages.page(of: $0.rule)) }
  }

  private static func value(of diagnostic: Diagnostic, in texts: ReportText, page: String?) -> JSONValue {
    let text = texts.file(at: diagnostic.span)
    let place = Place(diagnostic.span, in: text)
    return .object([
      // Not in the document if there are none.
      ("alsoIn", .unlessEmpty(diagnostic.otherConfigurations.map { .text($0.escapedForJSON) })),
      // Not in the document if it is the file of the finding.
      ("configuration", diagnostic.configuration.map { .text($0.escapedForJSON) }), ("end", place.end),
      ("file", .text(text.source.name.escapedForJSON)),
      ("fixes", .array(diagnostic.fixes.map { value(of: $0, in: texts, besides: text) })),
      ("help", .nullable(diagnostic.advice?.escapedForJSON)),
      ("labels", .array(diagnostic.labels.map { value(of: $0, in: texts.file(at: $0.span), besides: text) })),
      ("message", .text(diagnostic.message.escapedForJSON)),
      ("path", .text(diagnostic.path.description.escapedForJSON)), ("rule", .text(diagnostic.rule.text.escapedForJSON)),
      ("severity", .text(diagnostic.severity.rawValue)), ("start", place.start),
      // Not in the document if there is no page.
      ("url", page.map(JSONValue.text)),
    ])
  }

  private static func value(of label: Label, in text: FileText, besides home: FileText) -> JSONValue {
    let place = Place(label.span, in: text)
    return .object([
      ("end", place.end), ("file", name(of: text, besides: home)), ("message", .text(label.message.escapedForJSON)),
      ("start", place.start),
    ])
  }

  private static func value(of fix: Fix, in texts: ReportText, besides home: FileText) -> JSONValue {
    .object([
      ("applicability", .text(fix.applicability.rawValue)),
      ("edits", .array(fix.edits.map { value(of: $0, in: texts.file(at: $0.span), besides: home) })),
      ("message", .text(fix.message.escapedForJSON)),
    ])
  }

  private static func value(of edit: TextEdit, in text: FileText, besides home: FileText) -> JSONValue {
    let place = Place(edit.span, in: text)
    return .object([
      ("end", place.end), ("file", name(of: text, besides: home)), ("start", place.start),
      // Not escaped: programs apply it.
      ("text", .text(edit.text)),
    ])
  }

  /// The name of a file; nil, and not in the document, if it is the finding's own.
  private static func name(of text: FileText, besides home: FileText) -> JSONValue? {
    text.source.address == home.source.address ? nil : .text(text.source.name.escapedForJSON)
  }

  /// The start and the end of a place.
  private struct Place {
    let start: JSONValue
    let end: JSONValue

    init(_ span: SourceSpan, in text: FileText) {
      let span = text.source.bytes(of: span)
      start = Self.value(of: text.position(at: span.start))
      end = Self.value(of: text.position(at: span.end))
    }

    private static func value(of position: SourcePosition) -> JSONValue {
      .object([
        ("column", .number(position.column)), ("line", .number(position.line)), ("offset", .number(position.offset)),
      ])
    }
  }
}
