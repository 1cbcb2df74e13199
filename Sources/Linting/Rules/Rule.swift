package import Diagnostics
package import FolderAccess
package import Language
import LibC

/// A rule: everything about one possible problem, in one value in one file.
///
/// The check, the text of `explain`, the list of `rules`, the metadata of reports and the rule's own tests all come
/// from it. It is a class because every context refers to its rule.
package final class Rule: Sendable {
  /// The id, as users write it.
  package let id: RuleID

  /// The default severity.
  package let severity: Severity

  /// Whether the user may change the severity or suppress the rule. The others report files that cannot be interpreted.
  package let isAdjustable: Bool

  /// Whether some of its findings come with a fix.
  package let isFixable: Bool

  /// What is wrong, in one line without a full stop: for lists and reports.
  package let summary: String

  /// What is wrong, why it matters and what to do, in a few paragraphs of Markdown.
  package let explanation: String

  /// The sources: the documentation of Kentico Xperience, an RFC, the YAML specification.
  package let references: [String]

  /// Files with findings of the rule, at the places marked with `↓` and nowhere else.
  package var bad: [Example] { makeBad() }

  /// Files without findings of the rule and without errors: how to do it right.
  package var good: [Example] { makeGood() }

  /// What it checks, and how.
  package let check: Check

  // Checking files needs no examples, so they are made only when used.
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

  /// The description of the rule, as part of a group.
  package func description(in group: String) -> RuleDescription {
    RuleDescription(
      id: id, group: group, severity: severity, isAdjustable: isAdjustable, isFixable: isFixable, summary: summary,
      explanation: explanation, references: references, badExample: bad.first?.shown ?? "",
      goodExample: good.first?.shown ?? "")
  }

  /// A complete file as an example, and the folders it is checked with.
  package struct Example: Sendable, ExpressibleByStringInterpolation {
    /// The file's text; in a bad example ``RuleDescription/mark`` comes before the place of each finding.
    package let text: String
    /// The condition of each pickup folder; a folder that is not listed is not inspected.
    package let folders: [String: FolderCondition]
    /// Whether the example is checked as root.
    package let asRoot: Bool
    /// The files that it can extend, by name.
    package let files: [String: String]
    /// Whether it is checked as `build` does, for which a configuration must be complete.
    package let isBuilt: Bool
    /// The mail engine that it is for.
    package let engine: MailEngine?
    /// What is read for references, by their names or paths; nil if they are not read.
    package let secrets: [String: SecretReading]?

    package init(
      _ text: String, folders: [String: FolderCondition] = [:], asRoot: Bool = false, files: [String: String] = [:],
      isBuilt: Bool = false, engine: MailEngine? = nil, secrets: [String: SecretReading]? = nil
    ) {
      self.text = text
      self.folders = folders
      self.asRoot = asRoot
      self.files = files
      self.isBuilt = isBuilt
      self.engine = engine
      self.secrets = secrets
    }

    package init(stringLiteral text: String) {
      self.init(text)
    }

    /// The text without its marks, and the byte offsets of the marks.
    package var unmarked: (text: String, marks: [Int]) {
      text.unicodeScalars.reduce(into: (text: "", marks: [])) { result, scalar in
        if Self.mark.unicodeScalars.contains(scalar) {
          result.marks.append(result.text.utf8.count)
        } else {
          result.text.unicodeScalars.append(scalar)
        }
      }
    }

    /// The text as documentation shows it: after the files that it extends, of which there may be too many to show.
    package var shown: String {
      let text = text.last == "\n" ? String(text.dropLast()) : text
      guard !files.isEmpty else { return text }
      let names = files.keys.sorted()
      let others = names.prefix(Self.mostShown).map { "# \($0)\n\(files[$0] ?? "")\n" }
      let further = names.count - others.count
      let rest = further > 0 ? "# and \(further) more files\n\n" : ""
      return others.joined() + rest + "# the file that is checked\n" + text
    }

    private static let mostShown = 2

    /// The options the example is checked with.
    package var options: CheckOptions {
      var options = CheckOptions()
      let folders = folders
      options.inspectsAsRoot = asRoot
      options.today = Self.day
      options.refusesPartial = isBuilt
      options.engine = engine
      if let secrets { options.readSecret = { secrets[$0.written.text] ?? .content(SecretBytes(Array("value".utf8))) } }
      options.findBase = allFiles.find
      if !folders.isEmpty || asRoot {
        options.inspectFolder = { folders[$0] ?? .usable(identity: FolderIdentity(device: 0, inode: 0)) }
      }
      return options
    }

    /// The name of the file that is checked.
    package static let name = "example.yaml"
    /// The files that it can extend, and itself.
    package var allFiles: FilesInMemory { FilesInMemory(files.merging([Self.name: unmarked.text]) { $1 }) }

    private static let mark = RuleDescription.mark

    /// The day on which examples are checked, so that they give the same findings on every other.
    private static let day = CalendarDay(year: 2026, month: 6, day: 1) ?? .today
  }

  /// What a rule checks. Each function reports its findings to the context, which knows the rule.
  package enum Check: Sendable {
    /// A problem found while reading the file; ``ProblemOwners`` says which.
    case problem
    /// One server.
    case server(@Sendable (ServerDeclaration, RuleContext) -> Void)
    /// An enabled server and its pickup folder; called only if folders may be inspected.
    case folder(@Sendable (PickupFolder, RuleContext) -> Void)
    /// `global` or a site, if it has no errors. `if` says whether the rule can find anything at all in a configuration:
    /// there may be a million sites, and in most configurations most of these rules need not look at any.
    case scope(
      if: @Sendable (ConfigurationView) -> Bool = { _ in true },
      @Sendable (ScopeDeclaration, ConfigurationView, RuleContext) -> Void)
    /// A user name or a password that is kept elsewhere, of a server in a chain; called only if they may be read.
    case secret(@Sendable (SecretUse, RuleContext) -> Void)
    /// The whole configuration, if it is for a mail engine.
    case engine(@Sendable (EngineInput, RuleContext) -> Void)
    /// The whole configuration.
    case configuration(@Sendable (ConfigurationView, RuleContext) -> Void)
  }
}

extension Rule {
  /// A rule that is always an error: a file with such a finding cannot be interpreted.
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

  /// A rule whose severity the user may change.
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
