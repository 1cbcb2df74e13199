package import Diagnostics
package import FolderAccess

/// The options of `check` and `build`.
public struct CheckOptions: Sendable {
  /// The severities the user sets.
  public var policy = RulePolicy()

  /// Whether comments may suppress findings.
  public var honoursSuppressions = true

  /// The day that decides whether a suppression has expired.
  public var today = CalendarDay.today

  /// How many findings of a file are kept, errors first; 0 for all.
  public var findingLimit = Self.defaultFindingLimit

  /// Only findings with such a fix are kept, all others are counted only; nil to keep every finding.
  package var keepsOnlyFixable: FixSelection?

  /// How many findings of a file are kept by default.
  public static let defaultFindingLimit = 1000

  /// Inspects pickup folders; nil if the file system must not be read.
  package var inspectFolder: FolderInspection?

  /// Whether folders are inspected as root, who can write almost anywhere.
  package var inspectsAsRoot = false

  /// Finds the files that a configuration extends; nil if no other file must be read.
  package var findBase: BaseFinder?

  /// Whether a file that is only there to be extended is an error: nothing can be made from it.
  package var refusesPartial = false

  /// The mail engine that the configuration is for; nil for the routing table.
  package var engine: MailEngine?

  /// Reads user names and passwords that are kept elsewhere; nil if they must not be read.
  package var readSecret: SecretReader?

  /// The CI server that runs the program, if it is known.
  package var ciServer: CIServer?

  /// Whether it must be known where lists are written, which only `show` needs.
  package var keepsLists = false

  /// The default options, without inspecting folders.
  public init() {}
}

/// Which fixes are applied.
public enum FixSelection: Sendable {
  /// Those that do not change the meaning of the file.
  case safe
  /// Also those that are only probably meant.
  case all

  /// Whether a fix is applied.
  package func includes(_ fix: Fix) -> Bool { self == .all || fix.applicability == .safe }
}
