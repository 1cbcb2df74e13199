import Analysis
import Diagnostics
import Testing

@testable import Language

/// Each test is a document with one mistake, and the complete list of findings: `rule line`.
@Suite("One cause, one error")
struct FollowUpTests {
  private func expect(_ text: String, _ findings: [String], sourceLocation: SourceLocation = #_sourceLocation) {
    let checked = check(text)
    #expect(checked.findings == findings, sourceLocation: sourceLocation)
    #expect((checked.configuration() == nil) == (checked.report.count(.error) > 0), sourceLocation: sourceLocation)
  }

  @Test("A document without mistakes has no findings")
  func nothing() {
    expect(Document.server("serverName: smtp.example.com"), [])
    expect(Document.scopes("global:\n  servers: [one, two]"), [])
  }

  // MARK: Servers that cannot be read

  @Test("If `servers` is missing, no reference is reported as undefined")
  func serversMissing() {
    expect("version: 1\nglobal:\n  defaultServer: relay\n  servers: [a, b]\n", ["missing-key 1"])
  }

  @Test("If `servers` is wrong, no reference is reported as undefined")
  func serversWrong() {
    expect("version: 1\nservers: [relay]\nglobal:\n  defaultServer: relay\n", ["wrong-type 2"])
    expect("version: 1\nservers: relay\nsites:\n  shop:\n    servers: [relay]\n", ["wrong-type 2"])
    expect("version: 1\nservers: {}\nglobal:\n  defaultServer: relay\n", ["invalid-value 2"])
    expect("version: 1\nservers:\nglobal:\n  defaultServer: relay\n", ["invalid-value 2"])
    expect("version: 1\nservers: *none\nglobal:\n  defaultServer: relay\n", ["yaml-syntax 2"])
    expect("version: 1\nservers: !mine {}\nglobal:\n  defaultServer: relay\n", ["yaml-tag 2"])
  }

  @Test("If `servers` is misspelt, it is not reported as missing, and no reference as undefined")
  func serversMisspelt() {
    expect("version: 1\nserver:\n  relay:\n    serverName: h\nglobal:\n  defaultServer: relay\n", ["unknown-key 2"])
    expect("version: 1\nrelays:\n  relay:\n    serverName: h\nglobal:\n  defaultServer: relay\n", ["unknown-key 2"])
  }

  @Test("If a merge into `servers` is wrong, no reference is reported as undefined, and nothing as missing")
  func serversPartial() {
    expect(
      "version: 1\nservers:\n  <<: x\n  a:\n    serverName: h\nglobal:\n  defaultServer: relay\n", ["wrong-type 3"])
    expect("version: 1\nservers:\n  relay:\n    <<: x\nglobal:\n  defaultServer: relay\n", ["wrong-type 4"])
  }

  @Test("If a server is wrong, references to it are correct")
  func oneServerWrong() {
    expect("version: 1\nservers:\n  relay: [h]\nglobal:\n  defaultServer: relay\n", ["wrong-type 3"])
    expect(
      "version: 1\nservers:\n  relay: h\nsites:\n  shop:\n    servers: [relay]\nglobal:\n  defaultServer: relay\n",
      ["wrong-type 3"])
  }

  @Test("If an id is wrong, references to it are correct")
  func idWrong() {
    expect("version: 1\nservers:\n  -relay:\n    serverName: h\nglobal:\n  defaultServer: -relay\n", ["invalid-id 3"])
  }

  // MARK: Delivery

  @Test(
    "If `deliveryMethod` is invalid, no rule about delivery reports anything",
    arguments: [
      "deliveryMethod: Carrier", "deliveryMethod: Carrier\nusername: mailer", "deliveryMethod: Carrier\nuseSSL: true",
      "deliveryMethod: Carrier\npickupDirectory: relative",
      "deliveryMethod: Carrier\npickupDirectory: /var/spool/pickup",
      "deliveryMethod: Carrier\nserverName: h:465", "deliveryMethod: Carrier\npassword: { env: X }",
      "deliveryMethod: pickupDirectory\nusername: mailer\nuseSSL: true",
    ])
  func methodInvalid(lines: String) {
    expect(Document.server(lines), ["invalid-value 4"])
  }

  @Test("The same if `deliveryMethod` has the wrong type or is misspelt")
  func methodWrong() {
    expect(Document.server("deliveryMethod: 1\nusername: mailer"), ["wrong-type 4"])
    expect(Document.server("deliveryMethod:\nusername: mailer"), ["wrong-type 4"])
    expect(Document.server("method: PickupDirectory\npickupDirectory: /x"), ["unknown-key 4"])
    expect(Document.server("deliveryMetod: PickupDirectory\nusername: mailer"), ["unknown-key 4"])
  }

