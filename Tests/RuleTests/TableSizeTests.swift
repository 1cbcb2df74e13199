import Linting
import SourceText
import Testing

@testable import Language
@testable import LocatedYAML

/// The limit on the rows of a table, tested with a smaller one.
@Suite("The size of a table")
struct TableSizeTests {
  /// Three enabled servers and one disabled server in every chain, and a site that adds one more.
  static let yaml = """
    version: 1
    servers:
      a: { serverName: a.example.com }
      b: { serverName: b.example.com }
      c: { serverName: c.example.com }
      d: { serverName: d.example.com }
      off: { serverName: off.example.com, enabled: false }
    global: { defaultServer: a, servers: [b, b, c, off] }
    sites:
      one:
      two: { servers: [d, a] }
      three: { defaultServer: null }
    """

  @Test(
    "The site with which the table exceeds the limit is named",
    arguments: [
      (3, "one"), (5, "one"), (6, "two"), (9, "two"), (10, "three"), (11, "three"), (12, nil), (100, nil),
    ])
  func firstSiteBeyondLimit(limit: Int, site: String?) throws {
    let tree = YAMLReading(SourceFile(name: "sizes.yaml", text: Self.yaml)).tree
    var reader = DeclarationReader(tree, report: { Issue.record("\($0)") }, isError: { _, _ in true })
    reader.read()
    let configuration = Configuration([], reader.layer) { Issue.record("\($0)") }
    let found = ConfigurationView(configuration).firstSiteBeyondLimit(limit)
    #expect(found.map { tree.text(of: $0.key.node) } == site)
  }
}
