import FileStore
import SourceText
import SystemPackage

/// A line at the bottom of the terminal that shows the progress of a long run; nothing if the run is short or standard
/// error is not a terminal.
struct ProgressLine {
  /// Whether the line is shown.
  let isWanted: Bool
  private let text: (Int) -> String
  private let start = ContinuousClock.now
  private var isShown = false

  /// A shorter run needs no progress line.
  private static let patience = Duration.seconds(1)

  /// A line for a run over these files.
  init(_ files: [FileName], isQuiet: Bool) {
    self.init(isQuiet: isQuiet) { done in
      "Checking: " + (files.count == 1 ? files[0].text.escapedForDisplay() : "\(done) of \(files.count) files")
    }
  }

  /// A line with a text for each number of things done.
  init(isQuiet: Bool, text: @escaping (Int) -> String) {
    self.text = text
    isWanted = !isQuiet && Terminal.isTerminal(.standardError) && Terminal.environment("TERM") != "dumb"
  }

  /// Shows the number of things done.
  mutating func show(_ done: Int) {
    guard isWanted, ContinuousClock.now - start > Self.patience else { return }
    Terminal.writeError("\(Self.clear)\(text(done))")
    isShown = true
  }

  /// Erases the line.
  mutating func finish() {
    if isShown { Terminal.writeError(Self.clear) }
    isShown = false
  }

  /// Moves to the first column and erases everything after it (ECMA-48, sections 8.3.15 and 8.3.41).
  private static let clear = "\r\u{1B}[K"
}
