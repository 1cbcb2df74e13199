package import Diagnostics
package import FolderAccess
package import Language

/// A rule: everything there is to know about one thing that can be wrong, in one value in one file.
///
/// The check, the text of `explain`, the list of `rules`, the metadata of reports and the rule's own tests all come from
/// it. An object, because everything that a rule reports to holds it.
package final class Rule: Sendable {
  /// The id, which users write.
  package let id: RuleID

  /// The severity where the user says nothing else.
  package let severity: Severity

  /// Whether the user may set another severity or allow it; the others describe files that mean nothing.
  package let isAdjustable: Bool

  /// Whether some of its findings come with a fix.
  package let isFixable: Bool

  /// What is wrong, in one line without a full stop: for lists and reports.
  package let summary: String

  /// What is wrong, why it matters and what to do, in a few paragraphs of Markdown.
  package let explanation: String

  /// Where the reason is written: the manual, an RFC, the YAML specification.
  package let references: [String]

  /// Documents in which the rule fires, each at the place marked with `↓` and nowhere else.
  package var bad: [Example] { makeBad() }

  /// Documents in which it does not, each free of errors: how to do it right.
  package var good: [Example] { makeGood() }

  /// What it looks at, and how.
  package let check: Check

  // A run that checks files needs no examples, so none are made for it.
  private let makeBad: @Sendable () -> [Example]
  private let makeGood: @Sendable () -> [Example]

  package init(
    _ id: RuleID, _ severity: Severity, adjustable: Bool, fixable: Bool, summary: String, explanation: String,
    references: [String] = [], bad: @autoclosure @escaping @Sendable () -> [Example],
    good: @autoclosure @escaping @Sendable () -> [Example], check: Check
  ) {
    self.id = id
    self.severity = severity
    isAdjustable = adjustable
    isFixable = fixable
    self.summary = summary
    self.explanation = explanation
    self.references = references
    makeBad = bad
    makeGood = good
    self.check = check
  }

  /// What there is to tell about it, as one of a group.
  package func description(in group: String) -> RuleDescription {
    RuleDescription(
      id: id, group: group, severity: severity, isAdjustable: isAdjustable, isFixable: isFixable, summary: summary,
      explanation: explanation, references: references, badExample: bad.first?.text ?? "",
      goodExample: good.first?.text ?? "")
  }

  /// A whole document as an example, and the folders it is tried against.
  package struct Example: Sendable, ExpressibleByStringInterpolation {
    /// The document; in a bad one ``RuleDescription/mark`` stands before the place where the rule fires.
    package let text: String
    /// What a look at each pickup folder finds; a folder that is not named is not looked at.
    package let folders: [String: FolderCondition]
    /// Whether the example is tried as root would be.
    package let asRoot: Bool

    package init(_ text: String, folders: [String: FolderCondition] = [:], asRoot: Bool = false) {
      self.text = text
      self.folders = folders
      self.asRoot = asRoot
    }

    package init(stringLiteral text: String) {
      self.init(text)
    }

    /// The document without its marks, and the byte offsets at which they stood.
    package var unmarked: (text: String, marks: [Int]) {
      text.unicodeScalars.reduce(into: (text: "", marks: [])) { result, scalar in
        if Self.mark.unicodeScalars.contains(scalar) {
          result.marks.append(result.text.utf8.count)
        } else {
          result.text.unicodeScalars.append(scalar)
        }
      }
    }

    /// What the document is checked with.
    package var options: CheckOptions {
      var options = CheckOptions()
      let folders = folders
      options.inspectsAsRoot = asRoot
      options.today = Self.day
      if !folders.isEmpty || asRoot {
        options.inspectFolder = { folders[$0] ?? .usable(identity: FolderIdentity(device: 0, inode: 0)) }
      }
      return options
    }

    private static let mark = RuleDescription.mark

    /// The day of the examples, which mean the same on every other.
    private static let day = CalendarDay(year: 2026, month: 6, day: 1) ?? .today
  }

  /// What a rule looks at. Each function reports what it finds to its context, which knows the rule.
  package enum Check: Sendable {
    /// A problem that reading the file finds; ``ProblemOwners`` says which.
    case problem
    /// One server.
    case server(@Sendable (ServerDeclaration, RuleContext) -> Void)
    /// A server and the folder it drops into; asked of enabled servers, and only where folders may be looked at.
    case folder(@Sendable (PickupFolder, RuleContext) -> Void)
    /// The global scope or a site of which everything is known.
    case scope(@Sendable (ScopeView, RuleContext) -> Void)
    /// All servers and scopes together.
    case configuration(@Sendable (ConfigurationView, RuleContext) -> Void)
  }
}

extension Rule {
  /// A rule that always is an error: the file means nothing as long as it fires.
  package static func error(
    _ id: RuleID, fixable: Bool = false, summary: String, explanation: String, references: [String] = [],
    bad: @autoclosure @escaping @Sendable () -> [Example], good: @autoclosure @escaping @Sendable () -> [Example],
    check: Check
  ) -> Rule {
    Rule(
      id, .error, adjustable: false, fixable: fixable, summary: summary, explanation: explanation,
      references: references, bad: bad(),
      good: good(), check: check)
  }

  /// A rule whose severity the user may set.
  package static func adjustable(
    _ severity: Severity, _ id: RuleID, fixable: Bool = false, summary: String, explanation: String,
    references: [String] = [],
    bad: @autoclosure @escaping @Sendable () -> [Example], good: @autoclosure @escaping @Sendable () -> [Example],
    check: Check
  ) -> Rule {
    Rule(
      id, severity, adjustable: true, fixable: fixable, summary: summary, explanation: explanation,
      references: references, bad: bad(),
      good: good(), check: check)
  }
}
