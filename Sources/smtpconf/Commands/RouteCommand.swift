import ArgumentParser
import FileStore
import Pages
import ProbeResults
import Reporting
import Routing
import SystemPackage

/// `smtpconf route`: which server sends a message, and why.
struct RouteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "route",
    abstract: "Show which server handles a site's mail, and why.",
    discussion: """
      Examples:
        smtpconf route --site shop                       with the configuration here
        smtpconf route prod.smtp.yaml --global           mail that belongs to no site
        smtpconf route --sender news@shop.example        mail of the site with that domain
        smtpconf route routing.json --site shop --busy primary,bulk
        smtpconf route --site shop --down primary        while this server is down
        smtpconf route --site shop --live                connects, to see what is down
        smtpconf route --all-sites --format json
        smtpconf route --all-sites --format svg > routing.svg

      Accepts a configuration or a routing table.
      Exit status: 0 with an answer, whatever the outcome; 1 if the configuration has
      errors; 2 for a file that cannot be read, or an unknown site or server.
      """
  )

  @Argument(help: .routing, completion: .routings)
  var file: FileName?

  @Option(help: ArgumentHelp("Mail of this site (not case-sensitive).", valueName: "name"))
  var site: String?

  @Option(help: ArgumentHelp("Mail from this envelope sender; <> for the empty one.", valueName: "address"))
  var sender: String?

  @Flag(help: "Mail that belongs to no site.")
  var global = false

  @Flag(help: "All sites, and mail that belongs to no site.")
  var allSites = false

  @Option(help: ArgumentHelp("Servers that are busy.", valueName: "server,…"), transform: CommaList.init(argument:))
  var busy: [CommaList] = []

  @Option(
    help: ArgumentHelp("Servers that are down; the next one is tried.", valueName: "server,…"),
    transform: CommaList.init(argument:))
  var down: [CommaList] = []

  @Flag(help: "Connect to the servers, as `smtpconf probe` does: those that do not work are down.")
  var live = false

  /// The output formats.
  enum Format: String, Choice {
    case text, json, mermaid, dot, svg

    static let noun = "format"
  }

  @Option(
    help: ArgumentHelp(
      "Output format: \(Format.list(default: .text)); the last three draw a picture.", valueName: "kind"),
    completion: Format.completion, transform: Format.init(argument:))
  var format = Format.text

  @OptionGroup var routing: RoutingOptions

  func validate() throws {
    switch [site != nil, sender != nil, global, allSites].count(where: { $0 }) {
    case 0: throw ValidationError("name a site with --site NAME, or use --sender, --global or --all-sites")
    case 1: break
    default: throw ValidationError("--site, --sender, --global and --all-sites cannot be combined")
    }
    if let sender, SenderAddress(sender) == nil {
      throw ValidationError("--sender needs a whole address, such as news@shop.example, or <> for the empty sender")
    }
  }

  func run() throws {
    let router = try routing.router(of: try Inputs.configuration(file), makingWith: self.router)
    let question: RouteReport.Question = allSites ? .all : .one(try scope(in: router))
    let busy = try router.known(busy.items, option: "--busy")
    let down = try router.known(down.items, option: "--down").union(live ? try failed(for: question, in: router) : [])
    let report = RouteReport(question, router, busy: busy, down: down)
    switch format {
    case .text:
      let style = routing.style(for: .standardOutput)
      Terminal.writeOut(pieces: { try RouteTextRenderer(style: style).write(report, to: $0) })
    case .json: Terminal.writeOut(pieces: { try RouteJSONRenderer().write(report, to: $0) })
    case .mermaid: Terminal.writeOut(MermaidRenderer().render(report))
    case .dot: Terminal.writeOut(DotRenderer().render(report))
    case .svg: Terminal.writeOut(try SVGRenderer().render(report))
    }
  }

  /// The routing of a configuration, which need not be complete for a question about one scope.
  private func router(of table: RoutingTable) -> Router {
    let scope: Scope? =
      if let sender = sender.flatMap({ SenderAddress($0) }) {
        table.scope(of: sender)
      } else {
        site.map { .site($0) } ?? (allSites ? nil : .global)
      }
    return scope.flatMap { Router(table, only: $0) } ?? Router(table)
  }

  /// The servers in the chains of the scopes that do not work at the moment.
  private func failed(for question: RouteReport.Question, in router: Router) throws -> Set<String> {
    let ids: Set<String> =
      switch question {
      case .one(let scope): Set(router.chain(of: scope)?.ids ?? [])
      case .all: Set(router.chains.flatMap(\.ids))
      }
    let entries = try ProbeRun().entries(ProbePlan(router, only: ids, logins: nil))
    let failed = entries.filter { $0.result.status == .failed }
    for entry in failed {
      Terminal.writeError("\(entry.ids.joined(separator: ", ")): \(entry.result.description)\n")
    }
    return Set(failed.flatMap(\.ids))
  }

  /// The scope that is asked about.
  private func scope(in router: Router) throws -> Scope {
    if let sender = sender.flatMap({ SenderAddress($0) }) { return router.scope(of: sender) }
    guard let site else { return .global }
    guard router.chain(ofSite: site) == nil else { return .site(site) }
    if Scope.global.description == site || site.lowercased() == "global" {
      throw Failure("unknown site `\(site)`; for mail that belongs to no site use --global")
    }
    throw Failure(
      router.siteNames.isEmpty
        ? "unknown site `\(site)`: there are no sites; for mail that belongs to no site use --global"
        : "\(UnknownName("site", site, among: router.siteNames))")
  }
}

extension Router {
  /// The names as a set, if all are known servers.
  ///
  /// - Throws: ``Failure``, which names the first unknown one.
  fileprivate func known(_ names: [String], option: String) throws -> Set<String> {
    guard !names.isEmpty else { return [] }
    let ids = Set(serverIDs)
    if let unknown = names.first(where: { !ids.contains($0) }) {
      throw Failure("\(option): \(UnknownName("server", unknown, among: serverIDs))")
    }
    return Set(names)
  }
}
