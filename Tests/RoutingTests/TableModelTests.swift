import Language
import TestSupport
import Testing

@testable import Routing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The same tables, read by `JSONDecoder`.
@Suite("Routing tables, compared with a general JSON reader")
struct TableModelTests {
  /// What a chain of a table says.
  private struct Scope: Decodable {
    struct Link: Decodable, Equatable {
      let priority: String
      let server: String
      let via: String
    }

    let chain: [Link]
    let senderDomains: [String]?
  }

  /// What a table says about scopes, and that its servers are objects.
  private struct Table: Decodable {
    struct Server: Decodable {
      let deliveryMethod: String
      let host: String?
      let port: Int?
    }

    let formatVersion: Int
    let global: Scope
    let servers: [String: Server]
    let sites: [String: Scope]
  }

  private static func links(_ chain: Chain?) -> [Scope.Link]? {
    chain?.links.map { Scope.Link(priority: $0.priority.rawValue, server: $0.server.id, via: $0.via.rawValue) }
  }

  /// The table of a random configuration in one of the layouts.
  private static func table(_ seed: Int) throws -> [UInt8] {
    let compiled = try RoutingTests.table(NaiveConfiguration(seed: seed).yaml)
    return compiled.json(seed.isMultiple(of: 2) ? .compact : .indented)
  }

