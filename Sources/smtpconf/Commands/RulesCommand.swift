import ArgumentParser
import Language
import Reporting
import Rules

/// `smtpconf rules`: the list of all rules.
struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "List all rules.",
    discussion: """
      Columns: severity, * if the severity can be changed, rule, summary.

      Examples:
        smtpconf rules
        smtpconf rules | grep port
        smtpconf rules --format json   with explanations and examples
      """
  )

  @OptionGroup var options: RuleFormatOptions

  func run() throws {
    Terminal.writeOut(try options.renderer.render(.list(RuleCatalog.descriptions)))
  }
}
