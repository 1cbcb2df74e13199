/// The result of a run: the files that were checked, and those that failed.
public struct RunReport: Sendable {
  /// The files that were checked, in the order in which they are shown.
  public let files: [FileReport]

  /// The files that could not be read or could not be fixed.
  public let failed: [FailedFile]

  /// Whether warnings fail the run as well.
  public let isStrict: Bool

  /// A file that could not be read or could not be fixed.
  public struct FailedFile: Equatable, Sendable {
    /// The file's name as it was given.
    public let name: String

    /// What could not be done and why, in a sentence without a full stop.
    public let reason: String

    /// Makes a value from its parts.
    public init(name: String, reason: String) {
      self.name = name
      self.reason = reason
    }
  }

  /// Makes a report from its parts.
  public init(_ files: [FileReport], failed: [FailedFile] = [], isStrict: Bool = false) {
    self.files = files
    self.failed = failed
    self.isStrict = isStrict
  }

  /// Whether findings of a severity fail the run.
  public func isFailing(_ severity: Severity) -> Bool {
    severity == .error || isStrict && severity == .warning
  }

  /// Whether any finding fails the run, including those left out.
  public var hasFailingFinding: Bool {
    files.contains { file in Severity.allCases.contains { isFailing($0) && file.count($0) > 0 } }
  }
}

extension RunReport: ExpressibleByArrayLiteral {
  /// Makes the report of a run that read every file.
  public init(arrayLiteral files: FileReport...) {
    self.init(files)
  }
}
