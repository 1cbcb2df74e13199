import Analysis
import Diagnostics
import FileStore
import Language
import Linting
import Reporting
import RoutingTesting
import SourceText
import SystemPackage

/// Checks files one by one, and fixes them if requested.
struct FileChecker: Sendable {
  /// What to do about fixable findings.
  enum Fixing: Sendable, Equatable {
    /// Nothing.
    case none
    /// Fixes are applied to the file.
    case write(FixSelection)
    /// The changes that fixes would make are shown.
    case preview(FixSelection)

    /// Whether the file is written.
    var isWriting: Bool { if case .write = self { true } else { false } }
    /// Whether changes are shown and nothing is written.
    var isPreview: Bool { if case .preview = self { true } else { false } }
  }

  /// The options of the check.
  let options: CheckOptions
  /// What to do about fixable findings.
  let fixing: Fixing
  /// The name for standard input.
  let stdinName: String

  /// A file that was checked.
  struct Result: Sendable {
    /// The analysis of the file, after fixes that were written.
    let checked: Analysis
    /// The number of fixes that were, or would be, applied.
    var fixes = FixCounts()
    /// The changes that fixes would make; nil unless they are to be shown.
    var diff: UnifiedDiff?
  }

  /// Checks a file.
  ///
  /// - Throws: `FileStoreError` or ``Failure`` if it cannot be read or cannot be fixed.
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
        // Removes what a killed run left beside a file that needs no fix now.
        AtomicFile(file).removeAbandoned()
      }
      return Result(checked: fixed.checked, fixes: fixed.fixes)
    case .preview(let selection):
      let fixed = FixedFile(source, options: options, making: selection)
      let diff = UnifiedDiff(fixed.text, of: fixed.unfixed.report)
      return Result(checked: fixed.unfixed, fixes: fixed.fixes, diff: diff)
    }
  }

  /// Checks the keys and values of a test file; nil if its name is not that of a test file. Nothing in it is fixed.
  ///
  /// - Throws: `FileStoreError` or ``Failure`` if it cannot be read.
  func checkTests(_ file: FileName) throws -> FileReport? {
    let name = file == Inputs.standardInput ? FileName(stdinName) : file
    guard Inputs.Kind.test.includes(name) else { return nil }
    let report = RoutingTestFile(try Inputs.read(file, stdinName: stdinName), findingLimit: options.findingLimit).report
    // What --fix does not change must not count as fixable.
    let diagnostics = report.diagnostics.map { diagnostic in
      var diagnostic = diagnostic
      diagnostic.fixes = []
      return diagnostic
    }
    return FileReport(
      source: report.source, diagnostics: diagnostics, omitted: report.omitted, counts: report.counts,
      secrets: report.secrets)
  }

  /// Writes a fixed file, unless another program changed it in the meantime.
  private func write(_ fixed: FixedFile, over source: SourceFile, to name: FileName) throws {
    let isWritten = try AtomicFile(name).revise(source.bytes) { sink in
      try fixed.text.bytes.withUnsafeBytes { try sink($0) }
    }
    if !isWritten { throw Failure("`\(name)` was changed by another program while it was checked; try again") }
  }
}
