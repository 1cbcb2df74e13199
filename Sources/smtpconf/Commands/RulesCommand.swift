import ArgumentParser
import Diagnostics
import SMTPConfig

/// `smtpconf rules`: the list of all rules.
struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "List all rules.",
    discussion: """
      Each line gives the severity, a * where you may set another, the rule and what it says.
      """
  )

  func run() throws {
    let width = RuleCatalog.all.map(\.id.text.count).max() ?? 0
    for rule in RuleCatalog.all {
      let severity = Self.padded(rule.severity.rawValue, to: Self.severityWidth)
      let mark = rule.isAdjustable ? "*" : " "
      Terminal.writeOut("\(severity) \(mark) \(Self.padded(rule.id.text, to: width))  \(rule.summary)\n")
    }
  }

  private static let severityWidth = Severity.allCases.map(\.rawValue.count).max() ?? 0

  private static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}

/// `smtpconf explain`: all there is to say about a rule.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explain a rule: what it means, why it matters, and how to do it right."
  )

  @Argument(help: "A rule, as a finding names it.")
  var rule: String

  func run() throws {
    guard let known = RuleCatalog.rule(rule) else {
      let suggestion = RuleCatalog.suggestion(for: rule)
      let hint = suggestion.map { "did you mean '\($0)'?" } ?? "`smtpconf rules` lists them all"
      throw Failure("there is no rule '\(rule)'; \(hint)")
    }
    Terminal.writeOut(Self.text(of: known))
  }

  private static func text(of rule: Rule) -> String {
    let setting = rule.isAdjustable ? "may be set to another severity" : "cannot be set"
    var text = "\(rule.id) (\(rule.severity.rawValue), \(setting))\n\n\(rule.summary).\n\n\(rule.explanation)\n"
    if let bad = rule.bad.first { text += "\nBad, at the arrow:\n\n\(indented(bad.text))\n" }
    if let good = rule.good.first { text += "\nGood:\n\n\(indented(good.text))\n" }
    if !rule.references.isEmpty {
      text += "\nSee also:\n\n" + rule.references.map { "    \($0)\n" }.joined()
    }
    return text
  }

  private static func indented(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "    \($0)" }
      .joined(separator: "\n")
  }
}
