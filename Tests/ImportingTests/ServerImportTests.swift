import Testing

@testable import Importing

/// How rows of `CMS_SMTPServer` are written.
@Suite struct `A server of a database` {
  /// What is written for a server, without the rest of the file.
  private func written(_ columns: [String: Any?]) throws -> String {
    let row = ["ServerID": 7].merging(columns) { $1 } as [String: Any?]
    let lines = try Export(servers: [row]).yaml.split(separator: "\n")
    return lines.dropFirst().prefix { $0.hasPrefix("  ") }.map { $0.dropFirst(2) }.joined(separator: "\n")
  }

  @Test func `is declared under its host`() throws {
    #expect(
      try written([
        "ServerName": "smtp.example.com:587", "ServerUserName": "mailer", "HasPassword": true, "ServerUseSSL": true,
      ])
        == """
        smtp.example.com:  # ServerID 7
          serverName: smtp.example.com:587
          username: mailer
          password: { env: SMTP_PASSWORD_SMTP_EXAMPLE_COM }
          useSSL: true
        """)
  }

  @Test(arguments: [
    ("SMTP.Example.com.", "smtp.example.com"), ("[2001:db8::25]:2525", "\"2001-db8-25\""),
    ("192.0.2.25", "\"192.0.2.25\""),
    ("default", "server-default"), ("default-shop.example", "server-default-shop.example"), ("no", "\"no\""),
    ("größe.example", "gr-e.example"), ("::1", "\"1\""), ("h:", "h"), ("\u{202E}\n", "server"), ("", "server"),
  ]) func `has an id for every name`(name: String, id: String) throws {
    #expect(try written(["ServerName": name]).contains("\(id):  # ServerID 7\n"))
  }

  @Test func `with the host of another has its number as well, and so has the other`() throws {
    let names = [3: "relay:25", 4: "other", 7: "RELAY:2525", 9: "relay-3"]
    let export = Export(servers: names.map { ["ServerID": $0.key, "ServerName": $0.value] })
    #expect(try export.imported.servers.map(\.id) == ["relay-3", "other", "relay-7", "relay-3-9"])
  }

  @Test func `has a variable of its own for its password`() throws {
    let names = [3: "mx-1.example", 4: "mx_1.example"]
    let export = Export(
      servers: names.map {
        ["ServerID": $0.key, "ServerName": $0.value, "ServerUserName": "u", "HasPassword": true]
      })
    let yaml = try export.yaml
    #expect(yaml.contains("SMTP_PASSWORD_MX_1_EXAMPLE_3 }") && yaml.contains("SMTP_PASSWORD_MX_1_EXAMPLE_4 }"))
  }

  @Test(arguments: [(1, "  priority: High\n"), (0, ""), (-1, "  priority: Low\n"), (nil, "")] as [(Int?, String)])
  func `has the priority of its number`(number: Int?, line: String) throws {
    let login = "  username: u"
    #expect(
      try written(["ServerPriority": number, "ServerUserName": "u"])
        == "smtp.example.com:  # ServerID 7\n  serverName: smtp.example.com\n" + line + login)
  }

  @Test func `with another number is not used`() throws {
    #expect(
      try written(["ServerPriority": 2]) == """
        # note: ServerPriority is 2, which is not a priority. Kentico Xperience never uses such a server
        smtp.example.com:  # ServerID 7
          serverName: smtp.example.com
          enabled: false
        """)
  }

  @Test func `is not enabled if the database says so`() throws {
    #expect(try written(["ServerEnabled": false]).hasSuffix("\n  enabled: false"))
  }

  @Test func `with a folder has no login, no encryption and perhaps no name`() throws {
    #expect(
      try written([
        "ServerName": "The archive", "ServerDeliveryMethod": 1, "ServerPickupDirectory": "C:\\mail",
        "ServerUserName": "old",
        "HasPassword": true, "ServerUseSSL": true,
      ]) == #"""
        # note: a user name and a password from an earlier delivery method were left out
        # warning: ServerUseSSL was left out: a message in a folder is not encrypted, and System.Net.Mail refuses both together. Check that this server sends
        # note: the server name `The archive` was left out: it is not used
        the-archive:  # ServerID 7
          deliveryMethod: PickupDirectory
          pickupDirectory: "C:\\mail"
        """#)
  }

  @Test func `for the folder of IIS has no folder`() throws {
    #expect(
      try written(["ServerDeliveryMethod": 2, "ServerPickupDirectory": "/old"]) == """
        # note: the folder `/old` from an earlier delivery method was left out
        smtp.example.com:  # ServerID 7
          serverName: smtp.example.com
          deliveryMethod: PickupDirectoryFromIIS
        """)
  }

  @Test func `without its folder is written without it`() throws {
    #expect(
      try written(["ServerDeliveryMethod": 1]) == """
        # warning: there is no folder in ServerPickupDirectory, and `smtpconf check` reports that
        smtp.example.com:  # ServerID 7
          serverName: smtp.example.com
          deliveryMethod: PickupDirectory
        """)
  }

  @Test func `in the network has no folder, and no password without a user`() throws {
    #expect(
      try written([
        "ServerPickupDirectory": "/old", "HasPassword": true, "ServerUserName": "", "ServerDeliveryMethod": 5,
      ]) == """
        # note: a password without a user name was left out. Kentico Xperience ignores it
        # warning: ServerDeliveryMethod is 5, which is not a delivery method; it is written as Network
        # note: the folder `/old` from an earlier delivery method was left out
        smtp.example.com:  # ServerID 7
          serverName: smtp.example.com
        """)
  }

  @Test(arguments: [
    ("h:", #""h:""#), ("::1", #""::1""#), ("h:abc", "h:abc"), ("a b", #""a b""#), ("\"q\" # x", #""\"q\" # x""#),
    ("x\ny", #""x\u000Ay""#), ("\u{202E}", #""\u202E""#), ("##vso[x]", ##""#\u0023vso[x]""##), ("\0", #""\u0000""#),
  ]) func `with a name that is misread has it as it is`(name: String, scalar: String) throws {
    let written = try written(["ServerName": name])
    #expect(written.contains("\n  serverName: \(scalar)"))
    let note = try #require(written.split(separator: "\n").first)
    #expect(note.hasPrefix("# warning: the server name `"))
    #expect(note.hasSuffix("` is written as it is, and `smtpconf check` says what is wrong with it"))
  }

  @Test func `without a name has an empty one`() throws {
    #expect(try written(["ServerName": nil]).hasSuffix("\n  serverName: \"\""))
  }

  @Test func `has a name of any length, which a note shortens`() throws {
    let name = String(repeating: "x", count: 65536)
    let written = try written(["ServerName": name])
    #expect(written.contains("  serverName: \(name)"))
    #expect(written.contains("`\(name.prefix(60))…`"))
    #expect(written.contains("\n\(name.prefix(100)):  # ServerID 7"))
  }

  @Test(arguments: ["\u{202E}evil", "a\nb", "##[x]", "::set-env name=x::y", "it's: a # b", "smtpconf: allow x -- y"])
  func `cannot write a line of its own with a user name`(name: String) throws {
    let yaml = try Export(servers: [["ServerID": 7, "ServerUserName": name, "ServerName": name]]).yaml
    let keys = ["servers:", "  ", "global:", "  # warning:"]
    for line in yaml.split(separator: "\n") {
      #expect(keys.contains { line.hasPrefix($0) } && !line.contains("# smtpconf:") && !line.contains("##"))
      #expect(line.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0 != "\u{202E}" })
    }
  }
}
