import Analysis
import Diagnostics
import Language
import Linting
import Reporting
import SourceText
import TestSupport
import Testing

@testable import Routing

/// Files that extend each other, in memory.
private struct Stack {
  var files: [String: String]

  /// Files over the one of production, which has this text if it is not given.
  init(_ files: [String: String]) {
    self.files = files.merging(["production.smtp.yaml": Production.text]) { given, _ in given }
  }

  /// A configuration, checked without looking at folders.
  func checked(_ name: String) throws -> (CheckedConfiguration, Analysis) {
    let memory = FilesInMemory(files)
    var options = CheckOptions()
    options.keepsLists = true
    options.findBase = memory.find
    let checked = try #require(Workspace(options).check(name, of: memory))
    return (checked, Analysis(checked, options: options))
  }

  /// The table of a configuration without errors.
  func table(_ name: String, _ location: SourceLocation = #_sourceLocation) throws -> RoutingTable {
    let analysis = try checked(name).1
    let errors = analysis.report.diagnostics.filter { $0.severity == .error }
    #expect(errors.map(\.message) == [], sourceLocation: location)
    return RoutingTable(try #require(analysis.configuration(), sourceLocation: location))
  }

  /// The chains of a configuration: `(global): primary · shop: bulk, primary`.
  func chains(_ name: String, _ location: SourceLocation = #_sourceLocation) throws -> String {
    let router = Router(try table(name, location))
    return router.scopes.map { scope in
      "\(scope): \((router.chain(of: scope)?.ids ?? []).joined(separator: ", "))"
    }.joined(separator: " · ")
  }

  /// What `show --plain` prints.
  func shown(_ name: String) throws -> String {
    let (checked, analysis) = try checked(name)
    return SettingsYAMLRenderer(isPlain: true).render(SettingsReport(checked.settings, in: analysis.report.sources))
  }
}

@Suite struct `A configuration of several files` {
  private static let staging = """
    version: 1
    extends: production.smtp.yaml
    servers: { "*": { enabled: false }, trap: { serverName: "mailpit.internal:1025" } }
    global: { defaultServer: trap }
    sites: { "*": { defaultServer: trap } }
    """

  @Test func `sends all mail of staging to the trap`() throws {
    let stack = Stack(["staging.smtp.yaml": Self.staging])
    #expect(
      try stack.chains("staging.smtp.yaml")
        == "(global): trap · corporate: trap · shop: trap · intranet: trap")
    #expect(try stack.checked("staging.smtp.yaml").1.report.diagnostics.isEmpty)
    #expect(!String(decoding: try stack.table("staging.smtp.yaml").json(.compact), as: UTF8.self).contains("PASSWORD"))
  }

  @Test func `sends it there also after something is added to production`() throws {
    var stack = Stack(["staging.smtp.yaml": Self.staging])
    stack.files["production.smtp.yaml"] =
      Production.text.replacing("global: {", with: "  new: { serverName: new.example }\nglobal: { servers: [new],")
      + "  blog: { servers: [new] }\n"
    #expect(try stack.chains("staging.smtp.yaml").split(separator: " · ").allSatisfy { $0.hasSuffix(": trap") })
    #expect(try stack.chains("production.smtp.yaml").contains("blog: primary, new"))
  }

  /// What an overlay over production changes, as the chains of `corporate`, `shop` and `intranet`.
  @Test(arguments: [
    ("sites: { shop: { servers: [] } }", "primary", "bulk", "bulk"),
    (
      "remove: { servers: [bulk] }\nsites: { shop: { remove: [defaultServer] }, intranet: { servers: [primary] } }",
      "primary", "primary", "primary"
    ),
    ("sites: { shop: { defaultServer: null } }", "primary", "primary", "bulk"),
    ("global: { defaultServer: bulk }", "bulk", "bulk, primary", "bulk"),
    ("sites: { '*': { servers: [primary] } }", "primary", "bulk, primary", "primary"),
    (
      "sites: { '*': { remove: [defaultServer] }, shop: { defaultServer: bulk } }", "primary", "bulk, primary",
      "primary, bulk"
    ),
    (
      "servers: { bulk: { enabled: false } }\nsites: { intranet: { servers: [primary] } }", "primary", "primary",
      "primary"
    ),
    ("servers: { '*': { priority: High } }", "primary", "bulk, primary", "bulk"),
    ("{}", "primary", "bulk, primary", "bulk"),
  ]) func `has the chains of the last word on each key`(
    text: String, corporate: String, shop: String, intranet: String
  ) throws {
    let own = text == "{}" ? "" : text + "\n"
    let stack = Stack(["overlay.yaml": "version: 1\nextends: production.smtp.yaml\n" + own])
    let chains = try stack.chains("overlay.yaml").split(separator: " · ").dropFirst().joined(separator: " · ")
    #expect(chains == "corporate: \(corporate) · shop: \(shop) · intranet: \(intranet)")
  }

