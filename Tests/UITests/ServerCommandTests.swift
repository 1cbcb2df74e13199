import Foundation
import FuzzProperties
import Reporting
import Testing

/// A place in which a stranger may write a command for a CI server.
struct HostilePlace: Sendable, CustomTestStringConvertible {
  /// The kind of file, which determines the commands that read it.
  enum Kind: Sendable { case configuration, table, tests }

  let kind: Kind
  /// The file, with `@` for the place.
  let text: String

  var testDescription: String { text }

  /// The text that is written there: as a line of its own, within a line, and after an escaped line end.
  static let commands = [
    "##vso[task.setvariable variable=PATH]/x", "##[add-path]/x", "##TeamCity[setParameter name='env.PATH' value='/x']",
    "::add-path::/x", "\\n::add-path::/x", "\\n \\u2003::add-path::/x##", "vso[task.setvariable variable=PATH]/x",
  ]

  static let all: [HostilePlace] =
    configurations.map { HostilePlace(kind: .configuration, text: $0) }
    + tables.map { HostilePlace(kind: .table, text: $0) } + tests.map { HostilePlace(kind: .tests, text: $0) }

  /// A file without errors, in which a command may be in comments and in free text.
  private static let configurations = [
    // Correct, except for the text at the place.
    server("username: \"@\"\n    password: { env: P }\n    useSSL: true"),
    server("username: u\n    password: { env: \"@\" }"), server("username: u\n    password: { file: \"/run/@\" }"),
    server("username: \"##\"\n    password: { file: \"@\" } # @"),
    server("deliveryMethod: PickupDirectory\n    pickupDirectory: \"/var/@\""), server("pickupDirectory: \"@\""),
    server("serverName: \"@\""), server("priority: \"@\""), server("enabled: \"@\""), server("deliveryMethod: \"@\""),
    server("useSSL: \"@\""), server("\"@\": 1"), server("? \"@\"\n    : 1"), server("password: \"@\""),
    server("username: !<@> x"), server("username: !@ x"), server("username: &@ x"), server("username: *@"),
    server("username: @"), server("username: |\n      @\n      @"), server("username: >\n      a\n\n      @\n      @"),
    server("username: \"@\n      @\""), server("# smtpconf: allow @"), server("# smtpconf: allow unused-server -- @"),
    server("# smtpconf: allow unused-server - @"), server("enabled: yes # @"), server("serverName: h\n@: 1"),
    server("serverName: h\n@"), server("serverName: [@"), server("serverName: h\n    serverName: \"@\""),
    "version: \"@\"\n", "%@\n---\na: b\n", "@", "@\n@: @\n", "{\"@\": \"@\"}", "- @\n- @\n", "a: b\n--- @\n", "a: \"@",
    "version: 1\nservers: { \"@\": { serverName: h } }\nglobal: { servers: [\"@\"], defaultServer: \"@\" }\n",
    "version: 1\nservers: { a: { serverName: h } }\nsites: { \"@\": { servers: [\"@\", a, a] } }\n",
    "version: 1\nservers: { a: { serverName: h } }\nglobal: { servers: [a] }\n\"@\": 1\nx-##: &a vso[\n::x: *a\n",
    "version: 1\nservers:\n  a: { serverName: h, enabled: yes } # ##\n::x: 1\n \nglobal: { servers: [a, a] }\n# @\n",
  ]

  private static func server(_ line: String) -> String {
    "version: 1\nservers:\n  a:\n    serverName: smtp.example.com\n    \(line)\n# @\nglobal: { servers: [a, a] }\n"
  }

  /// Routing tables.
  private static let tables = [
    table("\"deliveryMethod\":\"PickupDirectory\",\"pickupDirectory\":\"/@\""), table("\"deliveryMethod\":\"@\""),
    table("\"deliveryMethod\":\"Network\",\"host\":\"@\",\"hostKind\":\"dns\",\"port\":25,\"tls\":\"none\""),
    table(network + ",\"credentials\":{\"username\":\"@\",\"password\":{\"env\":\"@\"}}"),
    table(network + ",\"credentials\":{\"username\":\"@\",\"password\":{\"@\":\"@\"}}"),
    table(network + ",\"@\":\"@\""),
    table(network, site: "@"), table(network, server: "@"), "{\"formatVersion\":1,\"@\":1}",
    "{\"formatVersion\":\"@\"}",
    "{\"formatVersion\":1 @",
  ]

