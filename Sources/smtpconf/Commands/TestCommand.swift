import ArgumentParser
import Diagnostics
import FileStore
import Reporting
import Routing
import RoutingTesting
import SourceText
import SystemPackage

/// `smtpconf test`: tests a routing against expectations.
struct TestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Test the routing against expectations kept in test files.",
    usage: "smtpconf test [<options>] <tests> ...",
    discussion: """
      A test file names a site, and the expected result for its mail:

        version: 1
        configuration: prod.smtp.yaml      # relative to this file
        tests:
          - site: shop
            busy: [primary]
            expect: { server: bulk }
        invariants:
          - everySiteSurvivesLossOf: 1

      Examples:
        smtpconf test prod.test.yaml
        smtpconf test prod.test.yaml --coverage --fail-under 80
        smtpconf test prod.test.yaml --configuration routing.json
        smtpconf test conf/ --format junit=results.xml     all test files in a folder

      Exit status: 0 if all tests pass; 1 if a test fails, a test file has mistakes,
      or coverage is too low; 2 for a file that cannot be read or written.
      """
  )

  /// The output formats.
  enum Format: String, ReportFormat {
    case text, json, junit
  }

  @Argument(
    help: ArgumentHelp("Test files, folders, or - for standard input.", valueName: "tests"),
    completion: .file(extensions: ["yaml", "yml"]))
  var tests: [FileName]

  @Option(
    help: ArgumentHelp(
      "Test this configuration or routing table instead of the one named in the test files.", valueName: "file"),
    completion: .routings)
  var configuration: FileName?

  @Flag(help: "List the chains, servers and fall-backs that no test covers.")
  var coverage = false

  @Option(help: ArgumentHelp("Fail if coverage is below this percentage.", valueName: "percent"))
  var failUnder: Double?

  @Option(
    help: ArgumentHelp(
      "Output format: \(Format.listedNames). Use KIND=FILE to write to a file; may be repeated.",
      valueName: "kind"),
    completion: .list(Format.allCases.map(\.rawValue)), transform: ReportTarget<Format>.init(argument:))
  var format: [ReportTarget<Format>] = []

  @Flag(name: .shortAndLong, help: "Show failures only, no summary.")
  var quiet = false

  @OptionGroup var routing: RoutingOptions

  func validate() throws {
    try ReportTargets(format).validate()
    if let failUnder, !(0...100).contains(failUnder) {
      throw ValidationError("--fail-under must be a percentage from 0 to 100")
    }
    if (tests + [configuration].compactMap { $0 }).count(where: { $0 == Inputs.standardInput }) > 1 {
      throw ValidationError("standard input can be read once only")
    }
  }

  func run() throws {
    let targets = ReportTargets(format)
    let runner = try TestRunner(routing: routing, configuration: configuration)
    let files = try Inputs.files(tests, of: .test, isRevised: false) { runner.fail($0, $1) }
    try targets.refuseOverwriting(files + [configuration].compactMap { $0 })
    for file in files { runner.run(file) }
    let report = runner.report(showsCoverage: coverage)
    // A file that cannot be read must not hide the problems of the others.
    for file in report.failed { Terminal.writeError(error: file.reason) }
    Terminal.writeOut(try render(targets.consoleKind ?? .text, report, style: routing.style(for: .standardOutput)))
    try targets.writeFiles { try render($0, report, style: TextStyle(colour: false)) }
    if !quiet { Terminal.writeError(report.summary + "\n") }
    try finish(report)
  }

  private func finish(_ report: TestRunReport) throws {
    if !report.failed.isEmpty { throw ExitStatus.failure.code }
    if let failUnder, report.isBelow(failUnder) {
      let hint = coverage ? "" : "; --coverage lists what no test covers"
      Terminal.writeError(error: "coverage is below \(Self.text(failUnder)) %\(hint)")
      throw ExitStatus.findings.code
    }
    if !report.hasPassed { throw ExitStatus.findings.code }
  }

  private static func text(_ percent: Double) -> String {
    percent == percent.rounded() ? "\(Int(percent))" : "\(percent)"
  }

  private func render(_ kind: Format, _ report: TestRunReport, style: TextStyle) throws -> String {
    let renderer: any Renderer<TestRunReport> =
      switch kind {
      case .text: TestTextRenderer(style: style)
      case .json: TestJSONRenderer()
      case .junit: TestJUnitRenderer()
      }
    return try renderer.render(report)
  }
}
