package import Diagnostics

/// A format for the description and the list of rules.
package protocol RuleRenderer: Sendable {
  /// The complete description of a rule, including the line end.
  /// - Throws: What an encoder throws; strings never fail.
  func page(of rule: RuleDescription) throws -> String

  /// Rules in the order given, including the line end.
  /// - Throws: What an encoder throws; strings never fail.
  func list(_ rules: [RuleDescription]) throws -> String
}

extension RuleDescription {
  /// What the user can do about the rule's severity.
  var setting: String { isAdjustable ? "severity can be changed" : "severity fixed" }
}
