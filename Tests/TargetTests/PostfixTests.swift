import Analysis
import Language
import Linting
import Routing
import SourceText
import Testing

@testable import Targets

/// The files of a target, made from a text.
struct Built {
  let files: [String: String]
  let modes: [String: OutputFile.Mode]

  init(
    _ text: String, secrets: Deployment.Secrets = .read([:]), by target: any Target
  ) throws {
    let analysis = Analysis(SourceFile(name: "test.yaml", text: text))
    let configuration = try #require(analysis.configuration())
    let outputs = try target.files(of: Deployment(configuration, secrets: secrets, pickupUser: "mail"))
    var files: [String: String] = [:]
    for output in outputs {
      var bytes: [UInt8] = []
      try output.write { bytes += $0 }
      files[output.path] = String(decoding: bytes, as: UTF8.self)
    }
    self.files = files
    modes = Dictionary(outputs.map { ($0.path, $0.mode) }) { first, _ in first }
  }

  /// The lines of a file after the first, which says who wrote it.
  func lines(_ path: String) throws -> [String] {
    try #require(files[path]).split(separator: "\n").dropFirst().map(String.init)
  }
}

@Suite struct `The files of Postfix` {
  private static let text = """
    version: 1
    servers:
      primary:
        { serverName: "smtp.example.com:587", username: mailer, password: { env: P }, useSSL: true }
      second: { serverName: "smtp.example.com:587", username: other, password: { env: Q }, useSSL: true }
      address: { serverName: "192.0.2.1", username: open, password: { env: R }, useSSL: true, priority: Low }
      six: { serverName: "[2001:db8::1]:2525", priority: Low }
      folder: { deliveryMethod: PickupDirectory, pickupDirectory: /var/spool/out }
      unused: { serverName: unused.example.com }
    global: { defaultServer: primary, servers: [folder] }
    sites:
      shop: { defaultServer: second, servers: [address, six], senderDomains: [shop.example, B.shop.example.] }
      none: { defaultServer: null }

    """

  private static let secrets: [SecretReference: Secret] = [
    .environment("P"): Secret("a'b:c #d"), .environment("R"): Secret("ü$x\""),
  ]

  private func built(
    isGated: Bool = false, _ secrets: Deployment.Secrets = .read(secrets), settings: PostfixSettings = PostfixSettings()
  ) throws -> Built {
    try Built(Self.text, secrets: secrets, by: PostfixTarget(isGated: isGated, settings: settings))
  }

