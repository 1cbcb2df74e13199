import Language
import TestSupport
import Testing

@testable import Routing

@Suite("The order of sites in the table")
struct SiteOrderTests {
  /// Words that begin with each other and differ early, late, in length and in case.
  private static let parts = ["", "a", "A", "ab", "shop", "shop-", "shop.example.com", "-", ".", "_", "9", "zzzzzzzz"]

  @Test("is that of the bytes of their names, whatever these have in common", arguments: 0..<200)
  func order(seed: Int) throws {
    var random = SeededGenerator(seed: seed)
    let prefix = Self.parts.randomElement(using: &random) ?? ""
    var names: [String: String] = [:]
    for _ in 0..<Int.random(in: 1...40, using: &random) {
      let words = (0...Int.random(in: 0...4, using: &random)).map { _ in Self.parts.randomElement(using: &random) ?? ""
      }
      // An id begins with a letter or digit; sites that differ only in case would be the same.
      let name = "s" + prefix + words.joined()
      names[name.lowercased()] = name
    }
    let sites = names.values.shuffled(using: &random).map { "  \($0): {}\n" }.joined()
    let text = "version: 1\nservers: { a: { serverName: h } }\nglobal: { defaultServer: a }\nsites:\n\(sites)"
    let chain = #"{"chain":[{"priority":"High","server":"a","via":"globalDefault"}],"default":"a"}"#
    let members = names.values.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { #""\#($0)":\#(chain)"# }
    #expect(try table(text).text(.compact).hasSuffix(#""sites":{\#(members.joined(separator: ","))}}"# + "\n"))
  }
}
