import Analysis
import Language
import LocatedYAML
import SourceText
import Testing

/// What an analysis knows besides its findings, also of a configuration with errors.
@Suite("Analysis")
struct SymbolTests {
  private static let text = """
    version: 1
    servers:
      relay: { serverName: smtp.example.com }
      bulk: { serverName: "no host" }
    global: { defaultServer: relay, servers: [bulk] }
    sites:
      shop: { servers: [relay, gone, bulk] }
      blog: { defaultServer: bulk }
    """

  @Test("A configuration with errors has its declarations and symbols, but means nothing")
  func errors() throws {
    let analysis = Analysis(SourceFile(name: "a.yaml", text: Self.text))
    #expect(analysis.configuration() == nil)
    let declarations = try #require(analysis.declarations)
    #expect(declarations.servers.count == 2)
    #expect(declarations.sites.count == 2)
  }

  @Test("Each server has the places that use it, and each site its own")
  func references() throws {
    let analysis = Analysis(SourceFile(name: "a.yaml", text: Self.text))
    let symbols = try #require(analysis.symbols())
    func text(_ place: NodeUse) -> String { analysis.tree.text(of: place.node) }
    #expect(symbols.servers.map { text($0.declaration) } == ["relay", "bulk"])
    #expect(symbols.servers[0].references.map(text) == ["relay", "relay"])
    #expect(symbols.servers[1].references.map(text) == ["bulk", "bulk", "bulk"])
    #expect(symbols.sites.map { text($0.declaration) } == ["shop", "blog"])
  }

  @Test("What is not YAML has neither")
  func syntax() {
    let analysis = Analysis(SourceFile(name: "a.yaml", text: "servers: ["))
    #expect(analysis.declarations == nil)
    #expect(analysis.symbols() == nil)
  }
}
