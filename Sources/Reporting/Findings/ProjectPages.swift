package import Diagnostics

/// The web pages about the program and its rules, if they are published.
package struct ProjectPages: Sendable {
  /// The address of the project; nil if there is none.
  let home: String?

  private let rules: String?

  /// No pages.
  package static let none = ProjectPages()

  /// Makes a value from its parts.
  ///
  /// - Parameters:
  ///   - home: The address of the project.
  ///   - rules: The address of a rule's page, with `{rule}` for the rule's name.
  package init(home: String? = nil, rules: String? = nil) {
    self.home = home
    self.rules = rules
  }

  /// The address of a rule's page; nil if there is none.
  package func page(of rule: RuleID) -> String? { rules?.replacing("{rule}", with: rule.text) }
}
