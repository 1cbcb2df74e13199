package import Diagnostics
import FolderAccess
import LocatedYAML

/// All rules, in the order in which they are listed and explained.
package enum RuleCatalog {
  /// Every rule there is.
  package static let all: [Rule] = groups.flatMap(\.rules)

  /// What there is to tell about every rule.
  package static var descriptions: [RuleDescription] {
    groups.flatMap { group in group.rules.map { $0.description(in: group.name) } }
  }

  /// What there is to tell about the rule of that name.
  package static func description(of id: String) -> RuleDescription? {
    let id = RuleID(id)
    let group = groups.first { $0.rules.contains { $0.id == id } }
    return group.flatMap { group in group.rules.first { $0.id == id }?.description(in: group.name) }
  }

  /// The rule of that name.
  package static func rule(_ id: String) -> Rule? { byID[RuleID(id)] }

  /// The rule that a name of none was probably meant for, among those that are wanted.
  package static func suggestion(for name: String, where isWanted: (Rule) -> Bool = { _ in true }) -> String? {
    Suggestion.nearest(to: name, among: all.filter(isWanted).map(\.id.text))
  }

  private static let byID = Dictionary(all.map { ($0.id, $0) }) { first, _ in first }

  static let yaml = all.compactMap { rule in
    switch rule.check {
    case .yaml(let function), .yamlAndDeclaration(let function, _): CheckOf(rule, function)
    default: nil
    }
  }
  static let declaration = all.compactMap { rule in
    switch rule.check {
    case .declaration(let function), .yamlAndDeclaration(_, let function): CheckOf(rule, function)
    default: nil
    }
  }
  static let server = all.compactMap { rule in
    if case .server(let function) = rule.check { CheckOf(rule, function) } else { nil }
  }
  static let folder = all.compactMap { rule in
    if case .folder(let function) = rule.check { CheckOf(rule, function) } else { nil }
  }
  static let scope = all.compactMap { rule in
    if case .scope(let function) = rule.check { CheckOf(rule, function) } else { nil }
  }
  static let configuration = all.compactMap { rule in
    if case .configuration(let function) = rule.check { CheckOf(rule, function) } else { nil }
  }
  static let allowance = all.compactMap { rule in
    if case .allowance(let function) = rule.check { CheckOf(rule, function) } else { nil }
  }
}

/// A rule and its check, of the kind at hand.
struct CheckOf<Function: Sendable>: Sendable {
  let rule: Rule
  let function: Function

  init(_ rule: Rule, _ function: Function) {
    self.rule = rule
    self.function = function
  }
}
