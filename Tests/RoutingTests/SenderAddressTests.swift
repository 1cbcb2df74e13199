import Analysis
import Language
import SourceText
import Testing

@testable import Routing

@Suite struct `The sender of an envelope` {
  @Test(arguments: [
    ("news@shop.example", "shop.example"), ("<news@shop.example>", "shop.example"),
    ("a@b@Shop.Example.", "shop.example"),
    ("\"a@b\"@x.example", "x.example"),
  ]) func `has a domain`(text: String, domain: String) throws {
    #expect(try #require(SenderAddress(text)).domain == domain)
  }

  @Test func `can be empty`() throws {
    #expect(try #require(SenderAddress("<>")).domain == nil)
  }

  @Test(arguments: ["", "shop.example", "@shop.example", "a@", "a@.", "<a>", "<@>"])
  func `is a whole address`(text: String) {
    #expect(SenderAddress(text) == nil)
  }

  @Test func `decides which site the mail belongs to`() throws {
    let text = """
      version: 1
      servers: { a: { serverName: a.example }, b: { serverName: b.example } }
      global: { defaultServer: a }
      sites:
        shop: { defaultServer: b, senderDomains: [Shop.example., bounces.shop.example] }
        blog:
      """
    let configuration = Analysis(SourceFile(name: "test.yaml", text: text)).configuration()
    let router = Router(RoutingTable(try #require(configuration)))
    func scope(_ sender: String) throws -> Scope { router.scope(of: try #require(SenderAddress(sender))) }
    #expect(try scope("x@SHOP.example") == .site("shop"))
    #expect(try scope("x@bounces.shop.example") == .site("shop"))
    #expect(try scope("x@news.shop.example") == .global, "subdomains are not included")
    #expect(try scope("x@blog.example") == .global)
    #expect(try scope("<>") == .global)
    let table = try Router(tableJSON: Array(RoutingTable(try #require(configuration)).json(.compact)))
    #expect(table.scope(of: try #require(SenderAddress("x@shop.example"))) == .site("shop"))
  }
}
