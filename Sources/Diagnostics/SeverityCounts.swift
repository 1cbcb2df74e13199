/// The number of findings of each severity.
public struct SeverityCounts: Sendable, Equatable, ExpressibleByDictionaryLiteral {
  private var infos = 0
  private var warnings = 0
  private var errors = 0

  /// Makes counts that are all zero.
  public init() {}

  /// Makes counts; those that are not given are zero.
  public init(dictionaryLiteral counts: (Severity, Int)...) {
    for (severity, count) in counts { self[severity] += count }
  }

  /// The number of findings of a severity.
  public subscript(_ severity: Severity) -> Int {
    get {
      switch severity {
      case .info: infos
      case .warning: warnings
      case .error: errors
      }
    }
    set {
      switch severity {
      case .info: infos = newValue
      case .warning: warnings = newValue
      case .error: errors = newValue
      }
    }
  }

  /// The number of all findings.
  public var total: Int { infos + warnings + errors }

  /// The sums of two counts.
  package static func + (left: SeverityCounts, right: SeverityCounts) -> SeverityCounts {
    var sum = left
    for severity in Severity.allCases { sum[severity] += right[severity] }
    return sum
  }
}
