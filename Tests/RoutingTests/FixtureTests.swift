import Language
import SourceText
import Testing

@testable import Routing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Documents and their tables, in `Fixtures` beside this file: the configuration, a line `--- table`, the table.
@Suite("Documents and their tables")
struct FixtureTests {
  private static let folder = "/" + #filePath.split(separator: "/").dropLast().joined(separator: "/") + "/Fixtures"

  static let names: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return files.filter { $0.hasSuffix(".yaml") }.sorted()
  }()

  @Test("Each fixture gives its table", arguments: names)
  func fixture(name: String) throws {
    let data = try Data(contentsOf: URL(fileURLWithPath: Self.folder + "/" + name))
    let parts = String(decoding: data, as: UTF8.self).split(separator: "\n--- table\n", maxSplits: 1)
    try #require(parts.count == 2)
    let table = try table(String(parts[0]) + "\n")
    #expect(table.text() == String(parts[1]))
  }

  @Test("There are fixtures, and the compact form differs only in its white space")
  func compact() throws {
    #expect(Self.names.count >= 5)
    let table = try table("version: 1\nservers: { a: { serverName: h } }\nglobal: { servers: [a] }\n")
    let compact = table.text().split(whereSeparator: \.isWhitespace).joined() + "\n"
    #expect(table.text(.compact) == compact)
  }
}