  private static let network =
    "\"deliveryMethod\":\"Network\",\"host\":\"h.example\",\"hostKind\":\"dns\",\"port\":25,\"tls\":\"none\""

  private static func table(_ members: String, site: String = "s", server: String = "a") -> String {
    let link = "{\"priority\":\"High\",\"server\":\"\(server)\",\"via\":\"site\"}"
    return "{\"formatVersion\":1,\"global\":{\"chain\":[],\"default\":null},\"servers\":{\"\(server)\":{\(members)}},"
      + "\"sites\":{\"\(site)\":{\"chain\":[\(link)],\"default\":null}}}"
  }

  /// Files of routing tests.
  private static let tests = [
    tests("- { name: \"@\", site: s, expect: { server: b } }"), tests("- { site: \"@\", expect: { server: b } }"),
    tests("- { site: s, busy: [\"@\"], expect: { server: b } }"), tests("- { site: s, expect: { server: \"@\" } }"),
    tests("- { site: s, expect: { chain: [\"@\"] } }"), tests("- { site: s, expect: { outcome: \"@\" } }"),
    tests("- { site: s, expect: { never: \"@\" } } # @"), tests("- { site: s, \"@\": 1 }"), tests("- \"@\""),
    tests("- { site: s, expect: { server: b } }\n@: 1"), tests("- { site: s, expect: { server: b } }\n\"@\": 1"),
    "version: 1\nconfiguration: \"@\"\ntests: []\n", "version: 1\nconfiguration: \"./##/@\"\n", "@",
    "version: 1\nconfiguration: good.smtp.yaml\ninvariants:\n  - noSiteUses: \"@\"\n    except: [\"@\"]\n  - \"@\": 1\n",
  ]

  private static func tests(_ test: String) -> String {
    "version: 1\nconfiguration: good.smtp.yaml\ntests:\n  - { name: \"##\", global: true, expect: { server: a } }\n  \(test)\n"
  }
}

/// Whatever is in a file, a name or an argument: neither output nor any written file gives a command to a CI server,
/// except for the commands of the formats that consist of them.
@Suite("Commands for CI servers")
struct ServerCommandTests {
  private static let good = """
    version: 1
    servers: { a: { serverName: a.example.com }, b: { serverName: b.example.com, priority: High } }
    global: { servers: [a] }
    sites: { s: { servers: [b] } }

    """

  @Test("A command in a file is not passed on", arguments: Array(HostilePlace.all.enumerated()))
  func files(number: Int, place: HostilePlace) throws {
    let folder = try Folder()
    defer { folder.remove() }
    let file = ["a.smtp.yaml", "a.json", "a.test.yaml"][
      place.kind == .configuration ? 0 : place.kind == .table ? 1 : 2]
    try folder.write(place.text.replacingOccurrences(of: "@", with: Self.command(number)), to: file)
    try folder.write(Self.good, to: "good.smtp.yaml")
    for arguments in Self.uses(place.kind, file, number) { try Self.expectNoCommand(in: folder, arguments) }
  }

  /// The command for one of many places: they take turns. `.ci/commands` tries thousands of others.
  private static func command(_ number: Int) -> String {
    HostilePlace.commands[number % HostilePlace.commands.count]
  }

