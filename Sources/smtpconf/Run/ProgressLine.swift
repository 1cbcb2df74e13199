import FileStore
import SourceText
import SystemPackage

/// A line at the foot of the terminal that tells how far a long run is; nothing where it is short or nobody looks.
struct ProgressLine {
  /// Whether somebody looks.
  let isWanted: Bool
  private let files: [FileName]
  private let start = ContinuousClock.now
  private var isShown = false

  /// Who waits less than this needs no company.
  private static let patience = Duration.seconds(1)

  /// A line for a run over these files.
  init(_ files: [FileName], isQuiet: Bool) {
    self.files = files
    isWanted = !isQuiet && Terminal.isTerminal(.standardError) && Terminal.environment("TERM") != "dumb"
  }

  /// Shows how many files are done.
  mutating func show(_ done: Int) {
    guard isWanted, ContinuousClock.now - start > Self.patience else { return }
    let text = files.count == 1 ? files[0].text.escapedForDisplay() : "\(done) of \(files.count) files"
    Terminal.writeError("\(Self.clear)Checking: \(text)")
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
