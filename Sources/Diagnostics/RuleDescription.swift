/// The description of a rule, for users who ask for it and for programs that show its findings.
public struct RuleDescription: Sendable, Equatable {
  /// The id, as users write it.
  public let id: RuleID

  /// What the rule is about: "Server name".
  public let group: String

  /// The default severity.
  public let severity: Severity

  /// Whether the user may change the severity or suppress the rule; the others describe files that cannot be
  /// interpreted.
  public let isAdjustable: Bool

  /// Whether some of its findings have a fix.
  public let isFixable: Bool

  /// What is wrong, in one line without a full stop.
  public let summary: String

  /// What is wrong, why it matters and what to do, in a few paragraphs of Markdown.
  public let explanation: String

  /// The sources: the documentation of Kentico Xperience, an RFC, the YAML specification.
  public let references: [String]

  /// A document in which the rule reports a problem at each place marked with `↓`.
  public let badExample: String

  /// A document without errors, which shows how to do it right.
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

  /// The mark in ``badExample`` before a place that the rule reports.
  public static let mark = "↓"
}
