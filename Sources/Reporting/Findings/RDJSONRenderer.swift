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

  /// One document for all files, with sorted keys, on one line that ends with a line end.
  /// - Throws: What `JSONEncoder` throws, which never happens for strings and whole numbers.
  package func render(_ run: RunReport) throws -> String {
    let worst = run.files.flatMap(\.diagnostics).map(\.severity) + (run.failed.isEmpty ? [] : [.error])
    return try JSONText.line(
      DiagnosticResult(
        source: DiagnosticResult.Source(name: "smtpconf", url: pages.home), severity: worst.max()?.word,
        diagnostics: run.failed.map(entry) + run.files.flatMap(entries)))
  }

  private func entry(for file: RunReport.FailedFile) -> DiagnosticEntry {
    DiagnosticEntry(file.reason, .error, path: project.path(of: file.name))
  }

  private func entries(for report: FileReport) -> [DiagnosticEntry] {
    let texts = ReportText(report)
    let path = project.path(of: report.source.name)
    let findings = report.diagnostics.map { finding in
      let text = texts.file(at: finding.span)
      return DiagnosticEntry(
        finding, in: text, path: project.path(of: text.source.name), page: pages.page(of: finding.rule))
    }
    return report.omitted > 0
      ? findings + [DiagnosticEntry(Omission(report.omitted).description, .info, path: path)] : findings
  }
}

/// The document; unknown values are left out.
private struct DiagnosticResult: Encodable {
  let source: Source
  let severity: String?
  let diagnostics: [DiagnosticEntry]

  struct Source: Encodable {
    let name: String
    let url: String?
  }
}

/// A `Diagnostic` of the format.
private struct DiagnosticEntry: Encodable {
  let message: String
  let location: Location
  let severity: String
  let code: Code?
  let suggestions: [Suggestion]?

  struct Location: Encodable {
    let path: String
    let range: Range?
  }

  struct Code: Encodable {
    let value: String
    let url: String?
  }

  struct Suggestion: Encodable {
    let range: Range
    /// Not escaped: programs apply it.
    let text: String
  }

  /// A range; its end is after the last character.
  struct Range: Encodable {
    let start: Position
    let end: Position

    init(_ text: FileText, _ span: ByteSpan) {
      start = Position(text, span.start)
      end = Position(text, span.end)
    }
  }

  /// A place; the column counts UTF-8 bytes from 1, including those of a byte order mark.
  struct Position: Encodable {
    let line: Int
    let column: Int

    init(_ text: FileText, _ offset: Int) {
      line = text.index.line(at: offset)
      let start = line == 1 ? 0 : text.index.span(ofLine: line).start
      column = offset - start + 1
    }
  }

  /// A remark on a whole file.
  init(_ message: String, _ severity: Severity, path: String) {
    self.message = message.escapedForJSON
    location = Location(path: path, range: nil)
    self.severity = severity.word
    code = nil
    suggestions = nil
  }

  init(_ finding: Diagnostic, in text: FileText, path: String, page: String?) {
    let help = finding.help.map { "\n\($0)" } ?? ""
    message = (finding.headline + help).escapedForJSON
    location = Location(path: path, range: Range(text, text.bytes(of: finding.span)))
    severity = finding.severity.word
    code = Code(value: finding.rule.text, url: page)
    let fixes = finding.fixes.compactMap { Suggestion($0, in: text) }
    suggestions = fixes.isEmpty ? nil : fixes
  }
}

extension DiagnosticEntry.Suggestion {
  /// A fix as a single replacement, which is all that the format supports: the text between the edits of a fix is
  /// repeated.
  ///
  /// Nil if that text is secret, or if the fix changes another file as well.
  init?(_ fix: Fix, in file: FileText) {
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
    range = DiagnosticEntry.Range(file, ByteSpan(first.span.start, max(offset, last.span.end)))
    self.text = text
  }
}

extension Severity {
  /// The name in this format.
  fileprivate var word: String { rawValue.uppercased() }
}
