import Analysis
import Language
import Routing
import SourceText
import Testing

/// Which site a sender domain belongs to: in the routing table, read back, and compared.
@Suite("Sender domains")
struct SenderDomainTests {
  private func router(_ sites: String) throws -> Router { Router(try compile(sites)) }

  private func compile(_ sites: String) throws -> RoutingTable {
    let text = """
      version: 1
      servers:
        relay: { serverName: smtp.example.com }
        bulk: { serverName: bulk.example.com }
      global: { servers: [relay] }
      sites: \(sites)
      """
    return RoutingTable(try #require(Analysis(SourceFile(name: "a.yaml", text: text)).configuration()))
  }

  @Test("The table lists them in lower case, without a trailing dot, sorted; a site without any has no such key")
  func table() throws {
    let table = try compile("{ shop: { senderDomains: [Shop.Example., bounces.shop.example] }, blog: { } }")
    let json = String(decoding: table.json(.compact), as: UTF8.self)
    #expect(json.contains("\"default\":null,\"senderDomains\":[\"bounces.shop.example\",\"shop.example\"]}"))
    #expect(
      json.contains(
        "\"blog\":{\"chain\":[{\"priority\":\"Normal\",\"server\":\"relay\",\"via\":\"global\"}],\"default\":null},"))
  }

  @Test("A table that is read back knows the same domains")
  func readBack() throws {
    let table = try compile("{ shop: { senderDomains: [shop.example] }, blog: { senderDomains: [blog.example] } }")
    let read = try Router(tableJSON: table.json())
    #expect(read.senderDomains == ["shop.example": "shop", "blog.example": "blog"])
    #expect(read.senderDomains == Router(table).senderDomains)
  }

  @Test(
    "A table with a domain that is not one, or that is listed twice, is refused",
    arguments: ["[\"Shop.example\"]", "[\"shop.example.\"]", "[\"a@shop.example\"]", "[\"\"]", "[\"a.b\",\"a.b\"]"])
  func refused(domains: String) {
    let json = """
      {"formatVersion":1,"global":{"chain":[],"default":null},"servers":{},
      "sites":{"shop":{"chain":[],"default":null,"senderDomains":\(domains)}}}
      """
    #expect(throws: TableError.self) { try Router(tableJSON: Array(json.utf8)) }
  }

  @Test("What moves from a site to another, appears or goes is a change; another case of the site's name is none")
  func changes() throws {
    let old = try router("{ shop: { senderDomains: [a.example, b.example, c.example] }, blog: { } }")
    let new = try router("{ Shop: { senderDomains: [a.example, d.example] }, blog: { senderDomains: [b.example] } }")
    let diff = RoutingDiff(from: old, to: new)
    #expect(
      diff.domains == [
        DomainChange(domain: "b.example", old: .site("shop"), new: .site("blog")),
        DomainChange(domain: "c.example", old: .site("shop"), new: .global),
        DomainChange(domain: "d.example", old: .global, new: .site("Shop")),
      ])
    #expect(!diff.isEmpty)
    #expect(RoutingDiff(from: old, to: old).isEmpty)
  }
}
