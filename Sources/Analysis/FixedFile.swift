public import Diagnostics
public import Linting
public import SourceText

/// A file after fixes were made, in memory: nothing is written.
public struct FixedFile: Sendable {
  /// The file as it was, and what was said of it.
  public let unfixed: Analysis

  /// The fixed file, and what is left to be said of it.
  public let checked: Analysis

  /// How many fixes were made.
  public let fixes: FixCounts

  /// The text with its history.
  package let text: RevisedText

  /// More rounds than fixes ever need: one uncovers what the next one fixes, and that is all.
  private static let mostRounds = 50

  /// Checks a file and makes fixes until there are none left to make.
  ///
  /// A fix is made if it is the only one that a finding offers. Fixes that would touch the same text wait for the next
  /// round.
  public init(_ source: SourceFile, options: CheckOptions = CheckOptions(), making selection: FixSelection = .safe) {
    var text = RevisedText(source.bytes)
    var checked = Analysis(source, options: options)
    unfixed = checked
    var fixes = FixCounts()
    for _ in 0..<Self.mostRounds {
      let round = Round(Self.allFixable(checked, options, selection), selection)
      guard round.fixes.total > 0 else { break }
      text.apply(round.edits)
      fixes = fixes + round.fixes
      checked = Analysis(SourceFile(name: source.name, bytes: text.bytes), options: options)
    }
    self.text = text
    self.fixes = fixes
    self.checked = checked
  }

  /// Every fix is made, also that of a finding which is not shown because there are too many.
  private static func allFixable(
    _ checked: Analysis, _ options: CheckOptions, _ selection: FixSelection
  ) -> FileReport {
    guard checked.report.omitted > 0 else { return checked.report }
    var unlimited = options
    unlimited.findingLimit = 0
    unlimited.keepsOnlyFixable = selection
    return Analysis(checked.report.source, options: unlimited).report
  }
}

/// The fixes of one round: as many as do not touch each other.
private struct Round {
  /// All edits, in the order of the text.
  private(set) var edits: [(span: ByteSpan, text: String)] = []
  private let source: SourceFile
  /// How many fixes they belong to.
  private(set) var fixes = FixCounts()

  init(_ report: FileReport, _ selection: FixSelection) {
    source = report.source
    for fix in report.diagnostics.lazy.compactMap(\.onlyFix) where selection.includes(fix) { add(fix) }
  }

  /// Takes a fix, unless it changes another file as well: only the file that is fixed is written.
  private mutating func add(_ fix: Fix) {
    guard fix.edits.allSatisfy({ source.contains($0.span) }) else { return }
    let new = fix.edits.map { (span: source.bytes(of: $0.span), text: $0.text) }
    let places = new.map { edit in edits.partitioningIndex { edit.span < $0.span } }
    guard !new.isEmpty, zip(new, places).allSatisfy({ hasRoom($0.span, at: $1) }) else { return }
    for edit in new { edits.insert(edit, at: edits.partitioningIndex { edit.span < $0.span }) }
    fixes.add(fix.applicability)
  }

  /// Whether an edit neither overlaps nor touches its neighbours: what is side by side may mean one thing.
  private func hasRoom(_ span: ByteSpan, at place: Int) -> Bool {
    (place == 0 || edits[place - 1].span.end < span.start)
      && (place == edits.count || span.end < edits[place].span.start)
  }
}
