import Diagnostics
import SourceText

/// The files of a report, each laid out when it is first needed.
final class ReportText {
  private let report: FileReport
  private var texts: [Int: FileText] = [:]

  /// The files of a report.
  init(_ report: FileReport) {
    self.report = report
  }

  /// The file that was checked.
  var root: FileText { text(of: report.source) }

  /// The file that a place is in.
  func file(at span: SourceSpan) -> FileText { text(of: report.sources.file(at: span)) }

  /// The files that places are in, each once, in the order of their first occurrence.
  func files(at spans: [SourceSpan]) -> [FileText] {
    var seen = Set<Int>()
    return spans.map(file).filter { seen.insert($0.source.address).inserted }
  }

  private func text(of source: SourceFile) -> FileText {
    if let known = texts[source.address] { return known }
    let next = report.sources.files.partitioningIndex { $0.address > source.address }
    let end = next < report.sources.files.count ? report.sources.files[next].address : .max
    let text = FileText(source, addresses: (next <= 1 ? .min : source.address)..<end, secrets: report.secrets)
    texts[source.address] = text
    return text
  }
}
