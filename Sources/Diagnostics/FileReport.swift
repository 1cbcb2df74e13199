public import SourceText

/// The findings of one file, with what a renderer needs to show them.
public struct FileReport: Sendable {
  /// The files that findings refer to: the one that was checked and, if it is made of several, the others.
  public let sources: SourceMap

  /// The file that was checked.
  public let source: SourceFile

  /// The findings in the order of the text: byte offset, then rule.
  public let diagnostics: [Diagnostic]

  /// The number of findings that were left out because there were too many.
  public let omitted: Int

  /// The number of findings of each severity, including those left out.
  public let counts: SeverityCounts

  /// The number of findings of each rule, including those left out.
  public let ruleCounts: [RuleID: Int]

  /// The number of further findings known from an earlier report, which are neither shown nor counted.
  public let known: Int

  /// The number of findings with a fix, including those left out.
  public let fixable: FixCounts

  /// The places whose text must be shown as ``mask``, sorted and disjoint. Finding them takes time in proportion to the
  /// sizes of the files.
  public var secrets: [SourceSpan] { hiddenPlaces.all }

  /// The same places, of which renderers ask for those near what they show.
  package private(set) var hiddenPlaces: HiddenPlaces

  /// What is shown in place of a secret, whatever its length.
  public static let mask = Secret.mask

  /// Makes a report from its parts.
  public init(
    source: SourceFile, in sources: SourceMap? = nil, diagnostics: [Diagnostic], omitted: Int = 0,
    counts: SeverityCounts? = nil, ruleCounts: [RuleID: Int]? = nil, known: Int = 0, fixable: FixCounts? = nil,
    secrets: [SourceSpan] = []
  ) {
    self.source = source
    self.sources = sources ?? SourceMap(source)
    self.diagnostics = diagnostics
    self.omitted = omitted
    self.counts = counts ?? diagnostics.reduce(into: SeverityCounts()) { $0[$1.severity] += 1 }
    self.ruleCounts = ruleCounts ?? diagnostics.reduce(into: [:]) { $0[$1.rule, default: 0] += 1 }
    self.known = known
    self.fixable =
      fixable
      ?? diagnostics.reduce(into: FixCounts()) { counts, diagnostic in
        if let fix = diagnostic.onlyFix { counts.add(fix.applicability) }
      }
    hiddenPlaces = HiddenPlaces(secrets)
  }

  /// The report with other places whose text must not be shown.
  package func hiding(_ places: HiddenPlaces) -> FileReport {
    var report = self
    report.hiddenPlaces = places
    return report
  }

  /// The number of findings of a severity, including those left out.
  public func count(_ severity: Severity) -> Int { counts[severity] }

  /// The report without known findings.
  ///
  /// - Parameters:
  ///   - limit: The number of other findings to keep, errors first; 0 for all.
  ///   - isKnown: Called for each finding, in the order of the text.
  /// - Returns: The other findings and their counts, and the number of known ones.
  package func withoutKnown(limit: Int, _ isKnown: (Diagnostic) -> Bool) -> FileReport {
    let new = diagnostics.filter { !isKnown($0) }
    var kept = new
    if limit > 0, new.count > limit {
      let errors = new.filter { $0.severity == .error }.prefix(limit)
      let others = new.filter { $0.severity != .error }.prefix(limit - errors.count)
      // Both are in the order of the text, and so is a stable sort of them by place.
      kept = (errors + others).sorted { $0.span.start < $1.span.start }
    }
    let whole = FileReport(source: source, in: sources, diagnostics: new)
    return FileReport(
      source: source, in: sources, diagnostics: kept, omitted: new.count - kept.count, counts: whole.counts,
      ruleCounts: whole.ruleCounts, known: diagnostics.count - new.count, fixable: whole.fixable
    ).hiding(hiddenPlaces)
  }
}
