package import Diagnostics
package import FolderAccess

/// What `check` and `build` may be asked to do differently.
public struct CheckOptions: Sendable {
  /// The severities the user sets.
  public var policy = RulePolicy()

  /// Whether comments may suppress findings.
  public var honoursSuppressions = true

  /// The day on which suppressions that expire are judged.
  public var today = CalendarDay.today

  /// How many findings of a file are kept, errors first; 0 for all.
  public var findingLimit = Self.defaultFindingLimit

  /// Which fixes a finding must have one of to be more than counted; nil for any finding.
  package var keepsOnlyFixable: FixSelection?

  /// How many findings of a file are kept unless the user says something else.
  public static let defaultFindingLimit = 1000

  /// Looks at pickup folders; nil if the file system must not be asked.
  package var inspectFolder: FolderInspection?

  /// Whether folders are looked at as root, who can write nearly anywhere.
  package var inspectsAsRoot = false

  /// The usual options, without a look at folders.
  public init() {}
}

/// Which fixes are applied.
public enum FixSelection: Sendable {
  /// Those that keep what the file means.
  case safe
  /// Those as well that are only probably meant.
  case all

  /// Whether a fix is applied.
  package func includes(_ fix: Fix) -> Bool { self == .all || fix.applicability == .safe }
}
