import Diagnostics
import SourceText

/// The files of a report, each laid out when it is first needed.
final class ReportText {
  private let report: FileReport
  /// In the order of the report's files.
  private var texts: [FileText?]

  /// The files of a report.
  init(_ report: FileReport) {
    self.report = report
    texts = Array(repeating: nil, count: report.sources.files.count)
  }

  /// The file that was checked.
  var root: FileText { text(at: report.sources.index(at: report.source.place(ByteSpan(0, 0)))) }

  /// The file that a place is in.
  func file(at span: SourceSpan) -> FileText { text(at: report.sources.index(at: span)) }

  /// The files that places are in, each once, in the order of their first occurrence.
  func files(at spans: [SourceSpan]) -> [FileText] {
    var found: [FileText] = []
    for span in spans where !found.contains(where: { $0.contains(span) }) { found.append(file(at: span)) }
    return found
  }

  private func text(at index: Int) -> FileText {
    if let known = texts[index] { return known }
    let files = report.sources.files
    let start = index == 0 ? .min : files[index].address
    let end = index + 1 < files.count ? files[index + 1].address : .max
    let text = FileText(files[index], addresses: start..<end, secrets: report.hiddenPlaces)
    texts[index] = text
    return text
  }
}
