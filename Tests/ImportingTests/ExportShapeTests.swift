import Foundation
import Testing

@testable import Importing

/// What sqlcmd, SQL Server Management Studio and other tools make of the query's output.
@Suite struct `An export` {
  private static let json =
    #"{"formatVersion":1,"servers":[{"ServerID":1,"ServerName":"größe \"{\\\" 📮","ServerUserName":null,"#
    + #""ServerUseSSL":true,"ServerEnabled":true,"ServerIsGlobal":false,"ServerPriority":-1,"ServerDeliveryMethod":0,"#
    + #""ServerPickupDirectory":null,"HasPassword":false}]}"#

  private func read(_ text: String) throws -> DatabaseExport { try DatabaseExport(Array(text.utf8)) }

  /// The reasons why it cannot be used.
  private func reasons(_ bytes: [UInt8]) -> [String] {
    do {
      _ = try DatabaseExport(bytes)
      return []
    } catch {
      return error.problems.map(\.description)
    }
  }

  private func reasons(_ text: String) -> [String] { reasons(Array(text.utf8)) }

  @Test func `is read with every column`() throws {
    let row = try #require(try read(Self.json).servers.first)
    #expect(
      row
        == ServerRow(
          id: 1, name: "größe \"{\\\" 📮", userName: nil, usesSSL: true, isEnabled: true, isGlobal: false, priority: -1,
          deliveryMethod: 0, pickupDirectory: nil, hasPassword: false))
  }

  @Test(arguments: 1...90) func `may be broken into lines at any character`(width: Int) throws {
    let characters = Array(Self.json)
    for end in ["\n", "\r\n"] {
      let lines = stride(from: 0, to: characters.count, by: width).map {
        String(characters[$0..<min($0 + width, characters.count)])
      }
      #expect(try read(lines.joined(separator: end)) == read(Self.json))
    }
  }

  @Test(arguments: [
    ("smtp\n----------\n", "\n"), ("smtp\r\n----\r\n", "\r\n\r\n(1 row affected)\r\n"), ("", "\n\n(1 Zeile betroffen)"),
    ("JSON_F52E2B61-18A1-11d1-B105-00805F49916B\n\n", "\nCompletion time: 2026-01-01T00:00:00.0000000+01:00"),
    ("[", "]"), (" \t\n", " \t\n"),
  ]) func `may have a header, and what a tool says about rows`(head: String, foot: String) throws {
    #expect(try read(head + Self.json + foot) == read(Self.json))
  }

  @Test func `may be UTF-8 or UTF-16 with a byte order mark`() throws {
    let text = "\u{FEFF}smtp\r\n----\r\n" + Self.json
    for encoding in [String.Encoding.utf8, .utf16LittleEndian, .utf16BigEndian] {
      let bytes = [UInt8](try #require(text.data(using: encoding)))
      #expect(try DatabaseExport(bytes) == read(Self.json))
    }
  }

  @Test func `in another encoding is refused`() {
    let latin = Array(Self.json.utf8.prefix(60)) + [0xF6] + Array(Self.json.utf8.dropFirst(60))
    #expect(
      reasons(latin) == ["it is neither UTF-8 nor UTF-16 with a byte order mark; run sqlcmd with `-f 65001`"])
  }

  @Test func `that is cut off at any byte is refused`() {
    let bytes = Array(Self.json.utf8)
    for length in 0..<bytes.count {
      let reasons = reasons(Array(bytes.prefix(length)))
      #expect(reasons.count == 1, "\(length)")
    }
    #expect(reasons(Array(bytes.dropLast(9))).first?.hasPrefix("the JSON is cut off; run sqlcmd with `-y 0`") == true)
  }

  @Test(arguments: [
    ("", "there is no JSON object in it; the query prints one in a column called `smtp`"),
    ("Msg 208, Level 16, State 1\nInvalid object name 'CMS_SMTPServer'.", "there is no JSON object in it"),
    ("{}{}", "it contains more than one JSON object"), ("{'a':1}", "it is not valid JSON"),
    ("{}", "`formatVersion` must be 1, as the query writes it"),
    ("{\"formatVersion\":2}", "`formatVersion` must be 1"), ("{\"formatVersion\":\"1\"}", "`formatVersion` must be 1"),
    ("{\"formatVersion\":1,\"servers\":{}}", "`servers` must be an array of rows"),
    ("{\"formatVersion\":1,\"sites\":7}", "`sites` must be an array of rows"),
    ("{\"formatVersion\":1,\"bindings\":[[1,2]]}", "`bindings[0]` must be an object, a row of the table"),
  ]) func `that is something else is refused`(text: String, reason: String) throws {
    let reasons = reasons(text)
    #expect(reasons.count == 1)
    #expect(try #require(reasons.first).hasPrefix(reason))
  }

  @Test func `of a database without mail settings has no rows`() throws {
    #expect(try read("{\"formatVersion\":1,\"servers\":null}") == read("{\"formatVersion\":1}"))
  }

  @Test func `may have bits as numbers, and more columns than are needed`() throws {
    let text = Self.json.replacing("true", with: "1").replacing("false", with: "0")
    #expect(
      try read(text.replacing("{\"ServerID\"", with: "{\"ServerPassword\":[\"x\"],\"ServerID\"")) == read(Self.json))
  }

  @Test(arguments: [
    ("ServerID", "0", "must be a whole number above 0"), ("ServerID", "\"1\"", "must be a whole number above 0"),
    ("ServerID", "1.5", "must be a whole number above 0"), ("ServerID", "null", "must be a whole number above 0"),
    ("ServerID", "99999999999999999999", "must be a whole number above 0"),
    ("ServerName", "1", "must be a string or null"), ("ServerUserName", "[]", "must be a string or null"),
    ("ServerUseSSL", "null", "must be true or false"), ("ServerEnabled", "2", "must be true or false"),
    ("ServerIsGlobal", "\"true\"", "must be true or false"), ("HasPassword", "{}", "must be true or false"),
    ("ServerPriority", "\"High\"", "must be a whole number or null"),
    ("ServerDeliveryMethod", "true", "must be a whole number or null"),
    ("ServerPickupDirectory", "false", "must be a string or null"),
  ]) func `says where a value is wrong`(column: String, value: String, problem: String) throws {
    let pattern = try Regex("\"\(column)\":(null|true|false|-?[0-9]+|\"([^\"\\\\]|\\\\.)*\")")
    let text = Self.json.replacing(pattern, with: "\"\(column)\":\(value)")
    #expect(reasons(text) == ["`servers[0].\(column)` \(problem)"])
    let without = Self.json.replacing(pattern, with: "\"Other\":1")
    #expect(reasons(without) == ["`servers[0].\(column)` is missing; run the query without changes"])
  }

  @Test func `reports all that is wrong, in order, and counts what is too much`() {
    let text =
      #"{"formatVersion":1,"bindings":[{"SiteID":1},{"ServerID":true,"SiteID":2}],"sites":[{}],"settings":[3]}"#
    #expect(
      reasons(text) == [
        "`bindings[0].ServerID` is missing; run the query without changes",
        "`bindings[1].ServerID` must be a whole number above 0",
        "`sites[0].SiteID` is missing; run the query without changes",
        "`settings[0]` must be an object, a row of the table",
      ])
    let many = "{\"formatVersion\":1,\"sites\":[" + Array(repeating: "1", count: 50).joined(separator: ",") + "]}"
    let error = #expect(throws: UnusableExport.self) { try self.read(many) }
    #expect(error?.problems.count == 20)
    #expect(error?.omitted == 30)
  }

  @Test func `cannot say something about the same thing twice`() throws {
    let server = ["ServerID": 4] as [String: Any?]
    let twice =
      [("CMSSMTPServer", nil, "a"), ("CMSUseSSL", nil, "True"), ("cmssmtpserver", nil, "b")]
      as [(String, Int?, String?)]
    let export = Export(servers: [server, ["ServerID": 5], server], settings: twice)
    #expect(
      reasons(try export.json) == [
        "`servers[2]` has the `ServerID` of an earlier row", "`settings[2]` is a second value of the same setting",
      ])
  }

  @Test func `keeps of a password only whether there is one`() throws {
    let values = ["***", "hunter2", "", nil] as [String?]
    for (site, value) in values.enumerated() {
      let export = Export(settings: [("CMSSMTPServerPassword", site + 1, value)])
      let kept = try #require(try read(try export.json).settings.first?.value ?? "nil")
      #expect(kept == (value == nil ? "nil" : value == "" ? "" : "***"))
    }
  }
}