  @Test("Network-only keys of a pickup server are reported once, without further advice")
  func pickupWithNetworkKeys() {
    expect(
      Document.server(
        "deliveryMethod: PickupDirectory\npickupDirectory: /x\nserverName: 10.0.0.1:465\nuseSSL: true\nusername: mailer\npassword: { env: X }"
      ),
      ["ssl-needs-network 7", "credentials-need-network 8", "default-server-not-network 11"])
  }

  @Test("A literal password is reported whatever the delivery method is")
  func passwordIsForm() {
    expect(
      Document.server("deliveryMethod: PickupDirectory\npickupDirectory: /x\nusername: mailer\npassword: hunter2"),
      ["credentials-need-network 6", "plaintext-password 7", "default-server-not-network 9"])
  }

  // MARK: Missing and unknown keys

  @Test(
    "If an unknown key may have been meant as another key, that key is not reported as missing",
    arguments: [
      "host: h", "servername: h", "ServerName: h", "srverName: h", "hostname: h", "port: 25", "address: h",
      "smarthost: h",
    ])
  func serverNameMisspelt(line: String) {
    expect(Document.server(line), ["unknown-key 4"])
  }

  @Test("An unknown key that resembles no known key does not hide a missing key")
  func farKey() {
    expect(Document.server("colour: red"), ["missing-key 3", "unknown-key 4"])
  }

  @Test("If `version` or `global` is misspelt, it is not reported as missing")
  func rootKeyMisspelt() {
    expect("verson: 1\nservers:\n  relay:\n    serverName: h\nglobal:\n  defaultServer: relay\n", ["unknown-key 1"])
    expect("version: 1\nservers:\n  relay:\n    serverName: h\nglobl:\n  defaultServer: relay\n", ["unknown-key 5"])
    expect(
      "version: 1\nservers:\n  relay:\n    serverName: h\nsite:\n  shop:\n    servers: [relay]\n", ["unknown-key 5"])
  }

  @Test("If an unknown key may have been meant as the folder, the folder is not reported as required")
  func folderMisspelt() {
    let lines = "deliveryMethod: PickupDirectory\n"
    expect(Document.server(lines + "directory: /x"), ["unknown-key 5", "default-server-not-network 7"])
    expect(Document.server(lines + "pickupdirectory: /x"), ["unknown-key 5", "default-server-not-network 7"])
  }

  @Test("If an unknown key may have been meant as the other half of a credential, no half is reported as missing")
  func credentialMisspelt() {
    expect(Document.server("serverName: h\nuser: mailer\npassword: { env: X }"), ["unknown-key 5"])
    expect(Document.server("serverName: h\nusername: mailer\npasswd: { env: X }"), ["unknown-key 6"])
    expect(Document.server("serverName: h\nusername: mailer\nPassword: { env: X }"), ["unknown-key 6"])
  }

  @Test("If `useSSL` is misspelt, no advice depends on it")
  func sslMisspelt() {
    expect(Document.server("serverName: h:587\nusername: mailer\npassword: { env: X }\ntls: true"), ["unknown-key 7"])
  }

  @Test("A document without `global` and `sites` has one error, and no findings about routing")
  func nothingRouted() {
    expect("version: 1\nservers:\n  relay:\n    serverName: h\n", ["missing-key 1"])
    expect("---\n", ["missing-key 1"])
    expect("{}\n", ["missing-key 1"])
  }

  // MARK: Values with an error of their own

  @Test("A value with an error of its own has no further findings")
  func ownError() {
    expect(Document.server("serverName: \"h:\"\nuseSSL: true"), ["port-invalid 4"])
    expect(
      Document.server("serverName: h:587\nuseSSL: maybe\nusername: mailer\npassword: { env: X }"), ["wrong-type 5"])
    expect(Document.server("serverName: h\nusername: ''\npassword: { env: X }"), ["invalid-value 5"])
    expect(Document.server("serverName: h\nusername: mailer\npassword: ''"), ["invalid-value 6"])
    expect(Document.server("serverName: h\nusername: mailer\npassword: 1234"), ["wrong-type 6"])
    expect(Document.server("serverName: h\nusername: mailer\npassword: {}"), ["missing-key 6"])
    expect(
      Document.server("deliveryMethod: PickupDirectory\npickupDirectory: ''"),
      ["invalid-value 5", "default-server-not-network 7"])
    expect(Document.server("serverName: h\nenabled: yes"), ["wrong-type 5"])
    expect(Document.server("serverName: h\npriority: high"), ["invalid-value 5"])
    expect(Document.server("serverName: !!int h"), ["wrong-type 4"])
  }

  @Test("A literal password that is too long or has a control character is reported only for that")
  func wrongLiteralPassword() {
    let long = String(repeating: "p", count: 201)
    expect(Document.server("serverName: h\nuseSSL: true\nusername: mailer\npassword: \(long)"), ["value-too-long 7"])
    expect(Document.server("serverName: h\nuseSSL: true\nusername: mailer\npassword: \"a\\tb\""), ["invalid-value 7"])
  }

