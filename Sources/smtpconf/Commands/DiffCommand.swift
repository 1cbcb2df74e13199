import Analysis
import ArgumentParser
import FileStore
import Pages
import Reporting
import Routing
import SystemPackage

/// `smtpconf diff`: the differences between two routings for mail.
struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Compare two configurations by their effect on mail delivery.",
    usage: "smtpconf diff [<options>] <old> <new>",
    discussion: """
      Examples:
        smtpconf diff old.smtp.yaml new.smtp.yaml
        smtpconf diff live-routing.json prod.smtp.yaml     what a deployment changes
        git show main:smtpconf.yaml | smtpconf diff - smtpconf.yaml
        smtpconf diff a.yaml b.yaml --format markdown      for a pull request
        smtpconf diff a.yaml b.yaml --format html > c.html  a page with a picture

      Each side is a configuration, a routing table or - for standard input.
      With --exit-code the status is that of diff(1): 0 if nothing changes, 1 if
      anything does, 2 if a side has errors or cannot be read.
      Exit status: 0 if both sides can be compared; 1 if a configuration has errors;
      2 for a file that cannot be read.
      """
  )

  @Argument(
    help: ArgumentHelp("The old configuration or routing table.", valueName: "old"), completion: .routings)
  var old: FileName

  @Argument(
    help: ArgumentHelp("The new configuration or routing table.", valueName: "new"), completion: .routings)
  var new: FileName

  /// The output formats.
  enum Format: String, Choice {
    case text, json, markdown, html

    static let noun = "format"
  }

  @Option(
    help: ArgumentHelp("Output format: \(Format.list(default: .text)).", valueName: "kind"),
    completion: Format.completion, transform: Format.init(argument:))
  var format = Format.text

  @Flag(help: "Exit as diff(1) does: 1 if anything changes, 2 if a side cannot be used.")
  var exitCode = false

  @Flag(name: .shortAndLong, help: "Show changes only, no summary.")
  var quiet = false

  @OptionGroup var routing: RoutingOptions

  func validate() throws {
    if old == Inputs.standardInput, new == Inputs.standardInput {
      throw ValidationError("only one side can be standard input")
    }
  }

  func run() throws {
    // Both sides are read before either is evaluated, so that errors in both are shown at once.
    let workspace = Workspace(try routing.checkOptions())
    let before = Result { try routing.router(of: old, in: workspace) }
    let after = Result { try routing.router(of: new, in: workspace) }
    let (oldRouter, newRouter) = (try usable(before), try usable(after))
    let report = DiffReport(old: oldRouter, new: newRouter, names: (old.text, new.text))
    switch format {
    case .text: Terminal.writeOut(DiffTextRenderer(style: routing.style(for: .standardOutput)).render(report))
    case .json: Terminal.writeOut(try DiffJSONRenderer().render(report))
    case .markdown: Terminal.writeOut(DiffMarkdownRenderer().render(report))
    case .html: Terminal.writeOut(pieces: DiffPage(report, old: oldRouter, new: newRouter).write)
    }
    if format == .text, !quiet { Terminal.writeError("\(report.names.old) → \(report.names.new): \(report.summary)\n") }
    if exitCode, !report.diff.isEmpty { throw ExitStatus.findings.code }
  }

  /// A side's routing. If the exit status has to distinguish changes from everything else, a side with errors ends the
  /// program like one that cannot be read.
  private func usable(_ side: Result<Router, any Error>) throws -> Router {
    do {
      return try side.get()
    } catch let code as ExitCode where exitCode && code == ExitStatus.findings.code {
      throw ExitStatus.failure.code
    }
  }
}
