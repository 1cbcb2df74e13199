import ArgumentParser
import Diagnostics
import FileStore
import Reporting
import Routing
import SystemPackage

/// `smtpconf route`: which server takes a mail, and why.
struct RouteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "route",
    abstract: "Say which server takes the mail of a site, and why.",
    discussion: """
      Examples:
        smtpconf route --site shop                       of smtpconf.yaml here
        smtpconf route prod.smtp.yaml --global           mail of no site
        smtpconf route routing.json --site shop --busy primary,bulk
        smtpconf route --site shop --down primary        it refuses the mail
        smtpconf route --all-sites --format json
        smtpconf route --all-sites --format dot | dot -Tsvg > routing.svg

      Takes a configuration or a routing table.
      Exit status: 0 with an answer, whatever the outcome; 1 where the configuration
      has errors; 2 for a file that cannot be read, or an unknown site or server.
      """
  )

  @Argument(
    help: ArgumentHelp("A configuration, a routing table or - for standard input.", valueName: "file"),
    completion: .routings)
  var file = Inputs.standardName

  @Option(help: ArgumentHelp("Mail of this site; upper and lower case do not matter.", valueName: "name"))
  var site: String?

  @Flag(help: "Mail that belongs to no site.")
  var global = false

  @Flag(help: "Mail of every site, and of none.")
  var allSites = false

  @Option(help: ArgumentHelp("Servers that are busy, with commas between them.", valueName: "server,…"))
  var busy: [String] = []

  @Option(
    help: ArgumentHelp("Servers that refuse the mail: the next attempt goes to another.", valueName: "server,…"))
  var down: [String] = []

  /// How an answer is written.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json, mermaid, dot
  }

  @Option(help: ArgumentHelp("How it is written; mermaid and dot draw a picture.", valueName: "kind"))
  var format = Format.text

  @OptionGroup var routing: RoutingOptions

  func validate() throws {
    switch [site != nil, global, allSites].count(where: { $0 }) {
    case 0: throw ValidationError("whose mail? say --site NAME, --global or --all-sites")
    case 1: break
    default: throw ValidationError("--site, --global and --all-sites exclude each other: keep one")
    }
  }

  func run() throws {
    let router = try routing.router(of: file)
    let scopes = try self.scopes(of: router)
    let busy = try router.known(Self.names(in: busy), option: "--busy")
    let down = try router.known(Self.names(in: down), option: "--down")
    let routes = router.routes(of: scopes, busy: busy, down: down)
    let report = RouteReport(allSites ? .all : .one, routes, busy: busy, down: down, source: router.source)
    Terminal.writeOut(try renderer.render(report))
  }

  private func scopes(of router: Router) throws -> [Scope] {
    guard let site else { return allSites ? router.scopes : [.global] }
    guard router.chain(ofSite: site) == nil else { return [.site(site)] }
    if Scope.global.description == site || site.lowercased() == "global" {
      throw Failure("there is no site '\(site)'; for mail that belongs to no site say --global")
    }
    throw Failure(
      router.siteNames.isEmpty
        ? "there is no site '\(site)', and no other: say --global for mail that belongs to no site"
        : "there is no site '\(site)'" + Self.hint(site, router.siteNames))
  }

  private static func names(in options: [String]) -> [String] {
    options.flatMap { option in
      option.split(separator: ",").map { String($0.drop { $0 == " " }) }
    }
  }

  /// What a wrong name was probably meant for, or which names there are.
  static func hint(_ name: String, _ known: [String]) -> String {
    if let nearest = Suggestion.nearest(to: name, among: known) { return "; did you mean '\(nearest)'?" }
    let more = known.count > mostListed ? " and \(known.count - mostListed) more" : ""
    return "; there are \(known.prefix(mostListed).joined(separator: ", "))\(more)"
  }

  private static let mostListed = 8

  private var renderer: any RouteRenderer {
    switch format {
    case .text: RouteTextRenderer(style: routing.style(for: .standardOutput))
    case .json: RouteJSONRenderer()
    case .mermaid: MermaidRenderer()
    case .dot: DotRenderer()
    }
  }
}

extension Router {
  /// The names as a set, each of a server there is.
  ///
  /// - Throws: ``Failure``, which names the first one that is none.
  fileprivate func known(_ names: [String], option: String) throws -> Set<String> {
    let ids = Set(serverIDs)
    if let unknown = names.first(where: { !ids.contains($0) }) {
      throw Failure("\(option): there is no server '\(unknown)'" + RouteCommand.hint(unknown, serverIDs))
    }
    return Set(names)
  }
}
