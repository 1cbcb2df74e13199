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
    /// The configuration, as it is before fixes and after those that were written.
    let checked: CheckedConfiguration
    /// The number of fixes that were, or would be, applied.
    var fixes = FixCounts()
    /// The changes that fixes would make; nil unless they are to be shown.
    var diff: UnifiedDiff?
  }

  /// Fixes a file, if it is to be written.
  ///
  /// - Returns: The number of fixes.
  /// - Throws: `FileStoreError` or ``Failure`` if it cannot be read or cannot be fixed.
  func fix(_ file: FileName) throws -> FixCounts {
    guard case .write(let selection) = fixing else { return FixCounts() }
    try AtomicFile(file).refuseUnrevisable()
    let root = try Inputs.root(file, stdinName: stdinName)
    let fixed = FixedFile(root, options: options, making: selection)
    if fixed.fixes.total > 0 {
      try write(fixed, over: root.source, to: file)
    } else {
      // Removes what a killed run left beside a file that needs no fix now.
      AtomicFile(file).removeAbandoned()
    }
    return fixed.fixes
  }

  /// Checks a file.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - workspace: The files of the run.
  /// - Returns: What was found, and the changes that fixes would make if they are to be shown.
  /// - Throws: `FileStoreError` or ``Failure`` if it cannot be read.
  func check(_ file: FileName, in workspace: Workspace) throws -> Result {
    guard case .preview(let selection) = fixing else {
      let name = stdinName
      let path = Inputs.path(of: file, stdinName: name)
      return Result(
        checked: try workspace.check(Inputs.key(of: file), path: path) { try Inputs.read(file, stdinName: name) })
    }
    let root = try Inputs.root(file, stdinName: stdinName)
    let fixed = FixedFile(root, options: options, making: selection)
    let diff = UnifiedDiff(fixed.text, of: fixed.unfixed.report)
    let checked = try workspace.check(root.key, path: root.path) { root.source }
    return Result(checked: checked, fixes: fixed.fixes, diff: diff)
  }

  /// Whether a file is a test file by its name.
  func isTest(_ file: FileName) -> Bool {
    Inputs.Kind.test.includes(file == Inputs.standardInput ? FileName(stdinName) : file)
  }

  /// Checks the keys and values of a test file; nil if its name is not that of a test file. Nothing in it is fixed.
  ///
  /// - Throws: `FileStoreError` or ``Failure`` if it cannot be read.
  func checkTests(_ file: FileName) throws -> FileReport? {
    guard isTest(file) else { return nil }
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
