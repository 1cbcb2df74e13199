public import SourceText

/// The name of a rule: kebab-case words that say what is wrong, such as `unknown-key`.
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

  /// Orders by code point, as the findings of one place are ordered.
  public static func < (left: RuleID, right: RuleID) -> Bool {
    left.text.unicodeScalars.lexicographicallyPrecedes(right.text.unicodeScalars)
  }
}

/// How much a finding matters.
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

/// One thing that is wrong, or worth knowing, in a file: plain data, which a renderer turns into text, JSON or another
/// format.
///
/// No text in it ever holds the value of a secret.
public struct Diagnostic: Sendable, Equatable {
  /// The rule that fired.
  public var rule: RuleID

  /// The severity after the user's own settings.
  public var severity: Severity

  /// What is wrong, in one sentence without a full stop; code stands in backquotes.
  public var message: String

  /// Where it is wrong.
  public var span: SourceSpan

  /// The keys and indices from the document's root to the place, as in `servers.archive.username`.
  public var path: YAMLPath

  /// Other places that explain the finding, in the order they should be told.
  public var labels: [Label]

  /// What the reader of the file sees at ``span`` itself, beside the caret: "remove it".
  public var caption: String

  /// What to do and why, in a sentence or two.
  public var help: String?

  /// Fixes, each complete on its own.
  public var fixes: [Fix]

  /// The fix that can be made without asking which: the only one there is.
  public var onlyFix: Fix? { fixes.count == 1 ? fixes.first : nil }

  /// Makes a finding from its parts.
  public init(
    rule: RuleID, severity: Severity, message: String, span: SourceSpan, path: YAMLPath = YAMLPath(),
    caption: String = "", labels: [Label] = [], help: String? = nil, fixes: [Fix] = []
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
  }
}

/// A second place that belongs to a finding, and what is to be seen there.
public struct Label: Sendable, Equatable {
  /// The place.
  public var span: SourceSpan

  /// What the place has to do with the finding: "first declared here".
  public var message: String

  /// Makes a label from its parts.
  public init(_ span: SourceSpan, _ message: String) {
    self.span = span
    self.message = message
  }
}

/// Whether a fix keeps what the file means.
public enum Applicability: String, Sendable, CaseIterable {
  /// It keeps the meaning, or gives the only one there can be: quotes, `true` for `yes`, a redundant entry removed.
  case safe
  /// It is what was probably meant: another port, a word that was probably misspelt. Somebody should look at it.
  case unsafe
}

/// A fix: edits that belong together.
public struct Fix: Sendable, Equatable {
  /// What the fix does, as an instruction: "write it in quotes".
  public var message: String

  /// The edits, none overlapping another.
  public var edits: [TextEdit]

  /// Whether it keeps what the file means.
  public var applicability: Applicability

  /// Makes a fix from its parts.
  public init(_ applicability: Applicability, _ message: String, _ edits: [TextEdit]) {
    self.applicability = applicability
    self.message = message
    self.edits = edits
  }
}

/// How many findings have a fix that can be made without asking which.
public struct FixCounts: Sendable, Equatable {
  /// Those whose fix is safe.
  public var safe: Int
  /// Those whose fix is unsafe.
  public var unsafe: Int

  /// Makes counts, of none unless others are given.
  public init(safe: Int = 0, unsafe: Int = 0) {
    self.safe = safe
    self.unsafe = unsafe
  }

  /// The number of both.
  public var total: Int { safe + unsafe }

  /// Counts one more.
  package mutating func add(_ applicability: Applicability) {
    switch applicability {
    case .safe: safe += 1
    case .unsafe: unsafe += 1
    }
  }

  /// Both counts together.
  package static func + (left: FixCounts, right: FixCounts) -> FixCounts {
    FixCounts(safe: left.safe + right.safe, unsafe: left.unsafe + right.unsafe)
  }
}

/// The replacement of some bytes of the source by a text.
public struct TextEdit: Sendable, Equatable {
  /// What is replaced; an empty span inserts.
  public var span: SourceSpan

  /// What takes its place; an empty text deletes.
  public var text: String

  /// Makes an edit from its parts.
  public init(_ span: SourceSpan, _ text: String) {
    self.span = span
    self.text = text
  }
}

/// The way from the root of a YAML document to a node.
public struct YAMLPath: Sendable, Hashable, CustomStringConvertible {
  /// A step into a collection.
  public enum Step: Sendable, Hashable {
    /// To the value of a mapping's key.
    case key(String)
    /// To an element of a list, counted from 0.
    case index(Int)
  }

  /// The steps from the root; none is the root itself.
  public var steps: [Step]

  /// Makes a path; without steps it is the root.
  public init(_ steps: [Step] = []) {
    self.steps = steps
  }

  /// The path one step further down to a key.
  public func key(_ key: String) -> YAMLPath { YAMLPath(steps + [.key(key)]) }

  /// The path one step further down to an element.
  public func index(_ index: Int) -> YAMLPath { YAMLPath(steps + [.index(index)]) }

  /// The path as it is shown: `servers.archive.username`, `sites.shop.servers[0]`; a key that is not made of letters,
  /// digits, `_` and `-` alone is quoted: `sites["shop.example"]`.
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
