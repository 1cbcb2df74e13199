import Testing

@testable import Importing

/// How sites, their servers and their settings are written.
@Suite struct `A site of a database` {
  private static let global: [(key: String, site: Int?, value: String?)] = [
    ("CMSSMTPServer", nil, "smtp.example.com"), ("CMSSMTPServerUser", nil, "mailer"),
    ("CMSSMTPServerPassword", nil, "***"), ("CMSUseSSL", nil, "True"),
  ]

  /// What is written for the default server of a site called `shop` with some settings, and then for the site.
  private func written(_ settings: [String: String?]) throws -> String {
    let rows = Self.global + settings.map { (key: $0.key, site: 1, value: $0.value) }
    let yaml = try Export(sites: [1: "shop"], settings: rows).yaml
    let parts = yaml.split(separator: "    useSSL: true\n", maxSplits: 1)
    return String(parts.last ?? "").replacing("\nglobal:\n  defaultServer: default\n\nsites:\n", with: "")
  }

  @Test func `lists its servers in the order of their numbers, and so does global`() throws {
    let servers: [[String: Any?]] = [
      ["ServerID": 9, "ServerName": "nine", "ServerIsGlobal": true], ["ServerID": 2, "ServerName": "two"],
      ["ServerID": 10, "ServerName": "ten"], ["ServerID": 3, "ServerName": "three", "ServerIsGlobal": true],
    ]
    let export = Export(
      servers: servers, bindings: [(10, 1), (2, 1), (9, 1), (2, 1)], sites: [1: "shop", 2: "blog"])
    #expect(
      try export.yaml == """
        servers:
          two:  # ServerID 2
            serverName: two
          three:  # ServerID 3
            serverName: three
          nine:  # ServerID 9
            serverName: nine
          ten:  # ServerID 10
            serverName: ten

        global:
          servers: [three, nine]

        sites:
          # note: `nine` is a global server and bound to this site. Kentico Xperience has it in the chain twice, here only its first place counts
          shop:
            servers: [two, nine, ten]
          blog:

        """)
  }

  @Test func `with many servers has a line for each`() throws {
    let servers = (1...20).map { (id: Int) -> [String: Any?] in ["ServerID": id, "ServerName": "relay\(id).example"] }
    let yaml = try Export(servers: servers, bindings: (1...20).map { ($0, 1) }, sites: [1: "shop"]).yaml
    #expect(yaml.hasSuffix("    servers:\n" + (1...20).map { "      - relay\($0).example\n" }.joined()))
  }

  @Test func `inherits the default server`() throws {
    #expect(try written([:]) == "  shop:\n")
    #expect(try written(["CMSSMTPServer": nil, "CMSUseSSL": nil]) == "  shop:\n")
    #expect(try written(["CMSSMTPServerUser": "mailer", "CMSUseSSL": "1"]) == "  shop:\n")
  }

  @Test func `with an empty server has none`() throws {
    #expect(try written(["CMSSMTPServer": ""]) == "  shop:\n    defaultServer: null\n")
  }

  @Test func `without a server has no login`() throws {
    #expect(
      try written(["CMSSMTPServer": "", "CMSSMTPServerUser": "old"]) == """
          # note: the login in the settings of this site was left out: it has no default server
          shop:
            defaultServer: null

        """)
  }

  @Test func `with a server of its own inherits everything else, and a warning says where the password goes`() throws {
    #expect(
      try written(["CMSSMTPServer": "mail.shop.example:587"]) == """
          # warning: the password of the global settings is sent to another host. Give the site a password of its own
          default-shop:  # the default server in the settings of shop
            serverName: mail.shop.example:587
            username: mailer
            password: { env: SMTP_PASSWORD_DEFAULT }
            useSSL: true
          shop:
            defaultServer: default-shop

        """)
  }

  @Test func `on another port of the same host gets no warning`() throws {
    #expect(try written(["CMSSMTPServer": "SMTP.example.com:587"]).contains("warning") == false)
  }

  @Test func `with everything of its own inherits nothing`() throws {
    #expect(
      try written([
        "CMSSMTPServer": "mail.shop.example", "CMSSMTPServerUser": "shop", "CMSSMTPServerPassword": "***",
        "CMSUseSSL": "False",
      ]) == """
          default-shop:  # the default server in the settings of shop
            serverName: mail.shop.example
            username: shop
            password: { env: SMTP_PASSWORD_DEFAULT_SHOP }
          shop:
            defaultServer: default-shop

        """)
  }

  @Test func `with a login of its own has a server of its own on the inherited host`() throws {
    #expect(
      try written(["CMSSMTPServerUser": "shop", "CMSSMTPServerPassword": ""]) == """
          # note: the server name is that of the global settings, the login or the encryption is not
          default-shop:  # the default server in the settings of shop
            serverName: smtp.example.com
            username: shop
            useSSL: true
          shop:
            defaultServer: default-shop

        """)
  }

  @Test func `says if its mail is turned off or on`() throws {
    let off = "  # warning: mail of this site is turned off (CMSEmailsEnabled), which a configuration cannot say\n"
    #expect(try written(["CMSEmailsEnabled": "False"]) == off + "  shop:\n")
    #expect(try written(["CMSEmailsEnabled": "True"]) == "  shop:\n")
    let export = Export(
      servers: [["ServerID": 1]], sites: [1: "shop"],
      settings: [("CMSEmailsEnabled", nil, "False"), ("CMSEmailsEnabled", 1, "True")])
    #expect(
      try export.remarks == [
        "warning: global: mail is turned off (CMSEmailsEnabled) except for sites that turn it on themselves, which a "
          + "configuration cannot say", "note: site `shop`: mail of this site is turned on (CMSEmailsEnabled)",
      ])
  }

  @Test func `is told that a setting is neither true nor false`() throws {
    #expect(
      try written(["CMSUseSSL": "maybe"]).contains(
        "# warning: CMSUseSSL is `maybe`, which is neither true nor false; it is written as false\n"))
  }

  @Test(
    arguments: [
      ("shop.example", "shop.example", nil), ("Shop_1", "Shop_1", nil), ("yes", "\"yes\"", nil),
      ("global", "global-site", "is called `global` in the database, which cannot be its id here"),
      ("a: b # c", "a-b-c", "is called `a: b # c` in the database, which cannot be its id here"),
      ("\u{202E}", "site", "is called `\\u{202E}` in the database, which cannot be its id here"),
      (nil, "site", "has no name in the database"), ("", "site", "is called `` in the database"),
    ] as [(String?, String, String?)]) func `has an id for every name`(name: String?, id: String, warning: String?)
    throws
  {
    let yaml = try Export(servers: [["ServerID": 1]], sites: [5: name]).yaml
    let comment = "  # warning: this site (SiteID 5) \(warning ?? "")"
    let lines = yaml.split(separator: "sites:\n").last ?? ""
    #expect(lines.hasPrefix(warning == nil ? "  \(id):\n" : comment) && lines.hasSuffix("  \(id):\n"))
  }

  @Test func `with the name of another has its number as well`() throws {
    let export = Export(servers: [["ServerID": 1]], sites: [1: "a b", 2: "A-B", 3: "c"])
    #expect(try export.imported.sites.map(\.id) == ["a-b-1", "A-B-2", "c"])
  }

  @Test func `that does not exist is left out, and so is a server`() throws {
    let export = Export(
      servers: [["ServerID": 1]], bindings: [(1, 8), (7, 1)], sites: [1: "shop"],
      settings: [("CMSSMTPServer", 8, "x"), ("CMSUseSSL", 8, nil)])
    #expect(
      try export.remarks == [
        "note: 2 rows of CMS_SMTPServerSite were left out: the server or the site is not in the database",
        "note: 1 setting of a site that is not in the database was left out",
      ])
    #expect(try export.imported.sites.map(\.scope.servers) == [[]])
  }

  @Test func `can be the only one with a server`() throws {
    let export = Export(sites: [1: "shop"], settings: [("CMSSMTPServer", 1, "mail.shop.example")])
    #expect(try export.imported.servers.map(\.id) == ["default-shop"])
  }

  @Test func `cannot be imported if there is no server at all`() throws {
    let error = #expect(throws: UnusableExport.self) { try Export(sites: [1: "shop"]).imported }
    #expect(error?.problems.map(\.description).first?.hasPrefix("it has no SMTP server: neither") == true)
  }

  @Test func `is written after the default server of a new installation`() throws {
    let export = Export(settings: [("CMSSMTPServer", nil, "localhost")])
    #expect(
      try export.yaml == """
        servers:
          # note: `localhost` is the default server of a new installation. Check that a mail server runs on that machine
          default:  # the default server in the settings
            serverName: localhost

        global:
          defaultServer: default

        """)
  }
}
