import ArgumentParser
import FileStore
import Reporting
import Routing
import SystemPackage

/// `smtpconf impact`: what happens to mail if servers are lost.
struct ImpactCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "impact",
    abstract: "Show what happens to mail if servers are lost, the worst first.",
    discussion: """
      Examples:
        smtpconf impact prod.smtp.yaml                one server, or two
        smtpconf impact routing.json --losses 1       one server only
        smtpconf impact --losses 1 --fail-on-waiting 1
        smtpconf impact --format markdown             for a pull request

      Accepts a configuration or a routing table. Mail waits if all servers of its
      chain are lost, and moves if only the first ones are. Each server is listed if
      it is the first of a chain; two or three together if they are a whole chain.
      Exit status: 0 with an answer; 1 if --fail-on-waiting applies or the
      configuration has errors; 2 for a file that cannot be read.
      """
  )

  @Argument(help: .routing, completion: .routings)
  var file: FileName?

  @Option(help: ArgumentHelp("At most <n> servers are lost at the same time, 1 to 3.", valueName: "n"))
  var losses = 2

  /// The output formats.
  enum Format: String, Choice {
    case text, json, markdown

    static let noun = "format"
  }

  @Option(
    help: ArgumentHelp("Output format: \(Format.list(default: .text)).", valueName: "kind"),
    completion: Format.completion, transform: Format.init(argument:))
  var format = Format.text

  @Option(
    help: ArgumentHelp(
      "Fail if a listed loss makes the mail of <n> or more wait; `global` counts like a site.", valueName: "n"))
  var failOnWaiting: Int?

  @OptionGroup var routing: RoutingOptions

  func validate() throws {
    _ = try limit()
    if let failOnWaiting, failOnWaiting < 1 { throw ValidationError("--fail-on-waiting must be 1 or more") }
  }

  func run() throws {
    let impact = Impact(try routing.router(of: try Inputs.configuration(file)), upTo: try limit())
    switch format {
    case .text: Terminal.writeOut(ImpactTextRenderer(style: routing.style(for: .standardOutput)).render(impact))
    case .json: Terminal.writeOut(pieces: { try ImpactJSONRenderer().write(impact, to: $0) })
    case .markdown: Terminal.writeOut(ImpactMarkdownRenderer().render(impact))
    }
    // The worst loss comes first.
    if let failOnWaiting, let worst = impact.losses.first, worst.waitingCount >= failOnWaiting {
      throw ExitStatus.findings.code
    }
  }

  private func limit() throws -> Impact.Limit {
    guard let limit = Impact.Limit(rawValue: losses) else { throw ValidationError("--losses must be 1, 2 or 3") }
    return limit
  }
}