  @Test("A server name that is too long is reported only for that")
  func longServerName() {
    expect(Document.server("serverName: smtp://\(String(repeating: "ö ", count: 200))"), ["value-too-long 4"])
  }

  @Test("A server name with white space and a control character is reported only for the control character")
  func controlInServerName() {
    expect(Document.server("serverName: \"h \\x07\""), ["invalid-value 4"])
    expect(Document.server("serverName: \"h\\t\""), ["server-name-whitespace 4"])
    expect(Document.server("serverName: \"h\\n\""), ["server-name-whitespace 4"])
    expect(Document.server("serverName: ''"), ["server-name-invalid 4"])
  }

  @Test("A reference with a control character is not reported as undefined as well")
  func controlInReference() {
    expect(Document.scopes("global:\n  servers: [one, two, \"o\\x07ne\"]"), ["invalid-value 8"])
  }

  // MARK: Routing

  @Test("A scope with an undefined or invalid entry has no findings about its routing")
  func faultySite() {
    expect(
      Document.scopes("global:\n  servers: [one, two]\nsites:\n  shop:\n    defaultServer: nine"),
      ["undefined-server 11"])
    expect(
      Document.scopes("global:\n  defaultServer: one\nsites:\n  shop:\n    defaultServer: null\n    servers: [nine]\n"),
      ["undefined-server 12"])
    expect(Document.scopes("global:\n  servers: [one, two]\nsites:\n  shop:\n    servers: one"), ["wrong-type 11"])
    expect(
      Document.scopes("global:\n  servers: [one, two]\nsites:\n  shop:\n    servers: [one, one, 3]"), ["wrong-type 11"])
    expect(Document.scopes("global:\n  servers: [one, two]\nsites:\n  shop: [one]"), ["wrong-type 10"])
  }

  @Test("An unknown key in a scope makes it invalid for routing")
  func unknownKeyInSite() {
    expect(
      Document.scopes("global:\n  servers: [one, two]\nsites:\n  shop:\n    colour: red\n    servers: [one, one]"),
      ["unknown-key 11"])
  }

  @Test("If `global` has a wrong entry, no site has findings about its routing either")
  func faultyGlobal() {
    expect(
      Document.scopes(
        "global:\n  defaultServer: nine\nsites:\n  shop:\n    defaultServer: null\n  corporate:\n    servers: [one, one]"
      ),
      ["undefined-server 8"])
    expect(Document.scopes("global:\n  unknown: [one]\nsites:\n  shop:\n    defaultServer: null"), ["unknown-key 8"])
    expect(Document.scopes("globale: {}\nsites:\n  shop:\n    defaultServer: null"), ["unknown-key 7"])
  }

  @Test("`unused-server` reports nothing if any scope is invalid")
  func unusedServer() {
    expect(Document.scopes("global:\n  defaultServer: one"), ["unused-server 5"])
    expect(
      Document.scopes("global:\n  defaultServer: one\nsites:\n  shop:\n    servers: [one.]"), ["undefined-server 11"])
    expect(Document.scopes("global:\n  defaultServer: one\nsites: []"), ["wrong-type 9"])
  }

  @Test("With a wrong `enabled`, it is unknown whether a chain is empty")
  func unknownEnabled() {
    expect(
      "version: 1\nservers:\n  one:\n    serverName: h\n    enabled: 0\nglobal:\n  defaultServer: one\nsites:\n  shop: {}\n",
      ["wrong-type 5"])
  }

  // MARK: The file

  @Test(
    "If reading fails, nothing else is reported",
    arguments: [
      ("version: 1\nservers: [\n", "yaml-syntax 2"), ("version: \"1\nservers: {}\n", "yaml-syntax 1"),
      ("version: 1\n\tservers: 1\n", "yaml-syntax 2"),
      ("version: 2\nfoo: \u{7}\n", "yaml-encoding 2"), ("", "multiple-documents 1"), ("# x\n", "multiple-documents 1"),
      ("version: &v [*v]\n", "yaml-limit 1"),
    ])
  func unreadable(text: String, finding: String) {
    expect(text, [finding])
  }

  @Test(
    "A document that is not a mapping is one wrong type",
    arguments: ["[version, 1]\n", "version 1\n", "- version: 1\n", "1\n"])
  func rootIsNoMapping(text: String) {
    expect(text, ["wrong-type 1"])
  }

  @Test("The value of a duplicate key has no findings")
  func duplicates() {
    expect(
      "version: 1\nservers:\n  relay:\n    serverName: h\n  relay:\n    serverName: h:0\nglobal:\n  defaultServer: relay\n",
      ["duplicate-key 5"])
  }
}
