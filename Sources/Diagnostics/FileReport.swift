public import SourceText

/// Everything said about one file, with what a renderer needs to show it.
public struct FileReport: Sendable {
  /// The file the findings speak of.
  public let source: SourceFile

  /// The findings in the order of the text: byte offset, then rule.
  public let diagnostics: [Diagnostic]

  /// How many findings were left out because there were too many.
  public let omitted: Int

  /// How many findings there are of each severity, those left out included.
  public let counts: [Severity: Int]

  /// How many findings have a fix, those left out included.
  public let fixable: FixCounts

  /// The places whose text must be shown as ``mask``, sorted and disjoint.
  public let secrets: [ByteSpan]

  /// What is shown in place of a secret, whatever its length.
  public static let mask = "****"

  /// Makes a report from its parts.
  public init(
    source: SourceFile, diagnostics: [Diagnostic], omitted: Int = 0, counts: [Severity: Int]? = nil,
    fixable: FixCounts? = nil, secrets: [ByteSpan] = []
  ) {
    self.source = source
    self.diagnostics = diagnostics
    self.omitted = omitted
    self.counts = counts ?? diagnostics.reduce(into: [:]) { $0[$1.severity, default: 0] += 1 }
    self.fixable =
      fixable
      ?? diagnostics.reduce(into: FixCounts()) { counts, diagnostic in
        if let fix = diagnostic.onlyFix { counts.add(fix.applicability) }
      }
    self.secrets = secrets
  }

  /// The number of findings of a severity, those left out included.
  public func count(_ severity: Severity) -> Int { counts[severity] ?? 0 }
}
