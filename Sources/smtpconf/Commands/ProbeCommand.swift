import ArgumentParser
import FileStore
import FolderAccess
import Language
import Linting
import ProbeResults
import Probing
import Reporting
import Routing
import SourceText
import SystemPackage

/// `smtpconf probe`: connects to the servers and says how far each gets.
struct ProbeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "probe",
    abstract: "Connect to the servers, and say which sites have one that works.",
    discussion: """
      Examples:
        smtpconf probe prod.smtp.yaml                connect, TLS, certificates
        smtpconf probe routing.json --auth           log in as well
        smtpconf probe --auth --from news@shop.example
        smtpconf probe --until connect               are the ports open?
        smtpconf probe --fail-on site                fail only if a site has no server

      Run it where mail is sent, with a reviewed file: it names the hosts that are
      contacted. No mail is sent. A login is tried once, and only inside verified TLS
      or on this machine.
      Exit status: 0 if nothing failed, 1 if something did or the configuration has
      errors, 2 on usage or I/O errors.
      """
  )

  @Argument(help: .routing, completion: .routings)
  var file: FileName?

  @Option(
    help: ArgumentHelp("Only these servers; sites are then not judged.", valueName: "server,…"),
    transform: CommaList.init(argument:))
  var server: [CommaList] = []

  @Option(
    help: "Where to stop: connect, greeting, ehlo or tls (default: tls if useSSL is set, else ehlo).",
    completion: Probe.Limit.completion, transform: Probe.Limit.init(argument:))
  var until: Probe.Limit?

  @Flag(help: "Log in as well; implies --require-secrets.")
  var auth = false

  @Option(help: ArgumentHelp("Ask whether mail may come from this address.", valueName: "address"))
  var from: String?

  @Option(help: ArgumentHelp("Seconds for each stage.", valueName: "s"))
  var timeout = 10

  @Option(help: ArgumentHelp("Hosts that are contacted at the same time.", valueName: "n"))
  var jobs = 8

  @Option(help: ArgumentHelp("The name for EHLO (default: the address of this machine).", valueName: "name"))
  var ehlo: String?

  @Flag(name: .customShort("4"), help: "Use IPv4 only.")
  var ipv4 = false

  @Flag(name: .customShort("6"), help: "Use IPv6 only.")
  var ipv6 = false

  @Option(help: ArgumentHelp("Warn if a certificate ends within <n> days.", valueName: "n"))
  var certDays = 14

  @Option(
    help: ArgumentHelp("Certificates of authorities to trust instead of the system's.", valueName: "file"),
    completion: .file())
  var caFile: FileName?

  /// What makes the run fail.
  enum FailureCondition: String, Choice {
    case server, site, never

    static let noun = "condition"
  }

  @Option(
    help: "What makes the run fail: \(FailureCondition.list(default: .server)).",
    completion: FailureCondition.completion, transform: FailureCondition.init(argument:))
  var failOn = FailureCondition.server

  @Flag(help: "Warnings count as failures.")
  var strict = false

  /// The output formats.
  enum Format: String, ReportFormat {
    case text, json, junit, nagios
  }

  @Option(
    help: ArgumentHelp(
      "Output format: \(Format.listedNames). Use KIND=FILE to write to a file; may be repeated.", valueName: "kind"),
    completion: .list(Format.allCases.map(\.rawValue)), transform: ReportTarget<Format>.init(argument:))
  var format: [ReportTarget<Format>] = []

  @Flag(name: .shortAndLong, help: "Show no summary and no progress.")
  var quiet = false

  @OptionGroup(title: "This machine") var secrets: SecretOptions
  @OptionGroup(title: "This machine") var account: AccountOptions
  @OptionGroup var routing: RoutingOptions

  private var targets: ReportTargets<Format> { ReportTargets(format) }
  private var consoleFormat: Format { targets.consoleKind ?? .text }

  func validate() throws {
    try targets.validate()
    if ipv4, ipv6 { throw ValidationError("-4 and -6 cannot be combined") }
    if !(1...3600).contains(timeout) { throw ValidationError("--timeout must be 1 to 3600 seconds") }
    if !(1...256).contains(jobs) { throw ValidationError("--jobs must be 1 to 256") }
    if certDays < 0 { throw ValidationError("--cert-days must be 0 or more") }
    if let until, until != .tls, auth || from != nil {
      throw ValidationError("--until \(until.rawValue) ends before the login; do not combine it with --auth or --from")
    }
    if let ehlo, ehlo.wholeMatch(of: /[A-Za-z0-9._:\[\]-]{1,255}/) == nil {
      throw ValidationError("--ehlo needs a host name, or an address in brackets")
    }
    if let from, SenderAddress(from) == nil || !from.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) {
      throw ValidationError("--from needs a whole address in ASCII, such as news@shop.example, or <>")
    }
    if !judgesSites, failOn == .site {
      throw ValidationError("--server judges no sites, so --fail-on site cannot fail")
    }
  }

  /// Whether all servers are probed, so that sites can be judged.
  private var judgesSites: Bool { server.isEmpty }

  func run() throws {
    let status: ExitCode
    do {
      status = try probe()
    } catch  where consoleFormat == .nagios {
      // What is not known is neither good nor bad.
      let reason = error is ExitCode ? "the configuration has errors" : "\(error)".escapedForDisplay()
      Terminal.writeOut("SMTPCONF UNKNOWN - \(reason.replacing("|", with: "/"))\n")
      status = ExitCode(ProbeNagiosRenderer.State.unknown.rawValue)
    }
    if status != .success { throw status }
  }

  private func probe() throws -> ExitCode {
    let file = try Inputs.configuration(file)
    try targets.refuseOverwriting([file] + [caFile].compactMap { $0 })
    let subject = try account.settings.subject()
    let reader = SecretsHere(files: SecretFile(subject: subject), purpose: .value)
    let router = try routing.router(of: file, secrets: auth || secrets.requireSecrets ? reader : nil)
    let plan = try ProbePlan(router, only: Set(known(router)), logins: auth ? reader : nil)
    let report = ProbeReport(
      try run(plan, as: subject), judging: judgesSites ? router : nil,
      sources: router.sources)
    try show(report)
    return status(of: report)
  }

  /// The servers that are named, or all.
  private func known(_ router: Router) throws -> [String] {
    let used = router.serverIDs
    let named = server.flatMap(\.items)
    if let unknown = named.first(where: { !used.contains($0) }) {
      throw Failure("--server: \(UnknownName("server", unknown, among: used))")
    }
    return named.isEmpty ? used : named
  }

  // MARK: Probing

  private func run(_ plan: ProbePlan, as subject: Subject) throws -> [ProbeReport.Entry] {
    try ProbeRun(settings: settings, jobs: jobs, authorities: caFile, isQuiet: quiet, subject: subject).entries(plan)
  }

  private var settings: Probe.Settings {
    var settings = Probe.Settings()
    settings.limit = until
    settings.logsIn = auth
    settings.sender = from.map { String($0.first == "<" ? $0.dropFirst().dropLast() : $0[...]) }
    settings.timeout = .seconds(timeout)
    settings.ownName = ehlo
    settings.family = ipv4 ? .ipv4 : ipv6 ? .ipv6 : .any
    settings.certificateDays = certDays
    return settings
  }

  // MARK: Results

  private func show(_ report: ProbeReport) throws {
    Terminal.writeOut(try renderer(consoleFormat, report, isConsole: true).render(report))
    try targets.writeFiles { try renderer($0, report, isConsole: false).render(report) }
    if !quiet, consoleFormat != .nagios { Terminal.writeError(report.summary + "\n") }
  }

  private func renderer(_ format: Format, _ report: ProbeReport, isConsole: Bool) -> any Renderer<ProbeReport> {
    switch format {
    case .text:
      ProbeTextRenderer(style: isConsole ? routing.style(for: .standardOutput) : TextStyle(colour: false))
    case .json: ProbeJSONRenderer()
    case .junit: ProbeJUnitRenderer()
    case .nagios: ProbeNagiosRenderer(state(of: report))
    }
  }

  private func status(of report: ProbeReport) -> ExitCode {
    if consoleFormat == .nagios { return ExitCode(state(of: report).rawValue) }
    let fails =
      switch failOn {
      case .server: report.count(.failed) > 0 || (strict && report.count(.warning) > 0)
      case .site: !report.waiting.isEmpty
      case .never: false
      }
    return fails ? ExitStatus.findings.code : .success
  }

  private func state(of report: ProbeReport) -> ProbeNagiosRenderer.State {
    let isBad = report.count(.failed) > 0
    switch failOn {
    case .server where isBad: return .critical
    case .site where !report.waiting.isEmpty: return .critical
    case .never: return .ok
    default:
      if report.count(.warning) > 0 || isBad { return strict ? .critical : .warning }
      return .ok
    }
  }
}

extension Probe.Limit: Choice {
  static let noun = "stage"
}