  /// The commands to run on a file.
  private static func uses(_ kind: HostilePlace.Kind, _ file: String, _ number: Int) -> [[String]] {
    let routes = ["text", "json"].map {
      ["route", file, "--all-sites", "--allow", "plaintext-password", "--format", $0]
    }
    let diffs = ["text", "json", "markdown", "html"].map { ["diff", "good.smtp.yaml", file, "--format", $0] }
    let losses = ["text", "json", "markdown"].map { ["impact", file, "--losses", "3", "--format", $0] }
    let pages = [["page", file], ["route", file, "--all-sites", "--format", "svg"]]
    let check = ["check", "--no-filesystem", file]
    let build = ["build", "--no-filesystem", file, "--allow", "plaintext-password"]
    switch kind {
    case .configuration:
      let console = DiagnosticFormat.allCases[number % DiagnosticFormat.allCases.count].name
      let others = [
        routes[0], diffs[0], losses[number % losses.count], pages[number % pages.count], build,
        build + ["--compact", "-o", "out-table"],
        check + ["--format", console], check + ["--fix", "--diff"],
      ]
      let reports = DiagnosticFormat.allCases.map { "--format=\($0.name)=out-\($0.name)" }
      return [check + ["--color", "always"] + reports]
        + [others[number % others.count]]
    case .table:
      let others = routes + diffs + losses + pages + [["route", file, "--site", "s", "--format", "dot"]]
      return [others[number % others.count], others[(number + 1) % others.count]]
    case .tests:
      let reports = ["text", "json", "junit"].map { "--format=\($0)=out-\($0)" }
      return [["test", file, "--coverage", "--color", "always"] + reports]
    }
  }

  /// Arguments, with `@` for the command.
  private static let lines: [[String]] = [
    ["@"], ["--@"], ["help", "@"], ["check", "@"], ["check", "--@"], ["check", "--format", "@"],
    ["check", "--format", "json=@/x"], ["check", "--format", "json=@", "--format", "sarif=@", "bad.yaml"],
    ["check", "--allow", "@", "good.smtp.yaml"], ["check", "--color", "@"], ["check", "--max-findings", "@"],
    ["check", "--as-user", "@", "good.smtp.yaml"], ["check", "--stdin-filename", "@", "-", "--color", "always"],
    ["check", "--stdin-filename", "@", "-", "--format", "concise"],
    ["check", "--stdin-filename", "@", "-", "--format", "azure"],
    ["check", "--stdin-filename", "@", "-", "--format", "github"],
    ["check", "--stdin-filename", "@", "-", "--format", "teamcity"],
    ["check", "--stdin-filename", "@", "-", "--format", "checkstyle"],
    ["check", "--stdin-filename", "@", "-", "--format", "rdjson"],
    ["check", "--stdin-filename", "@", "-", "--fix", "--diff"], ["check", "@.yaml", "--format", "gitlab"],
    ["check", "@.yaml", "--format", "junit"], ["check", "@.yaml", "--format", "sarif"], ["check", "@.yaml"],
    ["check", "@.yaml", "--format", "github"], ["check", "@.yaml", "--format", "azure"],
    ["check", "@.yaml", "--format", "teamcity"], ["check", "@.yaml", "missing-@", "--format", "teamcity"],
    ["check", "missing-@", "--format", "azure"], ["check", "missing-@", "--format", "github"],
    ["build", "good.smtp.yaml", "-o", "@/x"], ["build", "good.smtp.yaml", "-o", "@.out", "--check"],
    ["build", "@.yaml"], ["route", "--site", "@", "good.smtp.yaml"],
    ["route", "--site", "s", "--busy", "@", "good.smtp.yaml"],
    ["route", "@.yaml", "--global"], ["route", "good-@", "--all-sites"],
    ["route", "good-@", "--all-sites", "--format", "json"],
    ["impact", "@"], ["impact", "--losses", "@"], ["impact", "--format", "@"],
    ["impact", "good-@", "--format", "markdown"],
    ["page", "@"], ["page", "good-@"], ["page", "good.smtp.yaml", "--title", "@", "--date", "@"],
    ["page", "good.smtp.yaml", "-o", "@/x"], ["page", "good.smtp.yaml", "-o", "@.out", "--check"],
    ["route", "good-@", "--all-sites", "--format", "svg"],
    ["diff", "good-@", "good.smtp.yaml", "--format", "html"],
    ["diff", "@", "@"], ["diff", "good-@", "good.smtp.yaml"], ["explain", "@"], ["rules", "--format", "@"],
    ["schema", "@"],
    ["init", "@.new"], ["init", "good-@"], ["test", "@"], ["test", "@.yaml"],
    ["test", "@.yaml", "--configuration", "good-@"],
    ["test", "--fail-under", "@", "@.yaml"], ["--generate-completion-script", "@"],
  ]