  @Test func `route each sender domain to the hops of its chain`() throws {
    #expect(
      try built().lines("chains")
        == [
          "@b.shop.example smtp:[smtp.example.com]:0587, [127.157.226.128]:825, [192.0.2.1]:25, [2001:db8::1]:2525",
          "@shop.example smtp:[smtp.example.com]:0587, [127.157.226.128]:825, [192.0.2.1]:25, [2001:db8::1]:2525",
        ].map { $0.replacing("127.157.226.128", with: Gates.address(of: "folder\u{0}/var/spool/out\u{0}")) })
  }

  @Test func `keep the login of each server, also of two with one endpoint`() throws {
    let built = try built()
    #expect(
      try built.lines("credentials") == [
        "[192.0.2.1]:25 open:ü$x\"", "[smtp.example.com]:587 mailer:a'b:c #d", "[smtp.example.com]:0587 other:",
      ])
    #expect(built.modes["credentials"] == .secret)
    #expect(built.files.filter { $0.value.contains("a'b:c") }.map(\.key) == ["credentials"])
  }

  @Test func `require TLS with the name that is configured`() throws {
    #expect(
      try built().lines("tls-policy") == [
        "[192.0.2.1]:25 secure match=192.0.2.1",
        "[smtp.example.com]:587 secure match=smtp.example.com servername=smtp.example.com",
        "[smtp.example.com]:0587 secure match=smtp.example.com servername=smtp.example.com",
      ])
  }

  @Test func `say once what the routing depends on`() throws {
    let lines = try built().lines("main.cf")
    #expect(lines.contains("default_transport = smtp:[smtp.example.com]:587, [\(gate)]:825"))
    #expect(lines.contains("relayhost ="))
    #expect(lines.contains("smtp_sender_dependent_authentication = no"))
    #expect(!lines.contains { $0.hasPrefix("chain") })
    #expect(lines.allSatisfy { $0.last != " " })
  }

  private var gate: String { Gates.address(of: "folder\u{0}/var/spool/out\u{0}") }

  @Test func `write the operator's own settings first, and nothing twice`() throws {
    let own = "relayhost =\nmyhostname = mail.example\n smtp_helo_timeout = 5s\nsmtp_connect_timeout = 5s"
    let settings = PostfixSettings(main: Array(own.utf8), master: Array("smtp inet n - n - - smtpd\n".utf8))
    let files = try built(settings: settings)
    let main = try #require(files.files["main.cf"])
    #expect(main.hasPrefix(PostfixText.head + own + "\n# Routing\nsender_dependent_relayhost_maps =\n"))
    #expect(!main.contains("smtp_connect_timeout = 10s"))
    #expect(main.contains("smtp_helo_timeout = 60s"), "the other one is a part of the value of `myhostname`")
    #expect(main.split(separator: "\n").count { $0.hasPrefix("relayhost") } == 1)
    #expect(
      try files.lines("master.cf").prefix(2) == ["smtp inet n - n - - smtpd", "smtpconf-wait unix - - n - - smtp"])
  }

  @Test(arguments: [
    ("# relayhost = x\n  # y\nrelayhost = x", 3), ("\r\nrelayhost=x\r\n", 2), ("a = b\n\nrelayhost =\n# c\n  x\n", 3),
    ("a = \u{e4}\nrelayhost = y\nrelayhost = x", 3),
  ]) func `refuse the operator's own settings that would change the routing`(own: String, line: Int) {
    let conflict = OwnSetting(kind: .parameter(value: ""), name: "relayhost", line: line)
    #expect(throws: TargetProblem.overridden([conflict])) {
      try built(settings: PostfixSettings(main: Array(own.utf8)))
    }
  }

  @Test(arguments: ["a = b\n relayhost = x\n", "relayhost =\n", "#relayhost = x\n", "relayhosts = x\n", ""])
  func `accept the operator's own settings that do not`(own: String) throws {
    _ = try built(settings: PostfixSettings(main: Array(own.utf8)))
  }

  @Test func `refuse the operator's own services with the names of ours`() {
    let services = [
      "smtp inet n - n - - smtpd", "smtpconf-wait  unix - - n - - smtp", "chain2 unix - - n - - smtp",
      "chain9 unix - - n - - smtp", "  -o x=y", "smtpconf-wait inet n - n - - smtpd",
    ]
    let settings = PostfixSettings(master: Array(services.joined(separator: "\n").utf8))
    let conflicts = [("smtpconf-wait", 2), ("chain2", 3)].map { OwnSetting(kind: .service, name: $0, line: $1) }
    #expect(throws: TargetProblem.overridden(conflicts)) { try built(isGated: true, settings: settings) }
    #expect(throws: TargetProblem.overridden([conflicts[0]])) { try built(settings: settings) }
  }

  @Test func `keep bytes of the operator's own settings that are not UTF-8`() throws {
    let own: [UInt8] = Array("# caf".utf8) + [0xE9] + Array("\nmyhostname = mail.example\n".utf8)
    let target = PostfixTarget(isGated: false, settings: PostfixSettings(main: own))
    let configuration = try #require(Analysis(SourceFile(name: "a.yaml", text: Self.text)).configuration())
    let files = try target.files(of: Deployment(configuration, secrets: .withheld))
    var bytes: [UInt8] = []
    try #require(files.last { $0.path == "main.cf" }).write { bytes += $0 }
    #expect(bytes.starts(with: Array(PostfixText.head.utf8) + own))
  }

  @Test func `have an empty password in place of each, if secrets are withheld`() throws {
    let text = """
      version: 1
      servers:
        a: { serverName: a.example, username: mailer, password: { env: P } }
        b: { serverName: b.example, username: { env: U }, password: hunter2 } # smtpconf: allow plaintext-password -- test
        c: { serverName: c.example, username: mailer }
      global: { servers: [a, b, c] }

      """
    let built = try Built(text, secrets: .withheld, by: PostfixTarget(isGated: false))
    #expect(
      try built.lines("credentials") == ["[a.example]:25 mailer:", "[b.example]:25 unknown:", "[c.example]:25 mailer:"])
  }

  @Test func `write folders through a service that only this machine reaches`() throws {
    let built = try built()
    let master = try built.lines("master.cf")
    let start = try #require(master.firstIndex { $0.hasPrefix("\(gate):825 inet n - n - - smtpd") })
    #expect(master[start + 1] == "    -o content_filter=smtpconf-drop-folder:")
    #expect(
      master.last
        == #"    flags=q user=mail null_sender= argv=/bin/sh -c { exec /bin/sh "$$MAIL_CONFIG/drop-mail" "$$@" } "#
        + "drop-mail { /var/spool/out } ${sender} ${recipient}")
    #expect(built.modes["drop-mail"] == .program)
  }

  @Test func `give each server a gate for one mail at a time`() throws {
    let built = try built(isGated: true)
    let text = try #require(built.files["haproxy.cfg"])
    #expect(text.contains("backend server:six\n    server relay [2001:db8::1]:2525 maxconn 1\n"))
    #expect(
      text.contains(
        "    server relay smtp.example.com:587 maxconn 1 init-addr libc,none resolvers dns resolve-prefer ipv4\n"))
    #expect(!text.contains("folder"), "a folder is never busy")
    let chain = try #require(built.lines("chains").first)
    #expect(chain.hasPrefix("@b.shop.example chain4:[127."))
    #expect(chain.split(separator: ",").count == 7, "three servers wait as well")
    #expect(try built.lines("main.cf").contains("chain2_initial_destination_concurrency = 2"))
    #expect(try built.lines("master.cf").contains("chain4 unix - - n - - smtp"))
  }

  @Test(arguments: [
    ("a:b", "c"), (" a", "c"), ("a ", "c"), ("a", "c "), ("a", "c\t"), ("a", "c\nd"), ("", "c"),
  ]) func `refuse a login that Postfix would read differently`(user: String, password: String) {
    let login = Deployment.Login(user: Secret(user), password: Secret(password))
    #expect(throws: UnsupportedValue.self) { try TexthashLogin(login, of: "a") }
  }

  @Test(arguments: ["/a{b", "/a}b", "/a$b", "/a ", "/a\nb"]) func `refuse a folder with a meaning`(path: String) {
    #expect(BracedArgument(path) == nil)
  }

  @Test func `have gates of their own for servers whose addresses would be the same`() throws {
    let servers = (0..<2000).map { number in
      Server(id: "s\(number)", delivery: .pickupDirectory(path: "/m"))
    }
    let gates = Gates(servers, port: 825)
    #expect(Set(gates.addresses.values).count == 2000)
    #expect(
      gates.addresses.values.allSatisfy { address in
        let parts = address.split(separator: ".").compactMap { Int($0) }
        return parts.count == 4 && parts[0] == 127 && (1...254).contains(parts[1]) && (1...254).contains(parts[3])
      })
    // The values of the reference implementation (FNV-1a, 32 bits).
    #expect(Gates.address(of: "") == "127.29.157.198")
  }
}

@Suite struct `The files of nullmailer` {
  @Test func `list the servers of each chain, quoted`() throws {
    let text = """
      version: 1
      servers:
        a: { serverName: "a.example:587", username: "o'b\\\\x", password: { env: P }, useSSL: true }
        b: { serverName: b.example }
      global: { defaultServer: a, servers: [b] }
      sites: { shop: { defaultServer: b } }

      """
    let built = try Built(text, by: NullmailerTarget())
    #expect(
      built.files["global/remotes"]
        == #"a.example smtp port=587 starttls user='o'"'"'b\x' pass=''"# + "\nb.example smtp port=25\n")
    #expect(built.files["sites/shop/remotes"] == "b.example smtp port=25\n")
    #expect(built.modes["global/remotes"] == .secret)
    #expect(built.files["global/maxpause"] == "300\n")
  }

  @Test func `do not write to folders`() {
    let text = """
      version: 1
      servers: { f: { deliveryMethod: PickupDirectory, pickupDirectory: /m } }
      global: { servers: [f] }

      """
    let problem = UnsupportedValue(server: "f", reason: "a folder for mail")
    #expect(throws: TargetProblem.unsupported(problem)) { try Built(text, by: NullmailerTarget()) }
  }
}
