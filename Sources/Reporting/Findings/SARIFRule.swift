import Diagnostics

/// A rule (section 3.49).
enum SARIFRule {
  /// The rule as a part of the log.
  static func value(of rule: RuleDescription, page: String?) -> JSONValue {
    let name = rule.id.text.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    return .object([
      ("defaultConfiguration", .object([("level", .text(rule.severity.sarifLevel))])),
      ("fullDescription", SARIFText.value(of: rule.explanation)),
      (
        "help",
        .object([
          ("markdown", .text(RuleMarkdownRenderer().page(of: rule))),
          ("text", .text(RuleTextRenderer(style: TextStyle(colour: false)).page(of: rule))),
        ])
      ), ("helpUri", page.map(JSONValue.text)), ("id", .text(rule.id.text)), ("name", .text(name)),
      ("properties", properties(of: rule)), ("shortDescription", SARIFText.value(of: rule.summary)),
    ])
  }

  /// Properties by which code scanning services sort and filter.
  private static func properties(of rule: RuleDescription) -> JSONValue {
    let tags = ["smtp", "configuration", rule.group.lowercased()]
    return .object([
      ("adjustable", .flag(rule.isAdjustable)), ("fixable", .flag(rule.isFixable)), ("group", .text(rule.group)),
      ("precision", .text("very-high")),
      ("problem.severity", .text(rule.severity == .info ? "recommendation" : rule.severity.rawValue)),
      ("tags", .array(tags.map(JSONValue.text))),
    ])
  }
}
