import ArgumentParser
import FileStore
import Reporting
import Routing
import SystemPackage

/// `smtpconf diff`: what changes for mail from one routing to another.
struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Say what changes for mail, not for text, by scope and by server.",
    usage: "smtpconf diff [<options>] <old> <new>",
    discussion: """
      Examples:
        smtpconf diff old.smtp.yaml new.smtp.yaml
        smtpconf diff live-routing.json prod.smtp.yaml     what a deployment changes
        git show main:smtpconf.yaml | smtpconf diff - smtpconf.yaml
        smtpconf diff a.yaml b.yaml --format markdown      for a pull request

      Each side is a configuration, a routing table or - for standard input.
      Exit status: 0, with --exit-code 1 where anything changes; 1 where a
      configuration has errors; 2 for a file that cannot be read.
      """
  )

  @Argument(
    help: ArgumentHelp("The routing as it was.", valueName: "old"), completion: .routings)
  var old: FileName

  @Argument(
    help: ArgumentHelp("The routing as it will be.", valueName: "new"), completion: .routings)
  var new: FileName

  /// How changes are written.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json, markdown
  }

  @Option(help: ArgumentHelp("How it is written.", valueName: "kind"))
  var format = Format.text

  @Flag(help: "Exit with 1 where anything changes.")
  var exitCode = false

  @Flag(name: .shortAndLong, help: "Show changes only, no summary.")
  var quiet = false

  @OptionGroup var routing: RoutingOptions

  func validate() throws {
    if old == Inputs.standardInput, new == Inputs.standardInput {
      throw ValidationError("standard input can be one side only")
    }
  }

  func run() throws {
    // Both sides are read before either is judged: errors on both are told at once.
    let (before, after) = (Result { try routing.router(of: old) }, Result { try routing.router(of: new) })
    let report = DiffReport(old: try before.get(), new: try after.get(), names: (old.text, new.text))
    Terminal.writeOut(try renderer.render(report))
    if format == .text, !quiet { Terminal.writeError("\(report.names.old) → \(report.names.new): \(report.summary)\n") }
    if exitCode, !report.diff.isEmpty { throw ExitStatus.findings.code }
  }

  private var renderer: any DiffRenderer {
    switch format {
    case .text: DiffTextRenderer(style: routing.style(for: .standardOutput))
    case .json: DiffJSONRenderer()
    case .markdown: DiffMarkdownRenderer()
    }
  }
}