  /// Compares what both read.
  private static func compare(_ bytes: [UInt8]) throws {
    let expected = Result { try JSONDecoder().decode(Table.self, from: Data(bytes)) }
    let text = String(decoding: bytes, as: UTF8.self)
    switch (Result { () throws(TableError) in try Router(tableJSON: bytes) }, expected) {
    case (.success(let router), .success(let table)):
      #expect(table.formatVersion == 1)
      #expect(router.serverIDs == table.servers.keys.sorted(), "\(text)")
      #expect(router.siteNames == table.sites.keys.sorted(), "\(text)")
      #expect(links(router.globalChain) == table.global.chain, "\(text)")
      for (name, scope) in table.sites { #expect(links(router.chain(ofSite: name)) == scope.chain, "\(text)") }
      let domains = table.sites.flatMap { name, scope in (scope.senderDomains ?? []).map { ($0, name) } }
      #expect(router.senderDomains == Dictionary(domains) { first, _ in first }, "\(text)")
    case (.success, .failure(let error)): Issue.record("read, but not by JSONDecoder: \(error)\n\(text)")
    case (.failure(let error), _):
      let isJSON = (try? JSONDecoder().decode(Anything.self, from: Data(bytes))) != nil
      #expect((error.description == "it is not valid JSON") == !isJSON, "\(error):\n\(text)")
    }
  }

  /// Any JSON; the decoder looks at a value only if it is decoded.
  private struct Anything: Decodable {
    private struct Name: CodingKey {
      let stringValue: String
      var intValue: Int? { nil }

      init(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
      if let members = try? decoder.container(keyedBy: Name.self) {
        for name in members.allKeys { _ = try members.decode(Anything.self, forKey: name) }
      } else if var elements = try? decoder.unkeyedContainer() {
        while !elements.isAtEnd { _ = try elements.decode(Anything.self) }
      } else {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() || (try? value.decode(Bool.self)) != nil || (try? value.decode(Double.self)) != nil {
          return
        }
        _ = try value.decode(String.self)
      }
    }
  }

  @Test("A table is read in the same way", arguments: 0..<100)
  func same(seed: Int) throws {
    try Self.compare(Self.table(seed))
  }

  @Test("A table whose bytes were changed is read in the same way, or by neither", arguments: 0..<400)
  func changed(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    var bytes = try Self.table(seed % 50)
    let parts = [
      "{", "}", "[", "]", ",", ":", "\"", "\\", "\\\"", "\\u0061", "\\ud83d\\ude00", "\\ud800", "\u{1}", "é", " ",
      "\n\t",
      "0", "-1", "1.0", "1e2", "0.5", "null", "true", "{}", "[[1,{\"}\":\"]\"}]],", "\"a\":1,", "\"chain\":[],", "High",
    ]
    for _ in 0..<Int.random(in: 1...3, using: &generator) {
      let place = Int.random(in: 0..<bytes.count, using: &generator)
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: bytes.insert(contentsOf: (parts.randomElement(using: &generator) ?? "").utf8, at: place)
      case 1: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...3, using: &generator)))
      case 2: bytes[place] = UInt8.random(in: 0x20...0xFF, using: &generator)
      default:
        let part = Array((parts.randomElement(using: &generator) ?? "").utf8)
        bytes.replaceSubrange(place..<min(bytes.count, place + part.count), with: part)
      }
      if bytes.isEmpty { bytes = [UInt8(ascii: "{")] }
    }
    try Self.compare(bytes)
  }

  @Test("Members may be in any order, with escapes in their names, and with others between them")
  func order() throws {
    let text = #"""
      {"sites": {"z": {"default": null, "chain": [{"via": "site", "server": "b", "x": {"}": 1}, "priority": "Low"}]},
                 "a": {"chain": [{"priority": "High", "server": "\u0061", "via": "siteDefault"},
                                 {"via": "site", "server": "b", "x": {"}": 1}, "priority": "Low"}], "new": [[], {}]}},
       "later": {"a": [1, -2.5e3, true, false, null, "x\\\"y"]},
       "\u0073ervers": {"b": {"deliveryMethod": "PickupDirectoryFromIIS"}, "a": {"deliveryMethod": "PickupDirectoryFromIIS"}},
       "formatVersion": 1.0, "global": {"\u0063hain": []}}
      """#
    try Self.compare(Array(text.utf8))
    let router = try Router(tableJSON: Array(text.utf8))
    #expect(router.siteNames == ["a", "z"])
    #expect(router.chain(ofSite: "A")?.ids == ["a", "b"])
    #expect(router.chain(ofSite: "z")?.ids == ["b"])
  }

  @Test(
    "What is there twice is refused",
    arguments: [
      ("\"formatVersion\":1", "\"formatVersion\":1,\"formatVersion\":1", "formatVersion is there twice"),
      ("\"chain\":[]", "\"chain\":[],\"chain\":[]", "global.chain is there twice"),
      ("\"shop\":", "\"shop\":{\"chain\":[]},\"shop\":", "sites.shop is there twice"),
      (
        "\"servers\":{", "\"servers\":{\"a\":{\"deliveryMethod\":\"PickupDirectoryFromIIS\"},",
        "servers.a is there twice"
      ),
      (
        "\"username\":\"u\"", "\"username\":\"u\",\"username\":\"hunter2\"",
        "servers.a.credentials.username is there twice"
      ),
      (
        "{\"literal\":\"hunter2\"}", "{\"hunter2\":\"\",\"hunter2\":\"\"}",
        "servers.a.credentials.password.**** is there twice"
      ),
    ])
  func twice(part: String, replacement: String, words: String) throws {
    let table = """
      {"formatVersion":1,"global":{"chain":[]},"servers":{"a":{"credentials":{"password":{"literal":"hunter2"},
      "username":"u"},"deliveryMethod":"Network","host":"h","port":25,"tls":"none"}},"sites":{"shop":{"chain":[]}}}
      """
    _ = try Router(tableJSON: Array(table.utf8))
    let error = #expect(throws: TableError.self) {
      try Router(tableJSON: Array(table.replacing(part, with: replacement, maxReplacements: 1).utf8))
    }
    #expect(error?.description == words)
  }

  @Test("A table that is nested without end is refused", arguments: ["[", "{\"a\":"])
  func deep(part: String) {
    let text = "{\"formatVersion\":1,\"a\":" + String(repeating: part, count: 100_000)
    let error = #expect(throws: TableError.self) { try Router(tableJSON: Array(text.utf8)) }
    #expect(error?.description == "it is not valid JSON")
  }
}
