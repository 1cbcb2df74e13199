package import Diagnostics
import LocatedYAML
import SourceText

extension [LintedFile] {
  /// The index of the file that a place is in. Takes time in proportion to the number of files.
  func index(at span: SourceSpan) -> Int {
    count == 1 ? 0 : firstIndex { $0.tree.source.contains(span) } ?? count - 1
  }

  /// A number that orders places: by file, then by offset.
  func position(of span: SourceSpan) -> Int {
    if count == 1 { return span.start }
    let file = index(at: span)
    let offset = span.start - self[file].tree.source.address
    // No file has more than 2^40 bytes.
    return file << 40 | offset
  }
}

/// Makes the report of a configuration, from what was found in its files and in the whole.
package struct FindingsReport {
  private let files: [LintedFile]
  private let findings: [Findings]
  private let limit: Int

  /// Prepares a report.
  ///
  /// - Parameters:
  ///   - files: The files that findings are in: each comes after those that it extends; the last one gives the report
  ///     its name.
  ///   - findings: The findings.
  ///   - limit: How many findings are kept; 0 for all.
  package init(_ files: [LintedFile], _ findings: [Findings], limit: Int) {
    self.files = files
    self.findings = findings
    self.limit = limit
  }

  /// The report: the findings in the order of the files, in each of the text. If there are too many, errors are kept
  /// first.
  package var report: FileReport {
    var shown = first(findings.flatMap(\.errors.list), atMost: limit > 0 ? limit : .max)
    shown += first(findings.flatMap(\.others.list), atMost: limit > 0 ? limit - shown.count : .max)
    shown.sort(by: LocatedDiagnostic.inOrder)
    for index in shown.indices { addUse(to: &shown[index].diagnostic) }
    for file in files where !shown.isEmpty { PathFinder(file.tree, file.secrets).addPaths(to: &shown) }
    let counts = findings.reduce(SeverityCounts()) { $0 + $1.counts }
    var ruleCounts: [RuleID: Int] = [:]
    for part in findings {
      for (rule, count) in part.ruleCounts { ruleCounts[rule, default: 0] += count }
    }
    let sources = files.map(\.tree.source)
    let report = FileReport(
      source: sources[sources.count - 1], in: SourceMap(sources), diagnostics: shown.map(\.diagnostic),
      omitted: counts.total - shown.count, counts: counts,
      ruleCounts: ruleCounts.filter { $0.value > 0 },
      fixable: findings.reduce(FixCounts()) { $0 + $1.fixable })
    return shown.isEmpty ? report : report.hiding(hiddenPlaces)
  }

  private func first(_ list: [LocatedDiagnostic], atMost most: Int) -> [LocatedDiagnostic] {
    var list = list
    if files.count > 1 {
      for index in list.indices { list[index].position = files.position(of: list[index].diagnostic.span) }
    }
    list.sort(by: LocatedDiagnostic.inOrder)
    return Array(list.prefix(most))
  }

  /// The places of all files that must not be shown, in the order of their addresses.
  private var hiddenPlaces: HiddenPlaces {
    let files = files.sorted { $0.tree.source.address < $1.tree.source.address }
    return HiddenPlaces { place in
      var found: [SourceSpan] = []
      for file in files {
        let source = file.tree.source
        guard let place else {
          found += file.secrets.spans.map(source.place)
          continue
        }
        let addresses = source.address...source.address + source.bytes.count
        guard addresses.overlaps(place.start...place.end) else { continue }
        for span in file.secrets.spans(touching: source.bytes(of: place)) { found.append(source.place(span)) }
      }
      return found
    }
  }

  private func addUse(to diagnostic: inout Diagnostic) {
    let place = diagnostic
    guard let use = findings.lazy.compactMap({ $0.use(of: place) }).first,
      let file = files.first(where: { $0.tree.contains(use.alias) })
    else { return }
    let further =
      switch use.further {
      case 0: ""
      case 1: ", and in 1 other place"
      default: ", and in \(use.further) other places"
      }
    diagnostic.labels.append(Label(file.tree.place(of: use.alias), "used here" + further))
  }
}
