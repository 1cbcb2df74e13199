import Analysis
import Diagnostics
import FileStore
import Language
import Linting
import Reporting
import RoutingTesting
import SourceText
import SystemPackage

/// Checks files one by one, and fixes them if that is wanted.
struct FileChecker: Sendable {
  /// What is done about findings that can be fixed.
  enum Fixing: Sendable, Equatable {
    /// Nothing.
    case none
    /// Fixes are made in the file.
    case write(FixSelection)
    /// What fixes would change is shown.
    case preview(FixSelection)

    /// Whether the file is written.
    var isWriting: Bool { if case .write = self { true } else { false } }
    /// Whether changes are shown, and nothing is written.
    var isPreview: Bool { if case .preview = self { true } else { false } }
  }

  /// What is looked for.
  let options: CheckOptions
  /// What is done about it.
  let fixing: Fixing
  /// The name of standard input.
  let stdinName: String

  /// A file that was checked.
  struct Result: Sendable {
    /// What is said of the file: as it is now, after fixes that were written.
    let checked: Analysis
    /// How many fixes were made, or would be.
    var fixes = FixCounts()
    /// What fixes would change; nothing unless it is to be shown.
    var diff: UnifiedDiff?
  }

  /// Checks a file.
  ///
  /// - Throws: `FileStoreError` or ``Failure`` if it cannot be read, or not be fixed.
  func check(_ file: FileName) throws -> Result {
    if fixing.isWriting { try AtomicFile(file).refuseUnrevisable() }
    let source = try Inputs.read(file, stdinName: stdinName)
    switch fixing {
    case .none: return Result(checked: Analysis(source, options: options))
    case .write(let selection):
      let fixed = FixedFile(source, options: options, making: selection)
      if fixed.fixes.total > 0 {
        try write(fixed, over: source, to: file)
      } else {
        // What a run that was killed has left beside a file that needs no fix now.
        AtomicFile(file).removeAbandoned()
      }
      return Result(checked: fixed.checked, fixes: fixed.fixes)
    case .preview(let selection):
      let fixed = FixedFile(source, options: options, making: selection)
      let diff = UnifiedDiff(fixed.text, of: fixed.unfixed.report)
      return Result(checked: fixed.unfixed, fixes: fixed.fixes, diff: diff)
    }
  }

  /// Checks the form of a file of routing tests; nil if the name is not that of one. Nothing in it is repaired.
  ///
  /// - Throws: `FileStoreError` or ``Failure`` if it cannot be read.
  func checkTests(_ file: FileName) throws -> FileReport? {
    let name = file == Inputs.standardInput ? FileName(stdinName) : file
    guard Inputs.Kind.test.includes(name) else { return nil }
    let report = RoutingTestFile(try Inputs.read(file, stdinName: stdinName), findingLimit: options.findingLimit).report
    // What --fix does not do must not be counted as fixable.
    let diagnostics = report.diagnostics.map { diagnostic in
      var diagnostic = diagnostic
      diagnostic.fixes = []
      return diagnostic
    }
    return FileReport(
      source: report.source, diagnostics: diagnostics, omitted: report.omitted, counts: report.counts,
      secrets: report.secrets)
  }

  /// Writes what became of a file, unless somebody else changed it in the meantime.
  private func write(_ fixed: FixedFile, over source: SourceFile, to name: FileName) throws {
    let isWritten = try AtomicFile(name).revise(source.bytes) { sink in
      try fixed.text.bytes.withUnsafeBytes { try sink($0) }
    }
    if !isWritten { throw Failure("`\(name)` was changed by another program while it was checked; try again") }
  }
}
