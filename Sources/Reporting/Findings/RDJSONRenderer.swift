package import Diagnostics
import SourceText

extension DiagnosticFormat {
  static let rdjson = DiagnosticFormat("rdjson", for: .programs, "reviewdog, which comments on the changed lines") {
    RDJSONRenderer(project: $0.project, pages: $0.pages)
  }
}

/// Findings for reviewdog, with fixes as suggestions: a `DiagnosticResult` of the Reviewdog Diagnostic Format, in JSON.
package struct RDJSONRenderer: Renderer {
  private let project: ProjectFolder
  private let pages: ProjectPages

  /// Makes a renderer for the files of a project.
  package init(project: ProjectFolder, pages: ProjectPages = .none) {
    self.project = project
    self.pages = pages
  }

  /// One document for all files, with sorted keys, on one line that ends with a line end; unknown values are left out.
  /// - Throws: Nothing; other renderers do.
  package func render(_ run: RunReport) throws -> String {
    let worst = run.files.flatMap(\.diagnostics).map(\.severity) + (run.failed.isEmpty ? [] : [.error])
    let failed = run.failed.map { remark($0.reason, .error, on: $0.name) }
    return try JSONText.line(
      .object([
        ("diagnostics", .array(failed + run.files.flatMap(entries))),
        ("severity", worst.max().map { .text($0.word) }),
        ("source", .object([("name", .text("smtpconf")), ("url", pages.home.map(JSONValue.text))])),
      ]))
  }

  private func entries(for report: FileReport) -> [JSONValue] {
    let texts = ReportText(report)
    let findings = report.diagnostics.map { entry(for: $0, in: texts.file(at: $0.span)) }
    return report.omitted > 0
      ? findings + [remark(Omission(report.omitted).description, .info, on: report.source.name)] : findings
  }

  /// A remark on a whole file.
  private func remark(_ message: String, _ severity: Severity, on file: String) -> JSONValue {
    .object([
      ("location", .object([("path", .text(project.path(of: file)))])), ("message", .text(message.escapedForJSON)),
      ("severity", .text(severity.word)),
    ])
  }

  private func entry(for finding: Diagnostic, in text: FileText) -> JSONValue {
    let help = finding.help.map { "\n\($0)" } ?? ""
    let code: [(String, JSONValue?)] = [
      ("url", pages.page(of: finding.rule).map(JSONValue.text)), ("value", .text(finding.rule.text)),
    ]
    let location: [(String, JSONValue?)] = [
      ("path", .text(project.path(of: text.source.name))), ("range", Self.range(text, text.bytes(of: finding.span))),
    ]
    return .object([
      ("code", .object(code)), ("location", .object(location)),
      ("message", .text((finding.headline + help).escapedForJSON)), ("severity", .text(finding.severity.word)),
      ("suggestions", .unlessEmpty(finding.fixes.compactMap { Self.suggestion($0, in: text) })),
    ])
  }

  /// A range; its end is after the last character.
  private static func range(_ text: FileText, _ span: ByteSpan) -> JSONValue {
    .object([("end", position(text, span.end)), ("start", position(text, span.start))])
  }

  /// A place; the column counts UTF-8 bytes from 1, including those of a byte order mark.
  private static func position(_ text: FileText, _ offset: Int) -> JSONValue {
    let line = text.index.line(at: offset)
    let start = line == 1 ? 0 : text.index.span(ofLine: line).start
    return .object([("column", .number(offset - start + 1)), ("line", .number(line))])
  }

  /// A fix as a single replacement, which is all that the format supports: the text between the edits of a fix is
  /// repeated.
  ///
  /// Nil if that text is secret, or if the fix changes another file as well.
  private static func suggestion(_ fix: Fix, in file: FileText) -> JSONValue? {
    let edits = file.edits(of: fix)
    guard edits.count == fix.edits.count, let first = edits.first, let last = edits.last else { return nil }
    var text = first.text
    var offset = first.span.end
    for edit in edits.dropFirst() {
      let between = ByteSpan(offset, max(offset, edit.span.start))
      guard !file.secrets.pieces(of: between).contains(where: \.isSecret) else { return nil }
      text += file.source.text(of: between) + edit.text
      offset = max(offset, edit.span.end)
    }
    return .object([
      ("range", range(file, ByteSpan(first.span.start, max(offset, last.span.end)))),
      // Not escaped: programs apply it.
      ("text", .text(text)),
    ])
  }
}

extension Severity {
  /// The name in this format.
  fileprivate var word: String { rawValue.uppercased() }
}
