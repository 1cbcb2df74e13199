/// What there is to tell about a rule: to people who ask for it, and to programs that show its findings.
public struct RuleDescription: Sendable, Equatable {
  /// The id, which users write.
  public let id: RuleID

  /// What kind of thing the rule speaks of, in words: "Server name".
  public let group: String

  /// The severity where the user says nothing else.
  public let severity: Severity

  /// Whether the user may set another severity or allow it; the others describe files that mean nothing.
  public let isAdjustable: Bool

  /// Whether some of its findings come with a repair.
  public let isFixable: Bool

  /// What is wrong, in one line without a full stop.
  public let summary: String

  /// What is wrong, why it matters and what to do, in a few paragraphs of Markdown.
  public let explanation: String

  /// Where the reason is written: the manual, an RFC, the YAML specification.
  public let references: [String]

  /// A document in which the rule fires, each time at the place marked with `↓`.
  public let badExample: String

  /// A document without errors: how to do it right.
  public let goodExample: String

  /// Makes a description from its parts.
  public init(
    id: RuleID, group: String, severity: Severity, isAdjustable: Bool, isFixable: Bool, summary: String,
    explanation: String, references: [String], badExample: String, goodExample: String
  ) {
    self.id = id
    self.group = group
    self.severity = severity
    self.isAdjustable = isAdjustable
    self.isFixable = isFixable
    self.summary = summary
    self.explanation = explanation
    self.references = references
    self.badExample = badExample
    self.goodExample = goodExample
  }

  /// What stands before a place in ``badExample`` where the rule fires.
  public static let mark = "↓"
}
