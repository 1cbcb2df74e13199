import Diagnostics
public import SourceText

/// A file after every certain repair was made, in memory: nothing is written.
public struct FixedFile: Sendable {
  /// The file as it was, and what was said of it.
  public let unrepaired: CheckedFile

  /// The repaired file, and what is left to be said of it.
  public let checked: CheckedFile

  /// How many repairs were made.
  public let fixCount: Int

  /// The text with its history.
  package let text: RevisedText

  /// More rounds than repairs ever need: one uncovers what the next one mends, and that is all.
  private static let mostRounds = 50

  /// Checks a file and makes repairs until there are none left to make.
  ///
  /// A repair is made where it is the only one that a finding offers. Repairs that would touch the same text wait for
  /// the next round.
  public init(_ source: SourceFile, options: CheckOptions = CheckOptions()) {
    var text = RevisedText(source.bytes)
    var checked = CheckedFile(source, options: options)
    unrepaired = checked
    var fixCount = 0
    for _ in 0..<Self.mostRounds {
      let repairs = Repairs(Self.allRepairable(checked, options))
      guard repairs.count > 0 else { break }
      text.apply(repairs.edits.map { ($0.span, $0.text) })
      fixCount += repairs.count
      checked = CheckedFile(SourceFile(name: source.name, bytes: text.bytes), options: options)
    }
    self.text = text
    self.fixCount = fixCount
    self.checked = checked
  }

  /// Every repair is made, also that of a finding which is not shown because there are too many.
  private static func allRepairable(_ checked: CheckedFile, _ options: CheckOptions) -> FileReport {
    guard checked.report.omitted > 0 else { return checked.report }
    var unlimited = options
    unlimited.findingLimit = 0
    unlimited.keepsOnlyRepairable = true
    return CheckedFile(checked.report.source, options: unlimited).report
  }
}

/// The repairs of one round: as many as do not touch each other.
private struct Repairs {
  /// All edits, in the order of the text.
  private(set) var edits: [TextEdit] = []
  /// How many repairs they belong to.
  private(set) var count = 0

  init(_ report: FileReport) {
    for diagnostic in report.diagnostics {
      guard diagnostic.fixes.count == 1, let fix = diagnostic.fixes.first else { continue }
      add(fix)
    }
  }

  private mutating func add(_ fix: Fix) {
    let places = fix.edits.map { edit in edits.partitioningIndex { edit.span < $0.span } }
    guard !fix.edits.isEmpty, zip(fix.edits, places).allSatisfy(hasRoom) else { return }
    for edit in fix.edits { edits.insert(edit, at: edits.partitioningIndex { edit.span < $0.span }) }
    count += 1
  }

  /// Whether an edit neither overlaps nor touches its neighbours: what stands side by side may mean one thing.
  private func hasRoom(_ edit: TextEdit, at place: Int) -> Bool {
    (place == 0 || edits[place - 1].span.end < edit.span.start)
      && (place == edits.count || edit.span.end < edits[place].span.start)
  }
}

extension Array {
  /// The first place whose element, and that of all behind it, belongs to the second part; the parts are in order.
  fileprivate func partitioningIndex(where belongsToSecondPart: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if belongsToSecondPart(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
