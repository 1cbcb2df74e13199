import Language
import Testing

@testable import Routing

@Suite("Reading routing tables")
struct TableReaderTests {
  @Test("A table gives the same answers as the configuration it was made from", arguments: 0..<200)
  func roundTrip(seed: Int) throws {
    let model = NaiveConfiguration(seed: seed)
    let table = try table(model.yaml)
    let compiled = Router(table)
    for bytes in [table.json(), table.json(.compact), [0xEF, 0xBB, 0xBF] + table.json(.compact)] {
      #expect(Router.isTable(bytes))
      let read = try Router(tableJSON: bytes)
      #expect(read.globalChain == compiled.globalChain)
      #expect(read.siteNames == compiled.siteNames.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
      for name in compiled.siteNames { #expect(read.chain(ofSite: name) == compiled.chain(ofSite: name)) }
      #expect(RoutingDiff(from: compiled, to: read).isEmpty)
    }
  }

  @Test("A table preserves every kind of delivery")
  func deliveries() throws {
    let text = """
      version: 1
      servers:
        a: { serverName: "[::1]:26", useSSL: true, username: u, password: { env: E } }
        b: { serverName: 10.0.0.1, username: u, password: { file: /f } }
        c: { deliveryMethod: PickupDirectory, pickupDirectory: /p }
        d: { deliveryMethod: PickupDirectoryFromIIS }
        e: { serverName: h, useSSL: true, username: u, password: "lit\\\\ er\\"al" }
        f: { serverName: H.example.com., username: ü }
      global: { servers: [a, b, c, d, e, f] }
      """
    let table = try table(text)
    #expect(try Router(tableJSON: table.json()).globalChain == Router(table).globalChain)
  }

  @Test(
    "Tables are distinguished from configurations",
    arguments: [
      ("{\"formatVersion\":1", true), ("  \n\t{ \"global\": {}, \"formatVersion\": 2 }", true),
      ("{\"version\":1,\"servers\":{}}", false), ("version: 1\n", false), ("", false), ("[\"formatVersion\"]", false),
      ("# {\"formatVersion\"", false),
    ])
  func recognition(text: String, isTable: Bool) {
    #expect(Router.isTable(Array(text.utf8)) == isTable)
  }

  /// A table with one server, in which a part can be replaced.
  private static let document = """
    {"formatVersion":1,"global":{"chain":[{"priority":"High","server":"a","via":"globalDefault"},
    {"priority":"Low","server":"b","via":"global"}],"default":"a"},
    "servers":{"a":{"credentials":{"password":{"literal":"hunter2"},"username":"u"},"deliveryMethod":"Network",
    "host":"h","hostKind":"dns","port":25,"tls":"none"},
    "b":{"deliveryMethod":"PickupDirectory","pickupDirectory":"/p","writableBy":"IIS_IUSRS"}},
    "sites":{"shop":{"chain":[],"default":null}}}
    """

  @Test("The table that is damaged below is valid")
  func good() throws {
    #expect(try Router(tableJSON: Array(Self.document.utf8)).globalChain.ids == ["a", "b"])
  }

  @Test(
    "An invalid table is reported with the place, and never with a value",
    arguments: [
      ("\"formatVersion\":1", "\"formatVersion\":2", "formatVersion must be 1"),
      ("\"formatVersion\":1", "\"formatVersion\":\"1\"", "formatVersion must be a whole number"),
      ("\"formatVersion\":1,", "", "formatVersion is missing"),
      ("\"default\":\"a\"},", "\"default\":\"a\"}", "it is not valid JSON"),
      ("\"server\":\"b\"", "\"server\":\"x\"", "global.chain[1].server names a server that `servers` lacks"),
      ("\"server\":\"b\"", "\"server\":\"a\"", "global.chain[1].server names a server for the second time"),
      ("\"server\":\"b\"", "\"server\":7", "global.chain[1].server must be a string"),
      ("\"Low\"", "\"low\"", "global.chain[1].priority must be `High`, `Normal` or `Low`"),
      (
        "\"via\":\"global\"", "\"via\":\"globalDefault\"",
        "global.chain[1].via is a default server, but not the first in the chain"
      ),
      (
        "\"via\":\"global\"", "\"via\":\"magic\"",
        "global.chain[1].via must be `siteDefault`, `globalDefault`, `site` or `global`"
      ),
      (
        "\"Network\"", "\"SMTP\"",
        "servers.a.deliveryMethod must be `Network`, `PickupDirectory` or `PickupDirectoryFromIIS`"
      ),
      ("\"tls\":\"none\"", "\"tls\":\"ssl\"", "servers.a.tls must be `none` or `startTLS`"),
      ("\"port\":25,", "", "servers.a has no `host` or no `port`"),
      ("\"port\":25", "\"port\":0", "servers.a has no valid `host` and `port`"),
      ("\"host\":\"h\"", "\"host\":\"h h\"", "servers.a has no valid `host` and `port`"),
      ("\"port\":25", "\"port\":\"hunter2\"", "servers.a.port must be a whole number"),
      ("\"pickupDirectory\":\"/p\",", "", "servers.b has no `pickupDirectory`"),
      (
        "{\"literal\":\"hunter2\"}", "{}",
        "servers.a.credentials.password must have one of `env`, `file`, `credential` and `literal`"
      ),
      (
        "{\"literal\":\"hunter2\"}", "{\"literal\":\"hunter2\",\"env\":\"E\"}",
        "servers.a.credentials.password must have one of `env`, `file`, `credential` and `literal`"
      ),
      (
        "{\"literal\":\"hunter2\"}", "{\"hunter2\":null}",
        "servers.a.credentials.password.**** must be a string, not null"
      ),
      ("\"b\":{", "\"u:hunter2@h\":[{", "it is not valid JSON"),
      ("\"b\":{\"deliveryMethod\":", "\"u:hunter2@h\":{\"x\":", "servers.****.deliveryMethod is missing"),
      (
        "\"username\":\"u\"", "\"username\":{\"literal\":\"hunter2\"}",
        "servers.a.credentials.username must be a string, or have one of `env`, `file` and `credential`"
      ),
      ("{\"literal\":\"hunter2\"}", "\"hunter2\"", "servers.a.credentials.password must be an object"),
      (
        "{\"literal\":\"hunter2\"}", "{\"literal\":[\"hunter2\"]}",
        "servers.a.credentials.password.literal must be a string"
      ),
      ("\"username\":\"u\"", "\"user\":\"hunter2\"", "servers.a.credentials.username is missing"),
      ("\"shop\":", "\"-\":", "sites contains a name that is not an id"),
      ("\"b\":{", "\"b b\":{", "servers contains a name that is not an id"),
      (
        "\"shop\":", "\"SHOP\":{\"chain\":[],\"default\":null},\"shop\":", "sites names a site twice, in different case"
      ),
      ("\"sites\":{", "\"site\":{", "sites is missing"),
      ("\"global\":{", "\"global\":[{", "it is not valid JSON"),
    ])
  func refused(part: String, replacement: String, words: String) throws {
    let text = Self.document.replacing(part, with: replacement, maxReplacements: 1)
    #expect(text != Self.document)
    do {
      _ = try Router(tableJSON: Array(text.utf8))
      Issue.record("was read")
    } catch {
      #expect(error.description == words)
    }
  }

  @Test("A table cut off anywhere is invalid")
  func truncated() {
    let bytes = Array(Self.document.utf8)
    for length in bytes.indices {
      #expect(throws: TableError.self) { try Router(tableJSON: Array(bytes.prefix(length))) }
    }
  }
}