  @Test func `drops the keys of another delivery method for good`() throws {
    let stack = Stack([
      "folder.yaml": """
      version: 1
      extends: production.smtp.yaml
      servers: { primary: { deliveryMethod: PickupDirectory, pickupDirectory: /tmp/mail } }
      """,
      "back.yaml": """
      version: 1
      extends: folder.yaml
      servers: { primary: { deliveryMethod: Network } }
      """,
    ])
    #expect(
      try stack.shown("folder.yaml").contains(
        """
          primary:
            serverName: smtp.example.com:587
            deliveryMethod: PickupDirectory
            pickupDirectory: /tmp/mail
          bulk:
        """))
    #expect(
      try stack.shown("back.yaml").contains(
        """
          primary:
            serverName: smtp.example.com:587
            deliveryMethod: Network
          bulk:
        """))
  }

  @Test func `keeps the place of a server that is replaced in the same file`() throws {
    let replaced = "version: 1\nextends: production.smtp.yaml\nremove: { servers: [primary] }\n"
    let stack = Stack([
      "same.yaml": replaced + "servers: { last: { serverName: l.example }, primary: { serverName: relay.internal } }\n",
      "without.yaml": replaced + "partial: true\n",
      "later.yaml": "version: 1\nextends: without.yaml\nservers: { primary: { serverName: relay.internal } }\n",
    ])
    let ids = { (name: String) in try stack.checked(name).1.configuration()?.servers.map(\.id) ?? [] }
    #expect(try ids("same.yaml") == ["primary", "bulk", "last"])
    #expect(try ids("later.yaml") == ["bulk", "primary"])
    #expect(try stack.chains("same.yaml").hasPrefix("(global): primary · corporate: primary"))
    #expect(try !stack.shown("same.yaml").contains("username"))
  }

  @Test func `applies a file to which several paths lead once, at its first place`() throws {
    let stack = Stack([
      "eu.yaml": "version: 1\nextends: production.smtp.yaml\nservers: { bulk: { priority: High } }\n",
      "fast.yaml": "version: 1\nextends: production.smtp.yaml\nservers: { primary: { priority: High } }\n",
      "both.yaml": "version: 1\nextends: [eu.yaml, fast.yaml]\n",
    ])
    #expect(
      try stack.checked("both.yaml").0.fileNames == ["production.smtp.yaml", "eu.yaml", "fast.yaml", "both.yaml"])
    let text = try stack.shown("both.yaml")
    #expect(text.split(separator: "priority: High").count == 3)
  }

  @Test func `finds files from the folder of the file that names them`() throws {
    let stack = Stack([
      "conf/eu/site.yaml": "version: 1\nextends: ../shared/relays.yaml\nglobal: { defaultServer: relay }\n",
      "conf/shared/relays.yaml": "version: 1\nextends: ./more/base.yml\npartial: true\n",
      "conf/shared/more/base.yml": "version: 1\npartial: true\nservers: { relay: { serverName: r.example } }\n",
    ])
    #expect(try stack.chains("conf/eu/site.yaml") == "(global): relay")
  }

  @Test func `shows where each value comes from, and what it replaced`() throws {
    let stack = Stack(["staging.smtp.yaml": Self.staging])
    let (checked, analysis) = try stack.checked("staging.smtp.yaml")
    let report = SettingsReport(checked.settings, in: analysis.report.sources)
    let text = SettingsYAMLRenderer(isPlain: false).render(report)
    #expect(text.contains("  defaultServer: trap  # staging.smtp.yaml:4  # was: primary, production.smtp.yaml:9\n"))
    #expect(text.contains("    password: { env: PRIMARY_PASSWORD }  # production.smtp.yaml:6\n"))
    #expect(text.contains("    enabled: false                       # staging.smtp.yaml:3\n"))
    let json = try SettingsJSONRenderer().render(report)
    #expect(
      json.contains(
        #"{"column":32,"file":"staging.smtp.yaml","line":5,"path":"sites.intranet.defaultServer","replaces":"#
          + #"[{"column":30,"file":"production.smtp.yaml","line":13,"value":null}],"value":"trap"}"#))
  }
}

// MARK: Properties

/// Makes random stacks of files, which may have errors.
private struct RandomStack {
  private var generator: SeededGenerator
  private let servers = ["a", "b", "c", "d"]
  private let sites = ["one", "two", "three"]

  init(seed: Int) { generator = SeededGenerator(seed: seed) }

