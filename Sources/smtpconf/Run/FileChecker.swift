import Diagnostics
import Expectations
import FileStore
import Reporting
import SMTPConfig
import SourceText
import SystemPackage

/// Checks files one by one, and repairs them where that is wanted.
struct FileChecker: Sendable {
  /// What is done about findings that can be repaired.
  enum Repair: Sendable {
    /// Nothing.
    case none
    /// The file is repaired.
    case write
    /// What repairs would change is shown.
    case preview
  }

  /// What is looked for.
  let options: CheckOptions
  /// What is done about it.
  let repair: Repair
  /// The name of standard input.
  let stdinName: String

  /// A file that was checked.
  struct Result: Sendable {
    /// What is said of the file: as it is now, after repairs that were written.
    let checked: CheckedFile
    /// How many repairs were made, or would be.
    var fixCount = 0
    /// What repairs would change; nothing unless it is to be shown.
    var diff: UnifiedDiff?
  }

  /// Checks a file.
  ///
  /// - Throws: `FileStoreError` or ``Failure`` where it cannot be read, or not be repaired.
  func check(_ file: FileName) throws -> Result {
    if case .write = repair { try AtomicFile(file).refuseUnrevisable() }
    let source = try Inputs.read(file, stdinName: stdinName)
    switch repair {
    case .none: return Result(checked: CheckedFile(source, options: options))
    case .write:
      let fixed = FixedFile(source, options: options)
      if fixed.fixCount > 0 {
        try write(fixed, over: source, to: file)
      } else {
        // What a repair that was killed has left beside a file that needs none now.
        AtomicFile(file).removeAbandoned()
      }
      return Result(checked: fixed.checked, fixCount: fixed.fixCount)
    case .preview:
      let fixed = FixedFile(source, options: options)
      let diff = UnifiedDiff(fixed.text, of: fixed.unrepaired.report)
      return Result(checked: fixed.unrepaired, fixCount: fixed.fixCount, diff: diff)
    }
  }

  /// Checks the form of a file of routing tests; nil if the name is not that of one. Nothing in it is repaired.
  ///
  /// - Throws: `FileStoreError` or ``Failure`` if it cannot be read.
  func checkTests(_ file: FileName) throws -> FileReport? {
    let name = file == Inputs.standardInput ? FileName(stdinName) : file
    guard Inputs.Kind.test.includes(name) else { return nil }
    let report = TestFile(try Inputs.read(file, stdinName: stdinName), findingLimit: options.findingLimit).report
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
