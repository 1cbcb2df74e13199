public import Diagnostics
public import Linting
public import SourceText

/// A file after applying fixes, in memory: nothing is written.
public struct FixedFile: Sendable {
  /// The analysis of the original file.
  public let unfixed: Analysis

  /// The analysis of the fixed file, with the remaining findings.
  public let checked: Analysis

  /// The number of fixes that were applied.
  public let fixes: FixCounts

  /// The text with its history.
  package let text: RevisedText

  /// More rounds than fixes ever need: a fix can uncover one further problem, but no more.
  private static let mostRounds = 50

  /// Checks a file and applies fixes until none are left.
  ///
  /// A fix is applied if it is the only one that a finding offers. Fixes that would touch the same text wait for the
  /// next round.
  public init(_ source: SourceFile, options: CheckOptions = CheckOptions(), making selection: FixSelection = .safe) {
    self.init(Workspace.Root(source), options: options, making: selection)
  }

  /// Checks a file with those that it extends, and applies fixes to it until none are left.
  package init(_ root: Workspace.Root, options: CheckOptions, making selection: FixSelection) {
    let workspace = Workspace(options)
    func analysis(_ bytes: [UInt8]) -> Analysis {
      let source = SourceFile(name: root.source.name, bytes: bytes)
      return Analysis(workspace.check(Workspace.Root(key: root.key, path: root.path, source)), options: options)
    }
    var text = RevisedText(root.source.bytes)
    var checked = analysis(root.source.bytes)
    unfixed = checked
    var fixes = FixCounts()
    for _ in 0..<Self.mostRounds {
      let round = Round(Self.allFixable(checked, root, options, selection), selection)
      guard round.fixes.total > 0 else { break }
      text.apply(round.edits)
      fixes = fixes + round.fixes
      checked = analysis(text.bytes)
    }
    self.text = text
    self.fixes = fixes
    self.checked = checked
  }

  /// All fixes are applied, including those of findings that are not shown because there are too many.
  private static func allFixable(
    _ checked: Analysis, _ root: Workspace.Root, _ options: CheckOptions, _ selection: FixSelection
  ) -> FileReport {
    guard checked.report.omitted > 0 else { return checked.report }
    var unlimited = options
    unlimited.findingLimit = 0
    unlimited.keepsOnlyFixable = selection
    return Analysis(
      Workspace.Root(key: root.key, path: root.path, checked.report.source), options: unlimited
    ).report
  }
}

/// The fixes of one round: as many as do not touch each other.
private struct Round {
  /// All edits, in the order of the text.
  private(set) var edits: [(span: ByteSpan, text: String)] = []
  private let source: SourceFile
  /// The number of fixes they belong to.
  private(set) var fixes = FixCounts()

  init(_ report: FileReport, _ selection: FixSelection) {
    source = report.source
    for fix in report.diagnostics.lazy.compactMap(\.onlyFix) where selection.includes(fix) { add(fix) }
  }

  /// Adds a fix, unless it changes another file as well: only the file that is fixed is written.
  private mutating func add(_ fix: Fix) {
    guard fix.edits.allSatisfy({ source.contains($0.span) }) else { return }
    let new = fix.edits.map { (span: source.bytes(of: $0.span), text: $0.text) }
    let places = new.map { edit in edits.partitioningIndex { edit.span < $0.span } }
    guard !new.isEmpty, zip(new, places).allSatisfy({ hasRoom($0.span, at: $1) }) else { return }
    for edit in new { edits.insert(edit, at: edits.partitioningIndex { edit.span < $0.span }) }
    fixes.add(fix.applicability)
  }

  /// Whether an edit neither overlaps nor touches its neighbours: adjacent edits may depend on each other.
  private func hasRoom(_ span: ByteSpan, at place: Int) -> Bool {
    (place == 0 || edits[place - 1].span.end < span.start)
      && (place == edits.count || span.end < edits[place].span.start)
  }
}