  private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &generator) < percent }

  private mutating func some(_ values: [String]) -> [String] {
    values.shuffled(using: &generator).prefix(Int.random(in: 0...2, using: &generator)).map { $0 }
  }

  /// The files of a stack with the names `0.yaml`, …; the last one extends all others in some way.
  mutating func files() -> [String: String] {
    var files = ["0.yaml": complete()]
    let count = Int.random(in: 1...4, using: &generator)
    for number in 1...count {
      let bases =
        chance(30) && number > 2 ? ["\(number - 1).yaml", "\(number - 2).yaml"].reversed() : ["\(number - 1).yaml"]
      files["\(number).yaml"] = layer(over: Array(bases))
    }
    return files
  }

  private mutating func complete() -> String {
    let declared = servers.map { "  \($0): { serverName: \($0).example.com }\n" }.joined()
    return "version: 1\nservers:\n\(declared)global: { defaultServer: a, servers: [b] }\n"
      + "sites:\n  one: { servers: [c] }\n  two: { defaultServer: d }\n"
  }

  private mutating func layer(over bases: [String]) -> String {
    var parts = ["version: 1", "extends: [\(bases.joined(separator: ", "))]"]
    if chance(20), let gone = some(sites).first { parts.append("remove: { sites: [\(gone)] }") }
    var entries: [String] = chance(30) ? ["\"*\": { priority: \(chance(50) ? "High" : "Low") }"] : []
    for id in some(servers) {
      var keys: [String] = []
      if chance(40) { keys.append("enabled: \(chance(50))") }
      if chance(40) { keys.append("priority: \(chance(50) ? "Normal" : "Low")") }
      if chance(20) { keys.append("deliveryMethod: PickupDirectoryFromIIS") }
      if chance(20) { keys.append("useSSL: true") }
      entries.append("\(id): { \(keys.shuffled(using: &generator).joined(separator: ", ")) }")
    }
    if !entries.isEmpty { parts.append("servers: { \(entries.joined(separator: ", ")) }") }
    if chance(40) { parts.append("global: { servers: [\(some(servers).joined(separator: ", "))] }") }
    var changed: [String] = chance(20) ? ["\"*\": { defaultServer: \(chance(50) ? "null" : "b") }"] : []
    for site in some(sites) {
      changed.append("\(site): { servers: [\(some(servers).joined(separator: ", "))] }")
    }
    if !changed.isEmpty { parts.append("sites: { \(changed.joined(separator: ", ")) }") }
    return parts.shuffled(using: &generator).joined(separator: "\n") + "\n"
  }

  /// The same text with its top-level keys in another order.
  mutating func shuffled(_ text: String) -> String {
    var parts: [String] = []
    for line in text.split(separator: "\n") {
      if line.hasPrefix(" ") { parts[parts.count - 1] += "\n" + line } else { parts.append(String(line)) }
    }
    return parts.shuffled(using: &generator).joined(separator: "\n") + "\n"
  }
}

@Suite struct `For any stack of files` {
  /// The stacks without errors, with the name of the file at the top; the number of them must not shrink unnoticed.
  private static let stacks: [(seed: Int, stack: Stack, top: String)] = (0..<300).compactMap { seed in
    var random = RandomStack(seed: seed)
    let stack = Stack(random.files())
    let top = "\(stack.files.count - 2).yaml"
    guard let analysis = try? stack.checked(top).1, analysis.configuration() != nil else { return nil }
    return (seed, stack, top)
  }

  private func table(_ stack: Stack, _ name: String) throws -> [UInt8]? {
    try stack.checked(name).1.configuration().map { RoutingTable($0).json(.compact) }
  }

  @Test func `there are enough without errors`() {
    #expect(Self.stacks.count > 150)
  }

  @Test func `what show prints is built to the same bytes`() throws {
    for (seed, stack, top) in Self.stacks {
      var plain = stack
      plain.files["plain.yaml"] = try stack.shown(top)
      #expect(try table(plain, "plain.yaml") == table(stack, top), "seed \(seed)")
    }
  }

  @Test func `the order of the keys makes no difference`() throws {
    for (seed, stack, top) in Self.stacks {
      var random = RandomStack(seed: -seed - 1)
      var other = stack
      for (name, text) in stack.files { other.files[name] = random.shuffled(text) }
      #expect(try table(other, top) == table(stack, top), "seed \(seed)")
    }
  }

  @Test func `a file that says nothing changes nothing`() throws {
    for (seed, stack, top) in Self.stacks {
      var more = stack
      more.files["top.yaml"] = "version: 1\nextends: \(top)\n"
      #expect(try table(more, "top.yaml") == table(stack, top), "seed \(seed)")
      more.files["below.yaml"] = "version: 1\npartial: true\n"
      more.files["top.yaml"] = "version: 1\nextends: [below.yaml, \(top)]\n"
      #expect(try table(more, "top.yaml") == table(stack, top), "seed \(seed)")
    }
  }

  @Test func `a file counts once, whichever paths lead to it`() throws {
    for (seed, stack, top) in Self.stacks {
      var more = stack
      more.files["left.yaml"] = "version: 1\nextends: \(top)\n"
      more.files["right.yaml"] = "version: 1\nextends: [\(top), 0.yaml]\n"
      more.files["top.yaml"] = "version: 1\nextends: [left.yaml, right.yaml]\n"
      #expect(try table(more, "top.yaml") == table(stack, top), "seed \(seed)")
    }
  }

  @Test func `every place lies in a file of the configuration`() throws {
    for seed in 0..<300 {
      var random = RandomStack(seed: seed)
      let stack = Stack(random.files())
      let top = "\(stack.files.count - 2).yaml"
      let (checked, analysis) = try stack.checked(top)
      for finding in analysis.report.diagnostics {
        for span in [finding.span] + finding.labels.map(\.span) {
          let file = analysis.report.sources.file(at: span)
          #expect(file.contains(span), "seed \(seed)")
          #expect(checked.fileNames.contains(file.name), "seed \(seed)")
        }
      }
    }
  }
}
