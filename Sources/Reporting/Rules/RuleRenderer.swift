package import Diagnostics

/// A format in which rules are explained and listed.
package protocol RuleRenderer: Sendable {
  /// All there is to say about a rule, line end included.
  /// - Throws: What an encoder throws; texts never fail.
  func page(of rule: RuleDescription) throws -> String

  /// Rules in the order given, line end included.
  /// - Throws: What an encoder throws; texts never fail.
  func list(_ rules: [RuleDescription]) throws -> String
}

extension RuleDescription {
  /// What the user may do about the rule's severity.
  var setting: String { isAdjustable ? "may be set to another severity" : "cannot be set" }
}
