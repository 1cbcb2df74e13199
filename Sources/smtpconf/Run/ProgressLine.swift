import SystemPackage

/// A line at the foot of the terminal that tells how far a long run is; nothing where it is short or nobody looks.
struct ProgressLine {
  private let total: Int
  private let isWanted: Bool
  private let start = ContinuousClock.now
  private var isShown = false

  /// Who waits less than this needs no company.
  private static let patience = Duration.seconds(1)

  /// A line for a run over so many files.
  init(total: Int, isQuiet: Bool) {
    self.total = total
    isWanted = !isQuiet && Terminal.isTerminal(.standardError) && Terminal.environment("TERM") != "dumb"
  }

  /// Shows how many files are done.
  mutating func show(_ done: Int) {
    guard isWanted, ContinuousClock.now - start > Self.patience else { return }
    Terminal.writeError("\(Self.clear)Checking: \(done) of \(total) files")
    isShown = true
  }

  /// Takes the line away.
  mutating func finish() {
    if isShown { Terminal.writeError(Self.clear) }
    isShown = false
  }

  /// Back to the first column, and everything behind it erased (ECMA-48, sections 8.3.15 and 8.3.41).
  private static let clear = "\r\u{1B}[K"
}
