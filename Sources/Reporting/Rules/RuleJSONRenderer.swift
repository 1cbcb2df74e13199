package import Diagnostics

/// Rules for programs.
package struct RuleJSONRenderer: Renderer {
  /// Makes a renderer; the format has no options.
  package init() {}

  /// The description of a rule, or a list of rules, including the line end.
  package func render(_ report: RuleReport) throws -> String {
    switch report {
    case .page(let rule): try page(of: rule)
    case .list(let rules): try list(rules)
    }
  }

  /// The rule as one object.
  /// - Throws: What `JSONEncoder` throws, which never happens for strings.
  package func page(of rule: RuleDescription) throws -> String {
    try JSONText.indented(JSONRule(rule))
  }

  /// An object with the version of this format and all rules.
  /// - Throws: What `JSONEncoder` throws, which never happens for strings.
  package func list(_ rules: [RuleDescription]) throws -> String {
    try JSONText.indented(JSONRules(rules: rules.map(JSONRule.init)))
  }
}

private struct JSONRules: Encodable {
  let formatVersion = 1
  let rules: [JSONRule]
}

private struct JSONRule: Encodable {
  let id: String
  let group: String
  let severity: String
  let adjustable: Bool
  let fixable: Bool
  let summary: String
  let explanation: String
  let references: [String]
  /// With `↓` before each place that the rule reports.
  let badExample: String
  let goodExample: String

  init(_ rule: RuleDescription) {
    id = rule.id.text
    group = rule.group
    severity = rule.severity.rawValue
    adjustable = rule.isAdjustable
    fixable = rule.isFixable
    summary = rule.summary
    explanation = rule.explanation
    references = rule.references
    badExample = rule.badExample
    goodExample = rule.goodExample
  }
}