  @Test("Nor is one in an argument or a file name", arguments: Array(lines.enumerated()))
  func arguments(number: Int, line: [String]) throws {
    try Self.expectNoCommand(of: line, Self.command(number))
  }

  private static func expectNoCommand(of line: [String], _ command: String) throws {
    let command = command.replacingOccurrences(of: "\\n", with: "\n").replacingOccurrences(
      of: "\\u2003", with: "\u{2003}")
    let name = command.replacingOccurrences(of: "/", with: ":")
    let folder = try Folder()
    defer { folder.remove() }
    try folder.write(good, to: "good.smtp.yaml")
    try folder.write(good, to: "good-\(name)")
    for file in ["bad.yaml", "\(name).yaml"] { try folder.write(good + "::x: 1\n\"##[x]\": \(name)\n", to: file) }
    let isFile = line.contains { $0.contains("@.") || $0.contains("-@") && !$0.hasPrefix("-") }
    try expectNoCommand(in: folder, line.map { $0.replacingOccurrences(of: "@", with: isFile ? name : command) })
  }

  @Test("The model of the servers executes the same commands as the servers")
  func model() {
    #expect(HostilePlace.commands.prefix(4).allSatisfy { !Runners.obeyed(in: "\($0)\n").isEmpty })
    #expect(!Runners.obeyed(in: "a\r \u{2003}::x").isEmpty && Runners.obeyed(in: "a ::x ## [x]").isEmpty)
    #expect(Runners.obeyed(in: "::error file=a::b", format: "github").isEmpty)
    #expect(!Runners.obeyed(in: "::error file=a::##[b]", format: "github").isEmpty)
    #expect(!Runners.obeyed(in: "::set-env name=a::b", format: "github").isEmpty)
  }

  private static func expectNoCommand(in folder: Folder, _ arguments: [String]) throws {
    let console = arguments.firstIndex(of: "--format").map { arguments[$0 + 1] } ?? "text"
    let (output, errors) = try folder.run(arguments)
    #expect(Runners.obeyed(in: output, format: console) == [], "\(arguments)")
    #expect(Runners.obeyed(in: errors, format: arguments[0] == "build" ? console : "text") == [], "\(arguments)")
    for (format, text) in try folder.reports() {
      #expect(Runners.obeyed(in: text, format: format) == [], "\(format) in a file, \(arguments)")
    }
  }

  /// A folder to work in.
  private struct Folder {
    private let url = FileManager.default.temporaryDirectory.appending(path: "smtpconf-\(UUID().uuidString)")

    init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false) }

    func remove() { try? FileManager.default.removeItem(at: url) }

    func write(_ text: String, to file: String) throws { try Data(text.utf8).write(to: url.appending(path: file)) }

    /// Both outputs of the program; standard input is a file with commands.
    func run(_ arguments: [String]) throws -> (output: String, errors: String) {
      let process = Process()
      process.executableURL = Place.program
      process.arguments = arguments
      process.currentDirectoryURL = url
      let streams = try ["stdin", "stdout", "stderr"].map { name in
        try write(name == "stdin" ? "a: 1\n\"##vso[x]\": yes\n::x: ##[y]\n" : "", to: name)
        return try FileHandle(forUpdating: url.appending(path: name))
      }
      (process.standardInput, process.standardOutput, process.standardError) = (streams[0], streams[1], streams[2])
      try process.run()
      process.waitUntilExit()
      return (try text(of: "stdout"), try text(of: "stderr"))
    }

    /// The files that were written as `out-FORMAT`.
    func reports() throws -> [(format: String, text: String)] {
      let names = try FileManager.default.contentsOfDirectory(atPath: url.path).filter { $0.hasPrefix("out-") }
      return try names.map { (String($0.dropFirst("out-".count)), try text(of: $0)) }
    }

    private func text(of file: String) throws -> String {
      String(decoding: try Data(contentsOf: url.appending(path: file)), as: UTF8.self)
    }
  }
}
