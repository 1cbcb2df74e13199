import Analysis
import Diagnostics
import Language
import Pages
import Routing
import RoutingTesting
import SourceText

extension Property {
  /// Every test file is read and its tests are run; the findings are in the file, in order.
  package static let expectations = Property("expectations", takesConfigurations: false) { input in
    let source = SourceFile(name: "fuzz.test.yaml", bytes: input)
    let borders = Borders(source)
    let tested = RoutingTestFile(source).tested(with: try routing, configuration: "smtpconf.yaml")
    var start = 0
    for finding in tested.report.diagnostics {
      try borders.check(finding.span, "\(finding.rule)")
      for label in finding.labels { try borders.check(label.span, "\(finding.rule)") }
      try require(finding.span.start >= start, "\(finding.rule) at \(finding.span) comes after a later one")
      start = finding.span.start
    }
  }

  /// Any bytes are a routing table, or there is a reason why not; and a table that was read gives answers.
  package static let table = Property("table", takesConfigurations: false) { input in
    _ = Router.isTable(input)
    do {
      let router = try Router(tableJSON: input)
      for name in router.siteNames {
        let outcome = router.outcome(of: .site(name), busy: Set(router.serverIDs.prefix(1)))
        try require(outcome != nil, "a site of the table is unknown")
      }
      try showsWell(router)
      for loss in Impact(router, upTo: .three).losses.prefix(3) {
        try require(loss.waitingCount + loss.movedCount > 0, "a loss that affects nothing is listed")
      }
    } catch let error as TableError {
      try require(!error.description.isEmpty, "there is no reason why it is not a table")
    }
  }

  /// The page of a routing is well-formed, and commands no CI server.
  private static func showsWell(_ router: Router) throws {
    var bytes: [UInt8] = []
    try RoutingPage(router, findings: nil, caption: RoutingPage.Caption(file: "a.json")).write { bytes += $0 }
    let page = String(decoding: bytes, as: UTF8.self)
    try require(try Markup.elements(in: page).first == "html", "the page is something else")
    try require(Runners.obeyed(in: page).isEmpty, "a CI server would obey the page")
  }

  private static var routing: Router {
    get throws {
      let text = """
        version: 1
        servers:
          primary: { serverName: smtp.example.com, priority: High }
          backup: { serverName: backup.example.com }
          bulk: { serverName: bulk.example.com, priority: Low }
          legacy: { serverName: legacy.example.com, enabled: false }
        global: { defaultServer: backup, servers: [primary] }
        sites:
          shop: { defaultServer: primary, servers: [bulk, legacy] }
          intranet: { defaultServer: bulk }
        """
      let checked = Analysis(SourceFile(name: "smtpconf.yaml", text: text))
      guard let configuration = checked.configuration() else {
        throw BrokenProperty(description: "the routing has errors: \(checked.report.diagnostics)")
      }
      return Router(RoutingTable(configuration))
    }
  }
}
