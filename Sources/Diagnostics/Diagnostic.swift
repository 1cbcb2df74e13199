public import SourceText

/// The name of a rule: kebab-case words that describe the problem, such as `unknown-key`.
public struct RuleID: Hashable, Sendable, Comparable, CustomStringConvertible, ExpressibleByStringLiteral {
  /// The id as users write it.
  public let text: String

  /// Makes an id from its text, whether or not such a rule exists.
  public init(_ text: String) {
    self.text = text
  }

  /// Makes an id from a literal.
  public init(stringLiteral value: String) {
    self.init(value)
  }

  /// The id as users write it.
  public var description: String { text }

  /// Orders by code point, as findings at the same place are ordered.
  public static func < (left: RuleID, right: RuleID) -> Bool {
    left.text.unicodeScalars.lexicographicallyPrecedes(right.text.unicodeScalars)
  }
}

/// How serious a finding is.
public enum Severity: String, Sendable, CaseIterable, Comparable {
  /// Worth knowing; never fails a run.
  case info
  /// Probably a mistake; fails a run only under `--strict`.
  case warning
  /// The file cannot be compiled.
  case error

  /// Orders by weight: info, warning, error.
  public static func < (left: Severity, right: Severity) -> Bool { left.weight < right.weight }

  private var weight: Int {
    switch self {
    case .info: 0
    case .warning: 1
    case .error: 2
    }
  }
}

/// A problem in a file, or something worth knowing: plain data, which a renderer turns into text, JSON or another
/// format.
///
/// No string in it ever contains the value of a secret.
public struct Diagnostic: Sendable, Equatable {
  /// The rule that reports it.
  public var rule: RuleID

  /// The severity, with the user's settings applied.
  public var severity: Severity

  /// What is wrong, in one sentence without a full stop; code is in backquotes.
  public var message: String

  /// Where it is wrong.
  public var span: SourceSpan

  /// The keys and indices from the document's root to the place, such as `servers.archive.username`.
  public var path: YAMLPath

  /// Other places that explain the finding, in the order in which they should be shown.
  public var labels: [Label]

  /// A short note on ``span`` itself, shown beside the caret: "remove it".
  public var caption: String

  /// What to do and why, in a sentence or two.
  public var help: String?

  /// Fixes, each complete on its own.
  public var fixes: [Fix]

  /// The name of the configuration that it belongs to, if that is another file than the one that it is in: what is wrong
  /// there is wrong only together with the other layers.
  public var configuration: String?

  /// The names of the other configurations of the run that have the same finding, in the order in which they are checked.
  public var otherConfigurations: [String]

  /// The fix that can be applied without a choice: the only one there is.
  public var onlyFix: Fix? { fixes.count == 1 ? fixes.first : nil }

  /// Makes a finding from its parts.
  public init(
    rule: RuleID, severity: Severity, message: String, span: SourceSpan, path: YAMLPath = YAMLPath(),
    caption: String = "", labels: [Label] = [], help: String? = nil, fixes: [Fix] = [], configuration: String? = nil,
    otherConfigurations: [String] = []
  ) {
    self.rule = rule
    self.severity = severity
    self.message = message
    self.span = span
    self.path = path
    self.caption = caption
    self.labels = labels
    self.help = help
    self.fixes = fixes
    self.configuration = configuration
    self.otherConfigurations = otherConfigurations
  }
}

/// A second place that belongs to a finding, with a note.
public struct Label: Sendable, Equatable {
  /// The place.
  public var span: SourceSpan

  /// How the place relates to the finding: "first declared here".
  public var message: String

  /// Makes a label from its parts.
  public init(_ span: SourceSpan, _ message: String) {
    self.span = span
    self.message = message
  }
}

/// Whether a fix preserves the meaning of the file.
public enum Applicability: String, Sendable, CaseIterable {
  /// It preserves the meaning, or gives the only possible one: quotes, `true` for `yes`, a redundant entry removed.
  case safe
  /// It is what was probably meant: another port, a word that was probably misspelt. It should be reviewed.
  case unsafe
}

/// A fix: edits that belong together.
public struct Fix: Sendable, Equatable {
  /// What the fix does, as an instruction: "write it in quotes".
  public var message: String

  /// The edits, none overlapping another.
  public var edits: [TextEdit]

  /// Whether it preserves the meaning of the file.
  public var applicability: Applicability

  /// Makes a fix from its parts.
  public init(_ applicability: Applicability, _ message: String, _ edits: [TextEdit]) {
    self.applicability = applicability
    self.message = message
    self.edits = edits
  }
}

/// The number of findings with a fix that can be applied without a choice.
public struct FixCounts: Sendable, Equatable {
  /// The number whose fix is safe.
  public var safe: Int
  /// The number whose fix is unsafe.
  public var unsafe: Int

  /// Makes counts, zero by default.
  public init(safe: Int = 0, unsafe: Int = 0) {
    self.safe = safe
    self.unsafe = unsafe
  }

  /// The sum of both.
  public var total: Int { safe + unsafe }

  /// Counts one more.
  package mutating func add(_ applicability: Applicability) {
    switch applicability {
    case .safe: safe += 1
    case .unsafe: unsafe += 1
    }
  }

  /// Counts one less.
  package mutating func remove(_ applicability: Applicability) {
    switch applicability {
    case .safe: safe -= 1
    case .unsafe: unsafe -= 1
    }
  }

  /// The sum of two counts.
  package static func + (left: FixCounts, right: FixCounts) -> FixCounts {
    FixCounts(safe: left.safe + right.safe, unsafe: left.unsafe + right.unsafe)
  }
}

/// The replacement of some bytes of the source.
public struct TextEdit: Sendable, Equatable {
  /// What is replaced; an empty span inserts.
  public var span: SourceSpan

  /// The replacement; an empty string deletes.
  public var text: String

  /// Makes an edit from its parts.
  public init(_ span: SourceSpan, _ text: String) {
    self.span = span
    self.text = text
  }
}

/// The path from the root of a YAML document to a node.
public struct YAMLPath: Sendable, Hashable, CustomStringConvertible {
  /// A step into a collection.
  public enum Step: Sendable, Hashable {
    /// To the value of a mapping's key.
    case key(String)
    /// To an element of a list, counted from 0.
    case index(Int)
  }

  /// The steps from the root; empty for the root itself.
  public var steps: [Step]

  /// Makes a path; without steps it is the root.
  public init(_ steps: [Step] = []) {
    self.steps = steps
  }

  /// This path extended by a key.
  public func key(_ key: String) -> YAMLPath { YAMLPath(steps + [.key(key)]) }

  /// This path extended by an element's index.
  public func index(_ index: Int) -> YAMLPath { YAMLPath(steps + [.index(index)]) }

  /// The path as it is shown: `servers.archive.username`, `sites.shop.servers[0]`; a key with other characters than
  /// letters, digits, `_` and `-` is quoted: `sites["shop.example"]`.
  public var description: String {
    steps.reduce(into: "") { text, step in
      switch step {
      case .index(let index): text += "[\(index)]"
      case .key(let key) where Self.isPlain(key): text += (text.isEmpty ? "" : ".") + key
      case .key(let key): text += "[\"\(key.escapedControls())\"]"
      }
    }
  }

  private static func isPlain(_ key: String) -> Bool {
    !key.isEmpty
      && key.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "*"): true
        default: false
        }
      }
  }
}
