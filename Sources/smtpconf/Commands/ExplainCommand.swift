import ArgumentParser
import Diagnostics
import Language
import Linting
import Reporting
import RoutingTesting
import Rules

/// `smtpconf explain`: the complete description of a rule.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explain a rule: what it means, why it matters, and how to do it right.",
    discussion: """
      Examples:
        smtpconf explain plaintext-password
        smtpconf explain unknown-key --format markdown
      """
  )

  @Argument(help: "The name of a rule, as shown in a finding.", completion: .list(RuleCatalog.rules.all.map(\.id.text)))
  var rule: String

  @OptionGroup var options: RuleFormatOptions

  func run() throws {
    let description =
      RuleCatalog.description(of: rule) ?? RoutingTestRules.descriptions.first { $0.id == RuleID(rule) }
    guard let known = description else {
      let names = RuleCatalog.rules.all.map(\.id.text) + RoutingTestRules.descriptions.map(\.id.text)
      throw Failure("\(UnknownName("rule", rule, among: names, list: "`smtpconf rules` lists them all"))")
    }
    Terminal.writeOut(try options.renderer.render(.page(known)))
  }
}
