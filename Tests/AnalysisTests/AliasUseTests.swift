import Diagnostics
import SourceText
import Testing

@testable import Language

@Suite("A wrong value used through aliases is one finding")
struct AliasUseTests {
  /// A server name with port 0 under `x-name`, used this many times.
  private static func document(uses: Int) -> String {
    let servers = (1...uses).map { "  s\($0):\n    serverName: *name\n" }.joined()
    let list = (1...uses).map { "s\($0)" }.joined(separator: ", ")
    return "x-name: &name h:0\nversion: 1\nservers:\n\(servers)global:\n  servers: [\(list)]\n"
  }

  @Test(
    "It is at the value, with a label at the first use; further uses are counted",
    arguments: [
      (1, "used here"), (2, "used here, and in 1 other place"), (3, "used here, and in 2 other places"),
      (50, "used here, and in 49 other places"),
    ])
  func uses(count: Int, message: String) throws {
    let checked = check(Self.document(uses: count))
    #expect(checked.rules == ["port-invalid"])
    let finding = try checked.only("port-invalid")
    #expect(checked.text(at: finding.span) == "&name h:0")
    let label = try #require(finding.labels.last)
    #expect(label.message == message)
    #expect(checked.text(at: label.span) == "*name")
    let before = check(Self.document(uses: count)).text(at: SourceSpan(0, label.span.start))
    #expect(!before.contains("*name"), "not the first use")
  }

  @Test("A value used directly and through an alias is one finding, at the value")
  func ownUse() throws {
    let text = """
      version: 1
      servers:
        a:
          serverName: &name h:0
        b:
          serverName: *name
      global:
        servers: [a, b]
      """
    let checked = check(text)
    #expect(checked.findings == ["port-invalid 4"])
    let label = try #require(try checked.only("port-invalid").labels.last)
    #expect(label.message == "used here")
    #expect(checked.text(at: label.span) == "*name")
  }

  @Test("A wrong value merged into several mappings is one finding with a label at the first merge")
  func merged() throws {
    let text = """
      x-base: &base
        priority: Highest
      version: 1
      servers:
        a:
          <<: *base
          serverName: a.example.com
        b:
          <<: *base
          serverName: b.example.com
        c:
          <<: *base
          serverName: c.example.com
      global:
        servers: [a, b, c]
      """
    let checked = check(text)
    #expect(checked.findings == ["invalid-value 2"])
    let label = try #require(try checked.only("invalid-value").labels.last)
    #expect(label.message == "used here, and in 2 other places")
    #expect(checked.text(at: label.span) == "*base")
  }

  @Test("Aliases of correct nodes have no findings")
  func right() {
    #expect(check(Self.document(uses: 2).replacing("h:0", with: "h:26")).rules == ["duplicate-endpoint"])
  }
}
