import Diagnostics
import SourceText

/// Findings as results (section 3.27).
struct SARIFResult {
  private let texts: ReportText
  private let artifacts: SARIFArtifacts

  /// Results in some files.
  init(_ texts: ReportText, _ artifacts: SARIFArtifacts) {
    self.texts = texts
    self.artifacts = artifacts
  }

  /// A finding as a result.
  func value(of finding: Diagnostic, ruleIndex: Int?, fingerprint: String) -> JSONValue {
    let help = finding.help.map { "\n\($0)" } ?? ""
    let related = finding.labels.enumerated().map { number, label in
      place(of: label.span, id: number + 1, message: SARIFText.value(of: label.message))
    }
    return .object([
      ("fixes", .unlessEmpty(finding.fixes.map(value))), ("level", .text(finding.severity.sarifLevel)),
      ("locations", .array([place(of: finding.span, logical: Self.logicalPlace(of: finding.path))])),
      ("message", SARIFText.value(of: finding.headline + help)),
      ("partialFingerprints", .object([(Fingerprints.name, .text(fingerprint))])),
      ("relatedLocations", .unlessEmpty(related)), ("ruleId", .text(finding.rule.text)),
      ("ruleIndex", ruleIndex.map(JSONValue.number)),
    ])
  }

  private func value(of fix: Fix) -> JSONValue {
    let changes = texts.files(at: fix.edits.map(\.span)).map { text in
      JSONValue.object([
        ("artifactLocation", artifacts.place(of: text.source)),
        ("replacements", .array(fix.edits.filter { text.contains($0.span) }.map { replacement($0, in: text) })),
      ])
    }
    return .object([
      ("artifactChanges", .array(changes)), ("description", SARIFText.value(of: fix.message)),
      ("properties", .object([("applicability", .text(fix.applicability.rawValue))])),
    ])
  }

  private func replacement(_ edit: TextEdit, in text: FileText) -> JSONValue {
    .object([
      ("deletedRegion", region(edit.span, in: text)),
      // Not escaped: programs apply it.
      ("insertedContent", .object([("text", .text(edit.text))])),
    ])
  }

  /// A place (section 3.28).
  private func place(
    of span: SourceSpan, id: Int? = nil, logical: JSONValue? = nil, message: JSONValue? = nil
  ) -> JSONValue {
    let text = texts.file(at: span)
    return .object([
      ("id", id.map(JSONValue.number)), ("logicalLocations", logical.map { .array([$0]) }), ("message", message),
      (
        "physicalLocation",
        .object([("artifactLocation", artifacts.place(of: text.source)), ("region", region(span, in: text))])
      ),
    ])
  }

  /// A range in a file (section 3.30); it ends after the last column.
  private func region(_ span: SourceSpan, in text: FileText) -> JSONValue {
    let span = text.bytes(of: span)
    let (start, end) = (text.position(at: span.start), text.position(at: span.end))
    return .object([
      ("endColumn", .number(end.column)), ("endLine", .number(end.line)), ("startColumn", .number(start.column)),
      ("startLine", .number(start.line)),
    ])
  }

  /// A logical place in a file (section 3.33): the YAML path; nil for the root, which has no name.
  private static func logicalPlace(of path: YAMLPath) -> JSONValue? {
    guard let last = path.steps.last else { return nil }
    let (name, kind) =
      switch last {
      case .key(let key): (key.escapedControls(), "property")
      case .index(let index): ("[\(index)]", "value")
      }
    return .object([("fullyQualifiedName", .text(path.description)), ("kind", .text(kind)), ("name", .text(name))])
  }
}
